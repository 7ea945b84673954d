package org.barkdjl.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.barkdjl.app.cli.LineParser;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.bench.BenchOptions;
import org.barkdjl.bench.BenchPart;
import org.barkdjl.bench.LoadOptions;
import org.barkdjl.bench.RandomSize;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchArgumentsTest {
  @Test
  void theDefaults() {
    BenchArguments arguments = parse();

    assertEquals("nano", arguments.model());
    assertEquals(Optional.empty(), arguments.random());
    assertEquals(Optional.empty(), arguments.json());
    assertFalse(arguments.quiet());
    assertEquals(Optional.empty(), arguments.load());
    assertEquals(
        new BenchOptions(
            DeviceSpec.AUTO,
            List.of(Precision.AUTO),
            0,
            Duration.ofSeconds(5),
            EnumSet.allOf(BenchPart.class),
            List.of(1, 4, 8),
            3),
        arguments.bench());
  }

  @Test
  void everyOptionArrives() {
    BenchArguments arguments =
        parse(
            ("--random large --device cpu --precision int8,fp32,int8 --threads 2 --seconds 1.5"
                    + " --stages coarse,codec --batch 1,2,2 --runs 7 --json out.json --quiet")
                .split(" "));

    assertEquals(Optional.of(RandomSize.LARGE), arguments.random());
    assertEquals(Optional.of(Path.of("out.json")), arguments.json());
    assertTrue(arguments.quiet());
    assertEquals(
        new BenchOptions(
            DeviceSpec.CPU,
            List.of(Precision.INT8, Precision.FP32),
            2,
            Duration.ofMillis(1500),
            Set.of(BenchPart.COARSE, BenchPart.CODEC),
            List.of(1, 2),
            7),
        arguments.bench());
    assertEquals("mine", parse("--model", "mine").model());
  }

  @ParameterizedTest
  @CsvSource({
    "--random,huge,small or large",
    "--precision,'fp32,bf16',bf16",
    "--precision,'',precision must be",
    "--stages,'coarse,vocoder',vocoder",
    "--threads,-1,0 to 1024",
    "--batch,'1,0',1 to 64",
    "--batch,65,64",
    "--seconds,0,above 0",
    "--seconds,15,at most 14",
    "--seconds,NaN,it takes a number",
    "--runs,0,1 to 20",
    "--runs,21,1 to 20"
  })
  void badValuesAreRefusedByName(String option, String value, String said) {
    String message = assertThrows(UsageException.class, () -> parse(option, value)).getMessage();
    assertTrue(message.contains(option) && message.contains(said), message);
  }

  @Test
  void aModelIsNamedOrMadeUp() {
    assertThrows(UsageException.class, () -> parse("--model", "nano", "--random", "small"));
    assertThrows(UsageException.class, () -> parse("faster"));
  }

  @Test
  void aLoadHasClientsAndAServer() {
    BenchArguments arguments =
        parse("--load", "1,8", "--runs", "2", "--seconds", "3", "--url", "http://a:1/b");

    assertEquals(
        Optional.of(new LoadOptions(List.of(1, 8), 2, Duration.ofSeconds(3))), arguments.load());
    assertEquals(Optional.of(URI.create("http://a:1/b")), arguments.server());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--load 0",
        "--load 257",
        "--load 1 --stages codec",
        "--load 1 --precision fp32,int8",
        "--load 1 --url a:8880",
        "--load 1 --url ftp://a",
        "--load 1 --url http://a --model nano",
        "--load 1 --url http://a --random small",
        "--url http://a"
      })
  void whatDoesNotGoTogetherIsRefused(String words) {
    assertThrows(UsageException.class, () -> parse(words.split(" ", -1)));
  }

  private static BenchArguments parse(String... words) {
    return BenchArguments.of(LineParser.parse(new Benchmark(), List.of(words)));
  }
}
