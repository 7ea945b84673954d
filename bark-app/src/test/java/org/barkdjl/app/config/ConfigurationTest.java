package org.barkdjl.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.barkdjl.app.Commands;
import org.barkdjl.app.batch.Batch;
import org.barkdjl.app.batch.BatchArguments;
import org.barkdjl.app.bench.Benchmark;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.ExitCode;
import org.barkdjl.app.cli.FakeWorld;
import org.barkdjl.app.cli.LineParser;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.app.models.Models;
import org.barkdjl.app.models.Voices;
import org.barkdjl.app.replay.Replay;
import org.barkdjl.app.say.Say;
import org.barkdjl.app.say.SayArguments;
import org.barkdjl.error.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where defaults come from, which of them win, and what is refused. */
class ConfigurationTest {
  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private Path defaults;
  private Path own;

  @BeforeEach
  void place() throws IOException {
    environment.put("XDG_CONFIG_HOME", folder.toString());
    environment.put("BARK_HOME", folder.toString());
    defaults = Files.createDirectory(folder.resolve("conf")).resolve("bark.properties");
    own = Files.createDirectory(folder.resolve("bark-djl")).resolve("bark.properties");
  }

  @Test
  void withoutFilesAllIsAsBuiltIn() throws IOException {
    assertEquals(Map.of(), settings(new Say()));
    assertEquals(Map.of(), settings(new Batch()));
    assertEquals("built in", configuration().all().get("model").source());
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Files.createSymbolicLink(own, Path.of("/proc/self/mem")); // not even by root
    InputException e = assertThrows(InputException.class, () -> settings(new Say()));
    assertTrue(e.getMessage().startsWith("Cannot read the configuration " + own + ": "));
    assertEquals(5, ExitCode.of(e).status());
  }

  @Test
  void theShippedFileChangesNothing() throws IOException {
    Files.copy(Path.of("../conf/bark.properties"), defaults);

    assertEquals(Map.of(), settings(new Say()));
    assertEquals(Map.of(), settings(new Batch()));
  }

  @Test
  void laterPlacesWin() throws IOException {
    Files.writeString(defaults, "text-temp=0.1\nfine-temp=0.1\ntop-k=1\nthreads=1\n");
    Files.writeString(own, "fine-temp=0.2\ntop-k=2\nthreads=2\n");
    environment.put("BARK_TOP_K", "3");
    environment.put("BARK_THREADS", "3");
    Say say = new Say();

    SayArguments arguments = SayArguments.of(values(say, List.of("-t", "4", "Hi")));

    assertEquals(0.1, arguments.speech().generation().semantic().sampling().temperature());
    assertEquals(0.2, arguments.speech().generation().fine().temperature());
    assertEquals(3, arguments.speech().generation().semantic().sampling().topK());
    assertEquals(4, arguments.engine().threads());
  }

  @Test
  void aCommandsOwnKeyWinsInItsPlaceButNotOverALaterOne() throws IOException {
    Files.writeString(own, "batch.retry=5\nretry=6\nbatch.top-k=7\n");

    assertEquals(Map.of("retry", "6"), settings(new Say()));
    assertEquals(Map.of("retry", "5", "top-k", "7"), settings(new Batch()));

    environment.put("BARK_RETRY", "8");
    environment.put("BARK_SAY_TOP_K", "9");

    assertEquals(Map.of("retry", "8", "top-k", "9"), settings(new Say()));
    assertEquals(Map.of("retry", "8", "top-k", "7"), settings(new Batch()));
  }

  @Test
  void anEmptyValueIsTheBuiltInDefault() throws IOException {
    Files.writeString(defaults, "text-temp=0.1\nvoice=flite_slt\n");
    Files.writeString(own, "text-temp=\n");
    environment.put("BARK_VOICE", "");

    assertEquals(Map.of(), settings(new Say()));
  }

  @Test
  void onlyCommandsThatSpeakTakeDefaults() throws IOException {
    Files.writeString(own, "model=m\ndevice=cuda\nname=x\nprecision=fp32\n");

    Map<String, String> ofTheEngine = Map.of("model", "m", "device", "cuda", "precision", "fp32");
    assertEquals(ofTheEngine, settings(new Voices()));
    assertEquals(ofTheEngine, settings(new Benchmark()));
    assertEquals(Map.of(), settings(new Models()));
    assertEquals(Map.of(), settings(new Replay()));
  }

  @Test
  void aBatchHasThemInItsItems() throws IOException {
    Files.writeString(own, "voice=flite_slt\nbatch.text-temp=0.6\nretry=20\n");
    Batch batch = new Batch();

    BatchArguments arguments = BatchArguments.of(values(batch, List.of("manifest.csv")));

    assertEquals(
        Map.of("voice", "flite_slt", "text-temp", "0.6"),
        new OptionValues(List.of(), arguments.itemOptions()).texts());
    assertEquals(20, arguments.policy().retries());
  }

