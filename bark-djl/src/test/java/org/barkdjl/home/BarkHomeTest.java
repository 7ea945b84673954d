package org.barkdjl.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.error.DeviceException;
import org.barkdjl.torch.NativeFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarkHomeTest {
  private static final List<String> PLACES =
      List.of(NativeFolder.LIBTORCH_PATH, "RUST_LIBRARY_PATH");

  private final Map<String, String> before = new HashMap<>();
  @TempDir Path folder;

  /** Other tests of this JVM may have made the engine ready, which leaves nothing to prepare. */
  @BeforeEach
  void forgetWhereNativesLie() {
    PLACES.forEach(name -> before.put(name, System.clearProperty(name)));
  }

  @AfterEach
  void rememberIt() {
    before.forEach(
        (name, value) -> {
          if (value == null) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
  }

  @Test
  void theMostSpecialVariableWins() {
    Map<String, String> all =
        Map.of("BARK_HOME", "/bark", "XDG_CACHE_HOME", "/cache", "HOME", "/home/a");

    assertEquals(Path.of("/bark"), BarkHome.of(all, "/u").folder());
    assertEquals(
        Path.of("/cache/bark-djl"),
        BarkHome.of(Map.of("XDG_CACHE_HOME", "/cache", "HOME", "/home/a"), "/u").folder());
    assertEquals(
        Path.of("/home/a/.cache/bark-djl"), BarkHome.of(Map.of("HOME", "/home/a"), "/u").folder());
    assertEquals(Path.of("/u/.cache/bark-djl"), BarkHome.of(Map.of(), "/u").folder());
  }

  @Test
  void emptyAndRelativeVariables() {
    Map<String, String> odd = Map.of("BARK_HOME", "", "XDG_CACHE_HOME", "cache");

    assertEquals(Path.of("/u/.cache/bark-djl"), BarkHome.of(odd, "/u").folder());
    assertTrue(BarkHome.of(Map.of("BARK_HOME", "here"), "/u").folder().isAbsolute());
  }

  @Test
  void preparingCreatesTheFolder() throws IOException {
    BarkHome home = new BarkHome(folder.resolve("a b/é")).prepare();

    assertTrue(Files.isDirectory(home.folder()));
    assertTrue(home.store().modelsFolder().startsWith(home.folder()));
    assertTrue(home.natives().startsWith(home.folder()));
  }

  @Test
  void aFolderThatCannotBeIsToldWithWhatToDo() throws IOException {
    BarkHome home = new BarkHome(Files.createFile(folder.resolve("file")));

    for (Executable preparing :
        List.<Executable>of(home::prepare, () -> home.prepareEngine(Map.of(), DeviceSpec.CPU))) {
      IOException e = assertThrows(IOException.class, preparing);
      assertTrue(e.getMessage().contains(home.folder().toString()), e.getMessage());
      assertTrue(e.getMessage().contains("BARK_HOME"), e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DJL_DEFAULT_ENGINE, TensorFlow",
    "DJL_OFFLINE, false",
    "RUST_LIBRARY_PATH, ''",
    "LIBSTDCXX_LIBRARY_PATH, /lib/x.so",
    "PYTORCH_EXTRA_LIBRARY_PATH, /lib/x.so",
    "PYTORCH_LIBRARY_EXCLUSION, libc10.so",
    "PYTORCH_LIBRARY_PATH, /nowhere",
    "PYTORCH_LIBRARY_PATH, ''",
  })
  void variablesThatWouldMisleadDjlAreNamed(String name, String value) throws IOException {
    BarkHome home = new BarkHome(folder.resolve("home"));

    DeviceException e =
        assertThrows(
            DeviceException.class, () -> home.prepareEngine(Map.of(name, value), DeviceSpec.CPU));
    assertTrue(e.getMessage().contains(name), e.getMessage());
    assertTrue(e.getMessage().contains("nset"), e.getMessage());
    assertFalse(Files.exists(home.folder()));

    String launcher = Files.readString(Path.of("../bark"));
    assertTrue(
        Pattern.compile("unset\\b[^#\\[]*\\b" + name + "\\b").matcher(launcher).find(), name);
  }

  @Test
  void anotherLibtorchIsTaken() throws IOException {
    Path torch = Files.createFile(folder.resolve(System.mapLibraryName("torch")));
    String nowhere = folder.resolve("nowhere") + File.pathSeparator;

    DjlEnvironment.check(Map.of("PYTORCH_LIBRARY_PATH", nowhere + folder));
    DjlEnvironment.check(Map.of("PYTORCH_LIBRARY_PATH", torch.toString()));
    DjlEnvironment.check(Map.of("DJL_DEFAULT_ENGINE", "PyTorch", "PYTORCH_VERSION", "2.3.0"));
  }
}
