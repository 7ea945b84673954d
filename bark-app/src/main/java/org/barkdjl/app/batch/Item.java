package org.barkdjl.app.batch;

import java.util.List;
import org.barkdjl.audio.AudioFormat;
import org.barkdjl.io.TextHash;
import org.barkdjl.narration.Seeds;

/** An item of a manifest, understood or not. */
public sealed interface Item {
  /** Which item, from 1. */
  long index();

  /** Where it begins in the manifest, from 1. */
  long line();

  /** Its name, different from that of all others. */
  String id();

  /**
   * One that can be made.
   *
   * @param speech how to speak it
   * @param seed of the first attempt
   * @param file name of the file to make, in the output folder
   * @param format what is to be in it
   * @param fingerprint hash of all that shapes the audio: text, options, voices, model
   * @param take which of several takes it is, from 1; 0: the item itself
   */
  record Job(
      long index,
      long line,
      String id,
      SpeechJob speech,
      long seed,
      String file,
      AudioFormat format,
      String fingerprint,
      int take)
      implements Item {
    /** One of several takes of it, with a seed and a file of its own. */
    Job take(int number) {
      long takeSeed = Seeds.ofTake(seed, number);
      return new Job(
          index,
          line,
          id,
          speech,
          takeSeed,
          Takes.file(file, format, number),
          format,
          TextHash.of(List.of(fingerprint, Long.toString(takeSeed))),
          number);
    }
  }

  /**
   * One that cannot.
   *
   * @param problem what is wrong, as a sentence
   */
  record Bad(long index, long line, String id, String problem) implements Item {}
}
