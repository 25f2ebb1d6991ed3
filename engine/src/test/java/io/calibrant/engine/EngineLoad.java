package io.calibrant.engine;

import io.calibrant.engine.api.EngineHealth;
import io.calibrant.engine.connection.ConnectionSettings;
import io.calibrant.sim.Faults;
import io.calibrant.sim.MarketSim;
import io.calibrant.venues.SessionSettings;
import io.calibrant.venues.deribit.DeribitVenue;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Measures the engine under load: `EngineLoad SECONDS QUOTES_PER_SECOND [all|none|URL]`.
///
/// The simulated exchange runs in the same process unless an address is given. Every five seconds
/// it prints quotes/s, tick-to-surface p50 and p99 of the last minute, publications, conflated
/// quotes, the store's lag and the heap after a collection.
public final class EngineLoad {
  private EngineLoad() {}

  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 60;
    double rate = args.length > 1 ? Double.parseDouble(args[1]) : 20_000;
    String how = args.length > 2 ? args[2] : "none";
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    Path directory = Files.createTempDirectory("engine-load");
    if (how.contains(":")) {
      run(URI.create(how), directory, seconds, out);
      return;
    }
    var settings =
        MarketSim.Settings.DEFAULT
            .withQuotesPerSecond(rate)
            .withFaults(how.equals("all") ? Faults.ALL : Faults.NONE);
    try (MarketSim sim = MarketSim.start(settings)) {
      run(sim.webSocketUri(), directory, seconds, out);
      out.println(sim.traffic());
    }
  }

  /// What each thread cost; unlike latencies this hardly depends on who else uses the machine.
  private static void printCpu(PrintStream out, EngineHealth health) {
    var threads = ManagementFactory.getThreadMXBean();
    for (long id : threads.getAllThreadIds()) {
      var thread = threads.getThreadInfo(id);
      double seconds = threads.getThreadCpuTime(id) / 1e9;
      if (thread != null && seconds > 0.2) {
        out.printf(
            "%-28s %6.2f s CPU  %7.1f us/quote  %6.2f ms/decision%n",
            thread.getThreadName(),
            seconds,
            seconds * 1e6 / health.quotesTotal(),
            seconds * 1e3 / (health.publishedTotal() + health.heldTotal()));
      }
    }
  }

  private static void run(URI address, Path directory, int seconds, PrintStream out)
      throws Exception {
    var venue = new DeribitVenue();
    var connection =
        ConnectionSettings.of(
            venue,
            venue.endpointsAt(address),
            // Every change: at 100 ms a contract the venue would conflate most of the load away.
            SessionSettings.of(List.of("BTC", "ETH")).withInterval(SessionSettings.Interval.RAW));
    var settings = EngineSettings.of(directory, "load").withConnections(List.of(connection));
    out.println("directory " + directory);
    try (Engine engine = Engine.start(settings)) {
      EngineHealth before = engine.health();
      for (int t = 5; t <= seconds; t += 5) {
        TimeUnit.SECONDS.sleep(5);
        EngineHealth now = engine.health();
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        double elapsed = (now.nowNs() - before.nowNs()) / 1e9;
        out.printf(
            "%4d s %s %8.0f quotes/s  p50 %6.2f ms  p99 %6.2f ms  %5.1f published/s  held %d"
                + "  conflated %d  store lag %d  journal %d MB  heap %d MB%n",
            t,
            now.state(),
            (now.quotesTotal() - before.quotesTotal()) / elapsed,
            now.tickToSurfaceP50Ms(),
            now.tickToSurfaceP99Ms(),
            (now.publishedTotal() - before.publishedTotal()) / elapsed,
            now.heldTotal(),
            now.conflatedTotal(),
            now.storeLagEntries(),
            now.journalBytes() >> 20,
            heap >> 20);
        before = now;
      }
      out.println(engine.events(8));
      printCpu(out, before);
    }
  }
}
