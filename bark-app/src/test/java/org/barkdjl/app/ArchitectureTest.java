package org.barkdjl.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.barkdjl.app.cli.Terminal;

/** Holds the rules of ARCHITECTURE.md for the command line. */
@AnalyzeClasses(packages = "org.barkdjl.app", importOptions = ImportOption.DoNotIncludeTests.class)
@ArchTag("slow")
class ArchitectureTest {
  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("org.barkdjl.app.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule commandsAreKnownToTheirListAlone =
      noClasses()
          .that()
          .resideInAPackage("org.barkdjl.app.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.barkdjl.app");

  @ArchTest
  static final ArchRule whatCommandsShareKnowsNoCommand =
      noClasses()
          .that()
          .resideInAnyPackage("org.barkdjl.app.cli..", "org.barkdjl.app.config..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.barkdjl.app.say..",
              "org.barkdjl.app.batch..",
              "org.barkdjl.app.bench..",
              "org.barkdjl.app.models..",
              "org.barkdjl.app.replay..",
              "org.barkdjl.app.serve..");

  @ArchTest
  static final ArchRule oneClassKnowsHowLinesAreParsed =
      noClasses()
          .that()
          .doNotHaveSimpleName("LineParser")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.commons.cli..");

  @ArchTest
  static final ArchRule mainAloneEndsTheProcess =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Main.class)
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class)
          .orShould()
          .callMethod(Runtime.class, "exit", int.class);

  @ArchTest
  static final ArchRule theTerminalAloneHasTheStreams =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Terminal.class)
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .accessField(System.class, "in");

  @ArchTest
  static final ArchRule mainAloneReadsTheEnvironment =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Main.class)
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class);
}
