package io.calibrant.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Modules and packages depend in one direction only.
class DirectionTest {
  /// Which modules' packages each module may use beside its own.
  private static final Map<String, List<String>> ALLOWED =
      Map.of(
          "core", List.of(),
          "simd", List.of("core"),
          "testkit", List.of("core"),
          "venues", List.of("core"),
          "sim", List.of("core", "venues"),
          "engine", List.of("core", "venues"),
          "server", List.of("core", "venues", "engine"),
          "cli", List.of("core", "venues", "engine", "server", "sim"));

  /// The packages of core in path order: each may use only those before it.
  private static final List<String> PATH =
      List.of(
          "math",
          "solve",
          "market",
          "surface",
          "clock",
          "forward",
          "black",
          "smile",
          "localvol",
          "model",
          "path",
          "calibration",
          "validation",
          "decision",
          "risk");

  @Test
  void modules_uses_pointOneWay() {
    ALLOWED.forEach(
        (module, others) ->
            classes()
                .that()
                .resideInAPackage("io.calibrant." + module + "..")
                .should()
                .onlyDependOnClassesThat(outsideOrIn(module, others))
                .because("module direction, DESIGN.md")
                .allowEmptyShould(true)
                .check(Modules.CLASSES));
  }

  @Test
  void modules_names_areKnown() {
    classes()
        .should(
            new ClassCondition(
                "lie in a module that this test knows",
                c -> ALLOWED.keySet().stream().anyMatch(m -> isIn(c, "io.calibrant." + m))))
        .check(Modules.CLASSES);
  }

  @Test
  void core_packages_followThePath() {
    for (int i = 0; i < PATH.size(); i++) {
      String[] later =
          PATH.subList(i + 1, PATH.size()).stream()
              .map(p -> "io.calibrant.core." + p + "..")
              .toArray(String[]::new);
      if (later.length > 0) {
        noClasses()
            .that()
            .resideInAPackage("io.calibrant.core." + PATH.get(i) + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(later)
            .because("packages of core import only what stands before them")
            .check(Modules.CLASSES);
      }
    }
  }

  @Test
  void core_packages_areKnown() {
    classes()
        .that()
        .resideInAPackage("io.calibrant.core..")
        .should(
            new ClassCondition(
                "lie in a package of the path",
                c -> PATH.stream().anyMatch(p -> isIn(c, "io.calibrant.core." + p))))
        .check(Modules.CLASSES);
  }

  @Test
  void packages_uses_haveNoCycles() {
    slices().matching("io.calibrant.(*)..").should().beFreeOfCycles().check(Modules.CLASSES);
    slices().matching("io.calibrant.(*).(*)..").should().beFreeOfCycles().check(Modules.CLASSES);
  }

  private static DescribedPredicate<JavaClass> outsideOrIn(String module, List<String> others) {
    return DescribedPredicate.describe(
        "are of " + module + ", of " + others + " or not ours",
        c ->
            !isIn(c.getBaseComponentType(), "io.calibrant")
                || isIn(c.getBaseComponentType(), "io.calibrant." + module)
                || others.stream()
                    .anyMatch(o -> isIn(c.getBaseComponentType(), "io.calibrant." + o)));
  }

  private static boolean isIn(JavaClass type, String packageName) {
    String name = type.getPackageName();
    return name.equals(packageName) || name.startsWith(packageName + ".");
  }
}
