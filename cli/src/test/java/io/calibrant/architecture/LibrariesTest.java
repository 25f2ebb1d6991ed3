package io.calibrant.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each outside library stays in the modules that exist for it.
class LibrariesTest {
  @Test
  void webFramework_use_staysInServerAndSimulator() {
    only(List.of("io.javalin", "org.eclipse.jetty", "jakarta.servlet"), "server", "sim");
  }

  @Test
  void database_use_staysInEngine() {
    only(List.of("org.duckdb", "java.sql", "javax.sql"), "engine");
  }

  @Test
  void json_use_staysAtTheEdges() {
    only(List.of("tools.jackson", "com.fasterxml.jackson"), "venues", "sim", "server", "cli");
  }

  @Test
  void metrics_use_staysInServer() {
    only(List.of("io.micrometer", "io.prometheus"), "server");
  }

  @Test
  void commandLine_use_staysInCli() {
    only(List.of("picocli"), "cli");
  }

  @Test
  void vectors_use_staysInSimd() {
    only(List.of("jdk.incubator.vector"), "simd");
  }

  @Test
  void core_libraries_areNone() {
    classes()
        .that()
        .resideInAPackage("io.calibrant.core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "io.calibrant.core..", "org.jspecify..")
        .check(Modules.CLASSES);
  }

  private static void only(List<String> libraries, String... modules) {
    classes()
        .that(
            DescribedPredicate.<JavaClass>describe(
                "are not of " + Arrays.toString(modules),
                c -> Arrays.stream(modules).noneMatch(m -> isIn(c, "io.calibrant." + m))))
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.describe(
                "are not of " + libraries, c -> libraries.stream().noneMatch(l -> isIn(c, l))))
        .check(Modules.CLASSES);
  }

  private static boolean isIn(JavaClass type, String packageName) {
    String name = type.getPackageName();
    return name.equals(packageName) || name.startsWith(packageName + ".");
  }
}
