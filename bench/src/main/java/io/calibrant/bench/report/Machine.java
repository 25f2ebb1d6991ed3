package io.calibrant.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The machine in words, and how busy it is.
public final class Machine {
  private Machine() {}

  /// Processor, count, memory, system and Java, in one sentence.
  public static String description() {
    return String.format(
        Locale.ROOT,
        "%s, %d processors, %s %s (%s); %s %s, %s",
        processor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("os.arch"),
        System.getProperty("java.vendor"),
        System.getProperty("java.runtime.version"),
        vectors());
  }

  /// Processes that wanted the processor, mean of the last minute; negative when unknown.
  public static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String processor() {
    String family = cpuField("cpu family");
    String model = cpuField("model");
    String name = cpuField("model name");
    return name.isEmpty()
        ? System.getProperty("os.arch")
        : name + (family.isEmpty() ? "" : " (family %s model %s)".formatted(family, model));
  }

  private static String vectors() {
    String flags = " " + cpuField("flags") + " ";
    if (flags.contains(" avx512f ")) {
      return "AVX-512";
    }
    return flags.contains(" avx2 ") ? "AVX2" : "no AVX2 seen";
  }

  private static String cpuField(String field) {
    Path file = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(file)) {
      return "";
    }
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.split(":", 2)[0].strip().equals(field))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
