package org.barkdjl.torch;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

/**
 * What the C library does for the memory and the end of a process that has loaded libtorch: nothing
 * where it is not glibc, or cannot be called, as JNA unpacks itself to the disk, which may be full.
 */
public final class CLibrary {
  private static volatile boolean called;

  private CLibrary() {}

  /**
   * Gives back to the system what was freed and is kept, as loading leaves it: whole pages, in all
   * arenas, from which libtorch and the tokenizer take theirs.
   */
  public static void trimHeap() {
    if (Platform.isLinux()) {
      try {
        function("malloc_trim").invokeInt(new Object[] {new NativeLong(0)});
        called = true;
      } catch (LinkageError e) {
        // Then the memory is kept, as without this.
      }
    }
  }

  /**
   * Lets the process end, when it does, without libtorch's destructors: for a tenth of a second
   * they free what the system frees anyway. For a program that is about to end; where {@link
   * #trimHeap} was not called, as libtorch is not loaded, nothing is done.
   */
  public static void skipDestructors() {
    if (called) {
      // Handlers run before those that were there earlier.
      function("on_exit").invokeInt(new Object[] {function("_exit"), Pointer.NULL});
    }
  }

  private static Function function(String name) {
    return NativeLibrary.getInstance("c").getFunction(name);
  }
}
