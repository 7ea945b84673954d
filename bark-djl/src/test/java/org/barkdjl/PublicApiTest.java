package org.barkdjl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The surface that programs may rely on: a change of it is meant, and stands in api.txt. */
class PublicApiTest {
  private static final String ROOT = "org.barkdjl";
  private static final Set<String> PACKAGES =
      Stream.of(
              "",
              ".audio",
              ".device",
              ".error",
              ".model",
              ".narration",
              ".options",
              ".spelling",
              ".takes",
              ".text",
              ".voice")
          .map(name -> ROOT + name)
          .collect(Collectors.toSet());

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void theSurfaceIsWhatIsStated() throws IOException {
    Set<String> surface = new TreeSet<>();
    Deque<JavaClass> found = new ArrayDeque<>();
    for (JavaClass type : CLASSES) {
      if (PACKAGES.contains(type.getPackageName()) && isPublic(type)) {
        found.add(type);
      }
    }
    while (!found.isEmpty()) {
      JavaClass type = found.remove();
      if (surface.add(type.getName())) {
        named(type).forEach(found::add);
      }
    }
    assertEquals(String.join("\n", stated()), String.join("\n", surface));
  }

  @Test
  void otherPackagesSayThatTheyAreInternal() throws IOException {
    Path sources = Path.of("src/main/java");
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(path -> path.endsWith("package-info.java")).toList()) {
        String name = sources.relativize(file.getParent()).toString().replace('/', '.');
        boolean internal = Files.readString(file).contains("<p>Internal:");
        assertEquals(!PACKAGES.contains(name), internal, name);
      }
    }
  }

  /** Types of this project that the public members of a type name. */
  private static Stream<JavaClass> named(JavaClass type) {
    Stream<JavaType> ofMembers =
        type.getCodeUnits().stream()
            .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC))
            .flatMap(PublicApiTest::types);
    Stream<JavaType> ofFields =
        type.getFields().stream()
            .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC))
            .map(field -> field.getType());
    return Stream.concat(ofMembers, ofFields)
        .flatMap(named -> named.getAllInvolvedRawTypes().stream())
        .map(JavaClass::getBaseComponentType)
        .filter(named -> named.getPackageName().startsWith(ROOT));
  }

  private static Stream<JavaType> types(JavaCodeUnit member) {
    return Stream.concat(Stream.of(member.getReturnType()), member.getParameterTypes().stream());
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(PublicApiTest::isPublic).orElse(true);
  }

  private static List<String> stated() throws IOException {
    try (InputStream in = PublicApiTest.class.getResourceAsStream("api.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
