package org.barkdjl.torch;

import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;

/** The memory of C's allocator, from which libtorch and the tokenizer take theirs. */
public final class NativeHeap {
  private NativeHeap() {}

  /**
   * Gives back to the system what was freed and is kept, as loading leaves it: whole pages, in all
   * arenas. Does nothing where the C library is not glibc, or cannot be called: JNA unpacks itself
   * to the disk, which may be full.
   */
  public static void trim() {
    if (Platform.isLinux()) {
      try {
        NativeLibrary.getInstance("c")
            .getFunction("malloc_trim")
            .invokeInt(new Object[] {new NativeLong(0)});
      } catch (LinkageError e) {
        // Then the memory is kept, as without this.
      }
    }
  }
}
