package org.barkdjl.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code -Pdist} makes, unpacked; skipped in builds without it. */
class ReleaseIT {
  @TempDir Path folder;

  @Test
  void theOneWithAJavaSpeaksFromAnyFolder() throws Exception {
    Path bark = unpack("-jre.tar.gz");
    Path wav = folder.resolve("hello.wav");

    run(bark, "Hello.", "--quiet", "--seed", "1", "--max-seconds", "0.5", "-o", wav.toString());

    assertTrue(Files.size(wav) > 1000);
    assertEquals(
        Set.of(
            "CHANGELOG.md",
            "LICENSE",
            "README.md",
            "THIRD_PARTY",
            "bark",
            "bark-app.jar",
            "conf",
            "docs",
            "examples",
            "lib",
            "licences",
            "runtime"),
        names(bark.getParent(), "launcher.lock", "classes-"));
  }

  @Test
  void everyLibraryIsListedWithItsLicence() throws Exception {
    Path root = unpack(".tar.gz").getParent();
    String list = Files.readString(root.resolve("THIRD_PARTY"));

    for (String jar : names(root.resolve("lib"), "bark-")) {
      String artifact = jar.replaceFirst("-\\d.*", "");
      assertTrue(list.contains(":" + artifact + ":"), artifact);
    }
    for (String licence : names(root.resolve("licences"))) {
      assertTrue(Files.size(root.resolve("licences").resolve(licence)) > 1000, licence);
    }
  }

  /** Unpacks the shortest file of that ending into a folder with a blank; gives the launcher. */
  private Path unpack(String ending) throws Exception {
    Path target = Path.of("target");
    List<String> releases =
        names(target).stream()
            .filter(name -> name.startsWith("bark-djl-") && name.endsWith(ending))
            .sorted((a, b) -> a.length() - b.length())
            .toList();
    Assumptions.assumeFalse(releases.isEmpty(), "this build has no -Pdist");
    Path place = Files.createDirectories(folder.resolve("a folder"));
    String archive = target.resolve(releases.get(0)).toString();
    assertEquals(
        0, new ProcessBuilder("tar", "-xzf", archive, "-C", place.toString()).start().waitFor());
    return place.resolve(names(place).iterator().next()).resolve("bark");
  }

  /** Where no other Java can be found. */
  private void run(Path bark, String... words) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(bark.toString());
    builder.command().addAll(List.of(words));
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().put("JAVA_HOME", folder.resolve("none").toString());
    builder.environment().put("BARK_HOME", BarkProcess.HOME.toString());
    builder.environment().put("XDG_CONFIG_HOME", folder.toString());
    Path err = folder.resolve("err");
    Process process = builder.directory(folder.toFile()).redirectError(err.toFile()).start();
    assertEquals(0, process.waitFor(), Files.readString(err));
  }

  private static Set<String> names(Path folder, String... butNot) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> Stream.of(butNot).noneMatch(name::startsWith))
          .collect(Collectors.toSet());
    }
  }
}
