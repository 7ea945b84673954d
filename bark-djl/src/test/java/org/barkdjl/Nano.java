package org.barkdjl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Precision;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.model.ModelStore;
import org.barkdjl.semantic.SemanticOptions;
import org.barkdjl.voice.Voice;
import org.barkdjl.voice.VoiceCatalogue;

/** The embedded model, assembled once a build into target/test-home. */
public final class Nano {
  private static final Path HOME = Path.of("target", "test-home").toAbsolutePath();

  private Nano() {}

  public static ModelPackage model(Precision precision) throws IOException {
    return new ModelStore(HOME).open(ModelStore.EMBEDDED, precision);
  }

  public static Bark open(Precision precision) throws IOException {
    return Bark.open(
        model(precision), BarkOptions.DEFAULT.withDevice(DeviceSpec.CPU).withPrecision(precision));
  }

  /** A request that is spoken for that long, whatever the text is. */
  static BarkRequest limited(String text, double seconds, long seed) {
    SemanticOptions semantic =
        SemanticOptions.DEFAULT
            .withAllowEnd(false)
            .withMaxDuration(Optional.of(Duration.ofMillis(Math.round(seconds * 1000))));
    return BarkRequest.of(text).withSeed(seed).withSemantic(semantic);
  }

  /** Copies it to where it is a model like others. */
  public static void copy(Precision precision, Path folder, String name) throws IOException {
    Path from = model(precision).folder();
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path to = folder.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to);
        }
      }
    }
    Path manifest = folder.resolve("model.json");
    String json = Files.readString(manifest);
    Files.writeString(manifest, json.replace("\"name\": \"nano\"", "\"name\": \"" + name + "\""));
  }

  public static Voice voice(String name) throws IOException {
    return VoiceCatalogue.open(model(Precision.FP32).voicesFolder()).named(name);
  }
}
