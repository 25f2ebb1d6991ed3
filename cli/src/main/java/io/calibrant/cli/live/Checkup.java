package io.calibrant.cli.live;

import io.calibrant.core.black.BlackBatch;
import io.calibrant.core.black.BlackBatches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// The checks of a machine, one by one.
final class Checkup {
  private static final long MIB = 1L << 20;
  private static final long MIN_HEAP_BYTES = 256 * MIB;
  private static final long MIN_DISK_BYTES = 1024 * MIB;
  private static final long AMPLE_DISK_BYTES = 8 * 1024 * MIB;
  private static final int MIN_PROCESSOR_COUNT = 2;
  private static final Instant EARLIEST_NOW = Instant.parse("2026-01-01T00:00:00Z");

  private Checkup() {}

  static Finding jdk() {
    Runtime.Version version = Runtime.version();
    String found = version + " of " + System.getProperty("java.vendor");
    if (version.feature() < 25) {
      return Finding.fail("jdk", found, "install a JDK 25 (25.0.3 or newer)");
    }
    if (version.feature() == 25 && version.update() < 3) {
      return Finding.warn(
          "jdk", found, "update to 25.0.3: earlier ones may corrupt native data (JDK-8377811)");
    }
    return Finding.ok("jdk", found);
  }

  static Finding processors() {
    int count = Runtime.getRuntime().availableProcessors();
    return count >= MIN_PROCESSOR_COUNT
        ? Finding.ok("processors", Integer.toString(count))
        : Finding.warn("processors", Integer.toString(count), "give it 2 for full quote rates");
  }

  static Finding memory() {
    long bytes = Runtime.getRuntime().maxMemory();
    String found = "heap up to %,d MiB".formatted(bytes / MIB);
    return bytes >= MIN_HEAP_BYTES
        ? Finding.ok("memory", found)
        : Finding.fail("memory", found, "set CALIBRANT_OPTS=-Xmx1g");
  }

  static Finding port(int port) {
    String trouble = Ports.trouble("127.0.0.1", port);
    return trouble.isEmpty()
        ? Finding.ok("port", port + " is free")
        : Finding.warn("port", port + ": " + trouble, "stop what holds it or run --port 0");
  }

  static Finding journal(Path directory) {
    Path existing = existing(directory);
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      return Finding.fail("journal", directory + " is a file", "choose another with --journal");
    }
    return Files.isWritable(existing)
        ? Finding.ok("journal", directory + (Files.exists(directory) ? "" : " (will be made)"))
        : Finding.fail("journal", existing + " cannot be written", "choose another with --journal");
  }

  static Finding disk(Path directory) {
    try {
      long free = Files.getFileStore(existing(directory)).getUsableSpace();
      String found = "%,d MiB free".formatted(free / MIB);
      if (free < MIN_DISK_BYTES) {
        return Finding.fail("disk", found, "free 1 GiB, or choose another with --journal");
      }
      return free < AMPLE_DISK_BYTES
          ? Finding.warn("disk", found, "the journal keeps up to 4 GiB, the store as much")
          : Finding.ok("disk", found);
    } catch (IOException e) {
      return Finding.warn("disk", String.valueOf(e.getMessage()), "check the path");
    }
  }

  static Finding clock() {
    Instant now = Instant.now();
    if (now.isBefore(EARLIEST_NOW)) {
      return Finding.fail("clock", now.toString(), "set the clock: time to expiry depends on it");
    }
    // A wall clock that moves unlike the monotonic one is being stepped.
    long startNs = System.nanoTime();
    try {
      Thread.sleep(Duration.ofMillis(100));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    double wallMs = Duration.between(now, Instant.now()).toNanos() / 1e6;
    double driftMs = wallMs - (System.nanoTime() - startNs) / 1e6;
    String found = String.format(Locale.ROOT, "%s, drift %.2f ms in 100 ms", now, driftMs);
    return Math.abs(driftMs) < 5
        ? Finding.ok("clock", found)
        : Finding.warn("clock", found, "let chrony or ntpd slew the clock, not step it");
  }

  /// Which kernels the batches of options get here, and why; plain ones are slower, not worse.
  static Finding kernels() {
    BlackBatch batch = BlackBatches.fastest();
    return Finding.ok("kernels", batch.kernel() + ": " + batch.reason());
  }

  static Finding store() {
    try {
      // Loads the native library; the engine alone speaks to it.
      Class.forName("org.duckdb.DuckDBNative");
      return Finding.ok("store", "DuckDB's native library loads");
    } catch (ClassNotFoundException | LinkageError e) {
      return Finding.fail("store", String.valueOf(e.getMessage()), "needs x86-64 or arm64, glibc");
    }
  }

  static Finding dashboard() {
    return Checkup.class.getResource("/dashboard/index.html") != null
        ? Finding.ok("dashboard", "its files are here")
        : Finding.fail("dashboard", "index.html is missing", "build again: ./calibrant build");
  }

  private static Path existing(Path directory) {
    Path path = directory.toAbsolutePath();
    while (!Files.exists(path) && path.getParent() != null) {
      path = path.getParent();
    }
    return path;
  }
}
