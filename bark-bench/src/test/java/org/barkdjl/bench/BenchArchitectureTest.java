package org.barkdjl.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The benchmark is a library, too: environment and terminal belong to the command line. */
@AnalyzeClasses(
    packages = "org.barkdjl.bench",
    importOptions = ImportOption.DoNotIncludeTests.class)
@ArchTag("slow")
class BenchArchitectureTest {
  @ArchTest
  static final ArchRule itReadsNoEnvironment =
      noClasses()
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class);

  @ArchTest
  static final ArchRule itDoesNotPrintOrExit =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(System.class, "exit", int.class);
}
