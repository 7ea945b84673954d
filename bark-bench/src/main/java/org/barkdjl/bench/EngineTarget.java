package org.barkdjl.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.barkdjl.Bark;
import org.barkdjl.GenerationOptions;
import org.barkdjl.audio.AudioSink;
import org.barkdjl.narration.NarrationListener;
import org.barkdjl.narration.NarrationRequest;
import org.barkdjl.narration.Narrator;
import org.barkdjl.options.SpeechOptions;
import org.barkdjl.voice.Voice;

/** An engine in this process. */
public final class EngineTarget implements LoadTarget {
  private final Bark bark;
  private final Optional<Voice> voice;
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /**
   * @param bark speaks; is not closed here
   * @param voice empty: the model chooses
   */
  public EngineTarget(Bark bark, Optional<Voice> voice) {
    this.bark = bark;
    this.voice = voice;
  }

  @Override
  public String name() {
    return bark.manifest().name() + " on " + bark.device();
  }

  @Override
  public Duration speak(
      String text, long seed, Duration longest, Runnable heard, BooleanSupplier cancelled)
      throws IOException {
    GenerationOptions options =
        GenerationOptions.DEFAULT.withSemantic(
            GenerationOptions.DEFAULT.semantic().withMaxDuration(Optional.of(longest)));
    NarrationRequest request =
        NarrationRequest.of(SpeechOptions.DEFAULT.plan(text, voice.map(Voice::name)), seed)
            .withVoice(voice)
            .withOptions(options);
    AtomicLong count = new AtomicLong();
    AudioSink sink =
        samples -> {
          if (count.getAndAdd(samples.length) == 0) {
            heard.run();
          }
        };
    NarrationListener listener =
        new NarrationListener() {
          @Override
          public boolean cancelled() {
            return cancelled.getAsBoolean();
          }
        };
    new Narrator(bark).narrate(request, sink, listener);
    return Duration.ofMillis(1_000 * count.get() / bark.manifest().sampleRateHz());
  }

  @Override
  public double processorSeconds() {
    return system.getProcessCpuTime() / 1e9;
  }
}
