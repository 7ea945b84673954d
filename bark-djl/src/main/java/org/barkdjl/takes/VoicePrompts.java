package org.barkdjl.takes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.Bark;
import org.barkdjl.narration.NarrationRequest;
import org.barkdjl.voice.Voice;

/** The colour of the voices that takes should have; those used last are not decoded again. */
public final class VoicePrompts {
  private static final int KEPT = 32;

  private final Bark bark;
  private final Map<Voice, Optional<VoiceSpectrum>> known =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Voice, Optional<VoiceSpectrum>> eldest) {
          return size() > KEPT;
        }
      };

  public VoicePrompts(Bark bark) {
    this.bark = bark;
  }

  /** That of the voice of a narration; empty if it has none, or several speakers. */
  public Optional<VoiceSpectrum> of(NarrationRequest request) {
    return request.speakers().isEmpty()
        ? request.voice().flatMap(voice -> known.computeIfAbsent(voice, this::heard))
        : Optional.empty();
  }

  private Optional<VoiceSpectrum> heard(Voice voice) {
    SpeechMeter meter = new SpeechMeter(bark.manifest().sampleRateHz());
    meter.write(bark.decode(voice.fine()));
    return meter.voice();
  }
}
