package io.calibrant.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Core gives the same bits for the same arguments on every machine, at any time.
class PurityTest {
  /// The methods of Math whose result is fully determined by its specification; the others may
  /// differ by an ulp between machines and compilers, which is what StrictMath is for.
  private static final Set<String> EXACT =
      Set.of(
          "abs",
          "absExact",
          "addExact",
          "ceil",
          "ceilDiv",
          "clamp",
          "copySign",
          "decrementExact",
          "floor",
          "floorDiv",
          "floorMod",
          "fma",
          "getExponent",
          "incrementExact",
          "max",
          "min",
          "multiplyExact",
          "multiplyHigh",
          "negateExact",
          "nextAfter",
          "nextDown",
          "nextUp",
          "rint",
          "round",
          "scalb",
          "signum",
          "sqrt",
          "subtractExact",
          "toIntExact",
          "ulp",
          "unsignedMultiplyHigh");

  private static final Set<String> CLOCKS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.LocalTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.time.Year.now",
          "java.time.YearMonth.now");

  private static final Set<String> RANDOM_TYPES =
      Set.of(
          "java.util.Random",
          "java.security.SecureRandom",
          "java.util.concurrent.ThreadLocalRandom",
          "java.util.SplittableRandom");

  @Test
  void core_mathematics_isStrict() {
    core("calls of Math that are not exact", a -> owner(a, "java.lang.Math") && !isExact(a));
  }

  @Test
  void core_time_isAnArgument() {
    core("clocks", a -> CLOCKS.contains(fullName(a)) || owner(a, "java.time.Clock"));
    core("the machine's time zone", a -> fullName(a).equals("java.time.ZoneId.systemDefault"));
  }

  @Test
  void core_randomness_isAnArgument() {
    core(
        "random sources of its own",
        a ->
            RANDOM_TYPES.contains(a.getTargetOwner().getFullName())
                || fullName(a).equals("java.util.UUID.randomUUID")
                || fullName(a).equals("java.util.random.RandomGenerator.getDefault"));
  }

  @Test
  void core_settings_areArguments() {
    core(
        "properties or environment of the process",
        a ->
            fullName(a).equals("java.lang.System.getProperty")
                || fullName(a).equals("java.lang.System.getenv")
                || fullName(a).equals("java.util.Locale.getDefault"));
  }

  @Test
  void core_types_haveNoThreadsFilesSocketsOrLogs() {
    noClasses()
        .that()
        .resideInAPackage("io.calibrant.core..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "run threads, touch files or sockets, or log", PurityTest::isOutsideWorld))
        .check(Modules.CLASSES);
  }

  @Test
  void venues_types_haveNoThreadsSocketsOrClocks() {
    noClasses()
        .that()
        .resideInAPackage("io.calibrant.venues..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "run threads or open sockets",
                c ->
                    c.getFullName().equals("java.lang.Thread")
                        || c.getPackageName().startsWith("java.util.concurrent")
                        || c.getPackageName().equals("java.net.http")
                        || c.getFullName().startsWith("java.net.Socket")
                        || c.getPackageName().startsWith("java.nio.channels")))
        .check(Modules.CLASSES);
    check("venues", "clocks", a -> CLOCKS.contains(fullName(a)) || owner(a, "java.time.Clock"));
  }

  private static boolean isOutsideWorld(JavaClass type) {
    String name = type.getFullName();
    String packageName = type.getPackageName();
    return name.equals("java.lang.Thread")
        || name.equals("java.lang.Process")
        || name.equals("java.lang.Runtime")
        || name.startsWith("java.lang.System$Logger")
        || name.equals("java.io.PrintStream")
        || (packageName.startsWith("java.io") && !isHarmless(name))
        || packageName.startsWith("java.util.concurrent")
        || packageName.startsWith("java.nio.file")
        || packageName.startsWith("java.nio.channels")
        || packageName.startsWith("java.net")
        || packageName.startsWith("java.util.logging")
        || packageName.startsWith("org.slf4j");
  }

  private static boolean isHarmless(String name) {
    return name.equals("java.io.Serializable") || name.endsWith("Exception");
  }

  private static boolean isExact(JavaAccess<?> access) {
    return EXACT.contains(access.getName());
  }

  private static boolean owner(JavaAccess<?> access, String type) {
    return access.getTargetOwner().getFullName().equals(type);
  }

  private static String fullName(JavaAccess<?> access) {
    return access.getTargetOwner().getFullName() + "." + access.getName();
  }

  private static void core(String what, Predicate<JavaAccess<?>> banned) {
    check("core", what, banned);
  }

  private static void check(String module, String what, Predicate<JavaAccess<?>> banned) {
    noClasses()
        .that()
        .resideInAPackage("io.calibrant." + module + "..")
        .should()
        .accessTargetWhere(DescribedPredicate.describe(what, banned))
        .check(Modules.CLASSES);
  }
}
