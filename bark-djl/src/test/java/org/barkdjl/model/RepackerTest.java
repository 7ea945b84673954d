package org.barkdjl.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.barkdjl.Bark;
import org.barkdjl.BarkOptions;
import org.barkdjl.BarkRequest;
import org.barkdjl.BarkTokens;
import org.barkdjl.Nano;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Precision;
import org.barkdjl.error.CancelledException;
import org.barkdjl.error.ModelException;
import org.barkdjl.io.HeldFolder;
import org.barkdjl.torchscript.OlderArchives;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An installed bark-nano whose programs are of another version. */
class RepackerTest {
  private static final Precision PRECISION = Precision.FP32;

  /** A method of every program. */
  private static final String METHOD = "def (prepare|draw_row)\\(";

  private static final String RENAMED = "def $1_in_another_way(";

  @TempDir Path temp;
  private ModelStore store;
  private Path folder;
  private final Told told = new Told();

  private static final class Told implements InstallListener {
    private final List<String> repacked = new ArrayList<>();

    @Override
    public void repacking(String model) {
      repacked.add(model);
    }
  }

  @BeforeEach
  void install() throws IOException {
    store = new ModelStore(temp);
    folder = store.modelsFolder().resolve("mine");
    Nano.copy(PRECISION, folder, "mine");
  }

  @Test
  void anEditedCommentChangesNothing() throws IOException {
    OlderArchives.edit(folder, " *# [^\n]*", "  # another comment\n\n");
    Map<String, FileTime> before = files();
    store.open("mine", PRECISION, told);
    assertEquals(before, files());
    assertEquals(List.of(), told.repacked);
  }

  @Test
  @Tag("slow")
  void anEditedMethodIsRepackedOnceAndSpeaksAsBefore() throws IOException {
    OlderArchives.edit(folder, METHOD, RENAMED);
    ModelPackage model = store.open("mine", PRECISION, told);
    assertEquals(List.of("mine"), told.repacked);
    assertTrue(model.isCurrent());
    assertEquals(List.of(), store.verify("mine"));
    assertWhole();
    Map<String, FileTime> repacked = files();
    assertTokensAre(Nano.model(PRECISION), store.open("mine", PRECISION, told));
    assertEquals(repacked, files());
  }

  @Test
  void onlyArchivesWhoseProgramsChangedAreRepacked() throws IOException {
    OlderArchives.edit(folder, "def draw_row\\(", "def another_draw(");
    store.open("mine", PRECISION, told);
    assertEquals(
        List.of("codec.fp32.pt", "fine.fp32.pt"),
        files().keySet().stream().filter(name -> name.matches("\\w+\\.fp32\\.pt")).toList());
    assertWhole();
  }

  @Test
  void anAttributeThatIsMissingMustBeInstalledAgain() throws IOException {
    OlderArchives.edit(folder, "\\bwpe\\b", "positions");
    Map<String, FileTime> before = files();
    ModelException e = assertThrows(ModelException.class, () -> store.open("mine", PRECISION));
    assertTrue(e.getMessage().contains("another version of bark-djl"), e.getMessage());
    assertEquals(before, files());
  }

  @Test
  void aDamagedArchiveIsNotRepacked() throws IOException {
    OlderArchives.edit(folder, METHOD, RENAMED);
    Path archive = folder.resolve("codec.fp32.pt");
    byte[] bytes = Files.readAllBytes(archive);
    bytes[bytes.length / 2] ^= 1;
    Files.write(archive, bytes);
    ModelException e = assertThrows(ModelException.class, () -> store.open("mine", PRECISION));
    assertTrue(e.getMessage().contains("codec.fp32.pt"), e.getMessage());
  }

  @Test
  @Tag("slow")
  void aKilledRepackingLeavesAModelThatTheNextOneMends() throws Exception {
    OlderArchives.edit(folder, METHOD, RENAMED);
    for (int step : new int[] {1, 70}) {
      assertEquals(Dying.STATUS, Dying.start(temp, step).waitFor(), "step " + step);
      ModelPackage.open(folder);
    }
    assertTokensAre(Nano.model(PRECISION), store.open("mine", PRECISION, told));
    assertWhole();
  }

