package org.barkdjl.app.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.barkdjl.app.cli.ExitCode;
import org.barkdjl.app.cli.FakeWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line of {@code bark models}, up to where a model is read. */
class ModelsTest {
  @TempDir Path folder;
  private FakeWorld world;

  @BeforeEach
  void start() {
    world = new FakeWorld(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "models",
    "models fetch",
    "models list all",
    "models pull",
    "models pull a/b c/d",
    "models import",
    "models import .",
    "models verify a b",
    "models remove",
    "models path a b",
    "models pull small --precision int7"
  })
  void wrongUseIsRefused(String line) {
    assertEquals(ExitCode.USAGE, world.bark(line.split(" ")), line);
    assertTrue(world.err().contains("See 'bark models --help'"), world.err());
  }

  @Test
  void listsTheEmbeddedModel() {
    assertEquals(ExitCode.OK, world.bark("models", "list"));
    assertTrue(world.out().contains("nano"), world.out());
  }

  @Test
  void tellsWhereModelsLie() {
    assertEquals(ExitCode.OK, world.bark("models", "path"));
    assertEquals(folder.resolve("models") + "\n", world.out());
  }

  @Test
  void modelsThatAreNotThereAreAModelError() {
    assertEquals(ExitCode.MODEL, world.bark("models", "path", "large"));
    assertEquals(ExitCode.MODEL, world.bark("models", "verify", "large"));
    assertEquals(ExitCode.MODEL, world.bark("models", "remove", "../x"));
    assertEquals(
        ExitCode.MODEL, world.bark("models", "pull", "no-repository", "--precision", "int8"));
  }

  @Test
  void aRepositoryIsPulledBeforeItSpeaks() {
    assertEquals(ExitCode.MODEL, world.bark("say", "Hello.", "--model", "suno/bark"));
    assertEquals(
        "bark: There is no folder suno/bark to take the model from; what is on a hub, 'bark models pull'"
            + " installs.\n",
        world.err());
  }

  @Test
  void importSaysWhatIsMissing() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertEquals(
        ExitCode.MODEL, world.bark("models", "import", empty.toString(), "-n", "m", "-p", "fp32"));
    assertTrue(world.err().contains("holds no Bark"), world.err());
    assertEquals(
        ExitCode.MODEL,
        world.bark("models", "import", empty.toString(), "-n", "nano", "-p", "fp32"));
  }
}
