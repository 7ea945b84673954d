package org.barkdjl.app.batch;

import java.util.Optional;
import org.barkdjl.audio.AudioFormat;
import org.barkdjl.io.SafeName;

/**
 * The file of an item.
 *
 * @param file its name, in the output folder
 * @param format what is in it
 */
public record OutputName(String file, AudioFormat format) {
  /**
   * The file that an item asks for itself. Its ending tells the format; without one it gets that of
   * the usual format.
   *
   * @param asked the format of all items, if one was asked for
   * @param usual the format of items that ask for none
   * @throws IllegalArgumentException if the name is not safe, or its ending is not the asked
   *     format's
   */
  public static OutputName given(String name, Optional<AudioFormat> asked, AudioFormat usual) {
    AudioFormat meant =
        usual.endingOf(name).isPresent() ? usual : AudioFormat.ofFile(name).orElse(usual);
    if (asked.isPresent() && meant != asked.get()) {
      throw new IllegalArgumentException(
          "the ending of '"
              + name
              + "' is not that of "
              + asked.get().id()
              + ", the format of all");
    }
    String ending = meant.endingOf(name).orElse("");
    String stem = name.substring(0, name.length() - ending.length());
    if (stem.isEmpty() || !SafeName.of(stem).equals(stem)) {
      throw new IllegalArgumentException(
          "it takes a plain file name without folders, such as '"
              + SafeName.of(stem)
              + meant.ending()
              + "'");
    }
    return new OutputName(ending.isEmpty() ? stem + meant.ending() : name, meant);
  }
}