  @Test
  void whatAKilledRunLeftIsRemovedThoughNothingIsToBeRepacked() throws IOException {
    Path old = Files.write(folder.resolve("fine.fp32.3.pt"), new byte[9]);
    Path foreign = Files.write(folder.resolve("fine_2.pt"), new byte[9]);
    store.open("mine", PRECISION, told);
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(foreign), "nobody knows what it is");
    assertEquals(List.of(), told.repacked);
  }

  @Test
  void whoCancelsLosesNothing() throws IOException {
    OlderArchives.edit(folder, METHOD, RENAMED);
    Map<String, FileTime> before = files();
    InstallListener cancelling =
        new InstallListener() {
          @Override
          public boolean cancelled() {
            return true;
          }
        };
    assertThrows(CancelledException.class, () -> store.open("mine", PRECISION, cancelling));
    assertEquals(before, files());
  }

  @Test
  @Tag("slow")
  void oneProcessRepacksAndTheOthersWait() throws Exception {
    OlderArchives.edit(folder, METHOD, RENAMED);
    Callable<ModelPackage> open = () -> store.open("mine", PRECISION, told);
    assertTrue(new HeldFolder(store.modelsFolder()).keepsOut(open));
    assertEquals(List.of("mine"), told.repacked);
    OlderArchives.edit(folder, METHOD, RENAMED);
    List<Process> both = List.of(Dying.start(temp, -1), Dying.start(temp, -1));
    for (Process one : both) {
      assertEquals(0, one.waitFor());
    }
    assertTrue(ModelPackage.open(folder).isCurrent());
    assertWhole();
  }

  @Test
  void aModelThatCannotBeWrittenIsNotRun() throws IOException {
    OlderArchives.edit(folder, METHOD, RENAMED);
    assertTrue(folder.toFile().setWritable(false));
    try {
      assumeFalse(Files.isWritable(folder), "root may write everywhere");
      ModelException e = assertThrows(ModelException.class, () -> store.open("mine", PRECISION));
      assertTrue(e.getMessage().contains("cannot be written"), e.getMessage());
    } finally {
      assertTrue(folder.toFile().setWritable(true));
    }
  }

  /** Opens the model in a process of its own, and ends that in the middle of the repacking. */
  static final class Dying {
    static final int STATUS = 77;

    private Dying() {}

    static Process start(Path home, int step) throws IOException {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              Dying.class.getName(),
              home.toString(),
              Integer.toString(step))
          .inheritIO()
          .start();
    }

    public static void main(String[] words) throws IOException {
      int[] left = {Integer.parseInt(words[1])};
      InstallListener listener =
          new InstallListener() {
            @Override
            public void assembled(String file, long doneBytes, long totalBytes) {
              if (--left[0] == 0) {
                Runtime.getRuntime().halt(STATUS);
              }
            }
          };
      new ModelStore(Path.of(words[0])).open("mine", PRECISION, listener);
    }
  }

  /** Nothing but what the manifest names. */
  private void assertWhole() throws IOException {
    List<String> expected = new ArrayList<>();
    ModelPackage.open(folder).manifest().files().forEach(file -> expected.add(file.path()));
    expected.sort(null);
    assertEquals(expected, files().keySet().stream().filter(name -> name.endsWith(".pt")).toList());
    assertEquals(
        List.of("model.json"),
        files().keySet().stream()
            .filter(name -> !name.matches(".*\\.pt|voices|\\.in-use"))
            .toList());
  }

  private Map<String, FileTime> files() throws IOException {
    Map<String, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        times.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  private static void assertTokensAre(ModelPackage expected, ModelPackage actual)
      throws IOException {
    BarkTokens a = tokens(expected);
    BarkTokens b = tokens(actual);
    assertArrayEquals(a.semantic(), b.semantic());
    assertArrayEquals(a.fine(), b.fine());
  }

  private static BarkTokens tokens(ModelPackage model) throws IOException {
    BarkOptions options = BarkOptions.DEFAULT.withDevice(DeviceSpec.CPU).withPrecision(PRECISION);
    try (Bark bark = Bark.open(model, options)) {
      return bark.generate(BarkRequest.of("Good morning.").withSeed(1)).tokens();
    }
  }
}
