package org.barkdjl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the engine says is read by programs' users, too, who have no command line. */
class MessagesTest {
  /** Finds the folder that a variable names, which holds for a program's executors as well. */
  private static final String ABOUT_A_VARIABLE = "BarkHome.java";

  private static final Pattern COMMAND =
      Pattern.compile("\"[^\"]*(--[a-z]|\\bbark [a-z]|BARK_HOME|BARK_JAVA)[^\"]*\"");

  @Test
  void theEngineNamesNoCommandAndNoOption() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<String> found =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.endsWith(ABOUT_A_VARIABLE))
              .flatMap(MessagesTest::lines)
              .filter(line -> !line.strip().startsWith("*") && COMMAND.matcher(line).find())
              .toList();
      assertEquals(List.of(), found);
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