  @ParameterizedTest
  @CsvSource({
    "'# voices\nvoise=x','line 2: there is no key ''voise''; did you mean ''voice''?'",
    "zebra=1,'line 1: there is no key ''zebra''; ''bark info --config'' lists them.'",
    "output=a.wav,line 1: 'output' belongs to one run",
    "voices.pause=1,line 1: there is no key",
    "'top-k=1\ntop-p=1\ntop-k=2','line 3: ''top-k'' is there before, in your file, line 1.'",
    "text-temp=warm,'line 1 (text-temp): it takes a number, not ''warm''.'",
    "'threads=\\\n 99999','line 1 (threads): it takes 0 to 1024, not 99999.'",
    "'voice=C:\\users','line 1: a ''\\u'' must be followed'",
    "'voice=C:\\npz','line 1: it holds a control character'",
  })
  void whatIsWrongIsToldWithFileAndLine(String text, String message) throws IOException {
    Files.writeString(own, text);

    FakeWorld world = world();
    assertEquals(ExitCode.USAGE, world.bark("info", "--config"));
    assertTrue(world.err().startsWith("bark: " + own + ", " + message), world.err());
    assertEquals(ExitCode.USAGE, world.bark("say", "Hi"));
    assertEquals(ExitCode.OK, world.bark("help"));
  }

  @Test
  void aBadVariableIsToldByItsName() {
    environment.put("BARK_BATCH_RETRY", "often");
    FakeWorld world = world();

    assertEquals(ExitCode.USAGE, world.bark("batch", "manifest.csv"));
    assertTrue(
        world.err().startsWith("bark: Variable BARK_BATCH_RETRY: it takes a whole number"),
        world.err());
  }

  @Test
  void anUnknownVariableIsAWarning() {
    environment.put("BARK_TEXT_TMP", "0.6");
    environment.put("BARK_JAVA_OPTS", "-Xmx1g");
    environment.put("BARK_CUDA", folder.toString());
    environment.put("BARK_FFMPEG", "/usr/bin/ffmpeg");
    environment.put("BARK_API_KEY", "secret");
    FakeWorld world = world();

    assertEquals(ExitCode.OK, world.bark("info", "--config"));
    assertEquals(
        "bark: warning: the variable BARK_TEXT_TMP means nothing to bark; did you mean"
            + " BARK_TEXT_TEMP?\n",
        world.err());
  }

  @Test
  void onlyTextFilesAreRead() throws IOException {
    Files.write(own, "voice=flüte".getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(refusal().contains("is not UTF-8"));
    Files.write(own, new byte[ConfigFile.LIMIT_BYTES + 1]);
    assertTrue(refusal().contains("is longer than"));
    Files.delete(own);
    Files.createDirectory(own);
    assertTrue(refusal().contains("is no file"));
  }

  @Test
  void theFormatIsThatOfJavasProperties() throws IOException {
    Files.writeString(
        own, "\uFEFF# \u00FC \\\n  voice : fl\u00FC\\\n   te \\u0061 \r\n! no\n\npause\\u0020=x");

    assertTrue(refusal().contains("line 6: there is no key 'pause '; did you mean 'pause'?"));
    Files.writeString(own, "\uFEFF# \u00FC \\\n  voice : fl\u00FC\\\n   te \\u0061 \r\n! no\n");
    assertEquals(Map.of("voice", "fl\u00FCte a"), settings(new Say()));
  }

  @Test
  void theReportNamesWhoSaysSo() throws IOException {
    Files.copy(Path.of("../conf/bark.properties"), defaults);
    Files.writeString(own, "# mine\nvoice=flite_slt\nbatch.top-k=9\n");
    environment.put("BARK_RETRY", "3");
    FakeWorld world = world();

    assertEquals(ExitCode.OK, world.bark("info", "--config"), world::err);
    List<String> lines = world.out().lines().map(line -> line.replaceAll(" +", " ")).toList();
    assertEquals("your file " + own, lines.get(0));
    assertEquals("defaults file " + defaults, lines.get(1));
    assertTrue(lines.contains("voice flite_slt your file, line 2"), world.out());
    assertTrue(lines.contains("batch.top-k 9 your file, line 3"), world.out());
    assertTrue(lines.contains("say.retry 3 variable BARK_RETRY"), world.out());
    assertTrue(lines.contains("batch.retry 3 variable BARK_RETRY"), world.out());
    assertTrue(lines.stream().anyMatch(l -> l.matches("top-k 0 defaults file, line \\d+")));
    assertTrue(lines.stream().anyMatch(l -> l.matches("language - built in")), world.out());
    assertEquals("", world.err());
  }

  @Test
  void theUsersFileLiesWhereTheSpecificationSays() {
    environment.remove("XDG_CONFIG_HOME");
    environment.put("HOME", "/home/a");

    assertEquals(
        Path.of("/home/a/.config/bark-djl/bark.properties"),
        Configuration.files(world().context()).get(0).file());
  }

  private String refusal() {
    return assertThrows(UsageException.class, () -> settings(new Say())).getMessage();
  }

  private Map<String, String> settings(Command command) throws IOException {
    Map<String, String> values = new HashMap<>();
    configuration().of(command).forEach((option, setting) -> values.put(option, setting.value()));
    return values;
  }

  private OptionValues values(Command command, List<String> words) throws IOException {
    return LineParser.parse(command, words).withDefaults(configuration().of(command));
  }

  private Configuration configuration() throws IOException {
    return Configuration.of(world().context(), Commands.all().list());
  }

  private FakeWorld world() {
    return new FakeWorld(environment, defaults.getParent());
  }
}
