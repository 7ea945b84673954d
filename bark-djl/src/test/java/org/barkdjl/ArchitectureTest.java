package org.barkdjl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the rules of ARCHITECTURE.md. */
@AnalyzeClasses(packages = "org.barkdjl", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] STAGES = {
    "org.barkdjl.semantic..", "org.barkdjl.coarse..", "org.barkdjl.fine..", "org.barkdjl.codec.."
  };

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("org.barkdjl.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nothingBelowTheFacadeKnowsIt =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.barkdjl",
              "org.barkdjl.narration..",
              "org.barkdjl.options..",
              "org.barkdjl.takes..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.barkdjl");

  @ArchTest
  static final ArchRule theEngineRunsWithoutNarration =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.barkdjl.narration..", "org.barkdjl.takes..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.barkdjl.narration..");

  @ArchTest
  static final ArchRule filesKnowNoStage =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.barkdjl.weights..",
              "org.barkdjl.checkpoint..",
              "org.barkdjl.torchscript..",
              "org.barkdjl.torch..",
              "org.barkdjl.model..",
              "org.barkdjl.npy..",
              "org.barkdjl.voice..",
              "org.barkdjl.audio..",
              "org.barkdjl.text..",
              "org.barkdjl.device..",
              "org.barkdjl.decode..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(STAGES);

  @ArchTest
  static final ArchRule readersKnowNoModel =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.barkdjl.weights..",
              "org.barkdjl.npy..",
              "org.barkdjl.voice..",
              "org.barkdjl.audio..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.barkdjl.model..", "org.barkdjl.device..", "ai.djl..");

  @ArchTest
  static final ArchRule theEnvironmentIsReadByTheCommandLineAlone =
      noClasses()
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class);

  @ArchTest
  static final ArchRule theLibraryDoesNotPrintOrExit =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(System.class, "exit", int.class);
}
