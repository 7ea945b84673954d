package org.barkdjl.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.barkdjl.app.Commands;
import org.barkdjl.app.batch.Batch;
import org.barkdjl.app.batch.BatchArguments;
import org.barkdjl.app.bench.BenchArguments;
import org.barkdjl.app.bench.Benchmark;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.LineParser;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.say.Say;
import org.barkdjl.app.say.SayArguments;
import org.barkdjl.app.serve.Serve;
import org.barkdjl.options.Option;
import org.barkdjl.options.SpeechOptionTable;
import org.barkdjl.server.ServerOptionTable;
import org.junit.jupiter.api.Test;

/** Pins every key of {@code conf/bark.properties} and its default. */
class ConfigKeysTest {
  private static final ConfigKeys KEYS = new ConfigKeys(Commands.all().list());
  private static final Path FILE = Path.of("../conf/bark.properties");

  @Test
  void theFileListsEachKeyWithItsBuiltInDefault() throws IOException {
    Map<String, String> expected = new LinkedHashMap<>();
    KEYS.list().forEach(key -> expected.put(key.name(), key.builtIn()));
    List<PropertyLine> lines = PropertyLine.parse(Files.readString(FILE), "conf");

    assertEquals(
        expected.entrySet().stream().map(Map.Entry::toString).toList(),
        lines.stream().map(line -> line.key() + "=" + line.value()).toList());
  }

  @Test
  void theDefaultsAreThese() {
    assertEquals(
        List.of(
            "model=nano",
            "voice=",
            "text-temp=0.7",
            "waveform-temp=0.7",
            "fine-temp=0.5",
            "top-k=0",
            "top-p=1.0",
            "min-eos-p=0.2",
            "coarse-history=630",
            "coarse-window=60",
            "max-seconds=",
            "language=",
            "max-sentence-seconds=12",
            "pause=0.25s",
            "lexicon=",
            "say.retry=",
            "format=",
            "sample-rate=",
            "normalize=",
            "device=auto",
            "precision=auto",
            "threads=0",
            "rows=0",
            "name={id}",
            "batch.retry=",
            "progress=auto",
            "host=127.0.0.1",
            "port=8880",
            "api-key=",
            "cors=",
            "max-queue=64",
            "max-queue-seconds=3600",
            "max-input=50000",
            "drain=20",
            "voice-names=",
            "model-names=tts-1,tts-1-hd,gpt-4o-mini-tts",
            "max-jobs=100",
            "max-jobs-mb=1024"),
        KEYS.list().stream().map(key -> key.name() + "=" + key.builtIn()).toList());
  }

  /** Who adds an option says which it is, or a default of the user's own may surprise. */
  @Test
  void theseBelongToOneRun() {
    Map<String, Set<String>> ofOneRun = new LinkedHashMap<>();
    for (Command command : Commands.all().list()) {
      if (command.takesDefaults()) {
        ofOneRun.put(
            command.name(),
            command.options().stream()
                .filter(option -> !option.isFlag() && !option.hasKey())
                .map(Option::name)
                .collect(Collectors.toSet()));
      }
    }

    assertEquals(
        Map.of(
            "say",
            Set.of(
                "output", "file", "seed", "speakers", "takes", "keep", "srt", "vtt", "save-voice"),
            "batch",
            Set.of("dir", "manifest-format", "shard", "takes", "keep", "from", "seed", "speakers"),
            "serve",
            Set.of(),
            "voices",
            Set.of("lang", "text", "count", "dir", "seed", "name", "output"),
            "bench",
            Set.of("random", "seconds", "stages", "batch", "runs", "load", "url", "json")),
        ofOneRun);
    for (ConfigKey key : KEYS.list()) {
      assertTrue(KEYS.commands(key).findAny().isPresent(), key.name());
    }
  }

  /** Whatever the keys say is built in, the code without any option does. */
  @Test
  void theBuiltInDefaultsAreTheCodes() {
    assertEquals(
        SayArguments.of(values(new Say(), false)), SayArguments.of(values(new Say(), true)));
    BenchArguments bench = BenchArguments.of(values(new Benchmark(), false));
    assertEquals(bench, BenchArguments.of(values(new Benchmark(), true)));
    assertEquals(
        values(new Serve(), false).get(ServerOptionTable.OPTIONS),
        values(new Serve(), true).get(ServerOptionTable.OPTIONS));
    BatchArguments batch = BatchArguments.of(values(new Batch(), true));
    BatchArguments plain = BatchArguments.of(values(new Batch(), false));
    assertEquals(
        SpeechOptionTable.OPTIONS.read(plain.itemOptions()),
        SpeechOptionTable.OPTIONS.read(batch.itemOptions()));
    assertEquals(plain.engine(), batch.engine());
    assertEquals(plain.name().pattern(), batch.name().pattern());
    assertEquals(plain.policy(), batch.policy());
    assertEquals(plain.progress(), batch.progress());
    assertEquals(plain.model(), batch.model());
  }

  @Test
  void noTwoKeysShareAVariableNorTakeAnothers() {
    Set<String> names = KEYS.names();
    List<String> variables = names.stream().map(ConfigVariables::variable).toList();

    assertEquals(variables.size(), Set.copyOf(variables).size());
    assertTrue(variables.contains("BARK_TEXT_TEMP"));
    assertTrue(variables.contains("BARK_BATCH_RETRY"));
    ConfigVariables.OTHERS.forEach(other -> assertFalse(variables.contains(other), other));
  }

  /** A line of the command; with the built-in defaults spelled out, or without options. */
  private static OptionValues values(Command command, boolean spelledOut) {
    List<String> words = new ArrayList<>();
    if (spelledOut) {
      KEYS.list().stream()
          .filter(key -> !key.builtIn().isEmpty())
          .filter(key -> KEYS.commands(key).anyMatch(command.name()::equals))
          .forEach(key -> words.add("--" + key.option() + "=" + key.builtIn()));
    }
    Stream.of("word").filter(word -> !command.name().equals("bench")).forEach(words::add);
    return LineParser.parse(command, words);
  }
}
