package org.barkdjl.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.barkdjl.audio.AudioListener;

/** Keeps what writing a sound file has to say until it can be shown. */
public final class SoundReport implements AudioListener {
  private final List<String> warnings = new ArrayList<>();

  @Override
  public void warning(String sentence) {
    warnings.add(sentence);
  }

  /** These warnings, and after them those of the writing. */
  public List<String> with(List<String> others) {
    return Stream.concat(others.stream(), warnings.stream()).toList();
  }
}
