package io.calibrant.cli.live;

import io.calibrant.cli.CommandFailure;
import io.calibrant.cli.Format;
import io.calibrant.cli.OutputOptions;
import io.calibrant.cli.Terminal;
import io.calibrant.cli.Version;
import io.calibrant.core.calibration.track.ModelTrack;
import io.calibrant.core.decision.Decision;
import io.calibrant.engine.EngineSettings;
import io.calibrant.engine.api.EngineHealth;
import io.calibrant.engine.connection.ConnectionSettings;
import io.calibrant.engine.journal.JournalSettings;
import io.calibrant.engine.live.ModelSettings;
import io.calibrant.engine.store.StoreSettings;
import io.calibrant.server.ServerSettings;
import io.calibrant.sim.MarketSim;
import io.calibrant.venues.SessionSettings;
import io.calibrant.venues.Venue;
import io.calibrant.venues.deribit.DeribitVenue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `calibrant run`: a market, the engine, the server and the dashboard in one process.
@Command(
    name = "run",
    description = {
      "Follow a market live: fit, publish, and serve the dashboard, until Ctrl-C.",
      "",
      "By default the market is simulated in the same process and everything listens on loopback."
    },
    footer = {
      "",
      "A token is needed to listen on another address than loopback: set CALIBRANT_TOKEN.",
      "",
      "Examples:",
      "  calibrant run                        simulated market, http://127.0.0.1:8080",
      "  calibrant run --venue deribit        Deribit's public feed",
      "  calibrant run --faults all --seed 7  with everything going wrong now and then"
    })
public final class RunCommand implements Callable<Integer> {
  /// Where the quotes come from.
  enum Source {
    /// The simulated market.
    SIM,
    /// Deribit's public endpoints, or others that speak its protocol.
    DERIBIT
  }

  private static final long FIRST_SURFACE_WAIT_MS = 30_000;
  private static final long POLL_MS = 50;
  private static final int EVENTS_AT_START = 100;

  private final Terminal terminal;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private MarketOptions market = new MarketOptions();

  @Option(names = "--venue", paramLabel = "VENUE", description = "sim (default) or deribit.")
  private Source venue = Source.SIM;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "A WebSocket address that speaks Deribit's protocol, such as a simulator's.")
  private @Nullable URI url;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of the server; 0 for any free one (default: 8080).")
  private int port = 8080;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address of the server (default: 127.0.0.1).")
  private String host = "127.0.0.1";

  @Option(
      names = "--journal",
      paramLabel = "DIR",
      description =
          "Where the journal is kept; the store stands beside it in DIR-store"
              + " (default: ./.calibrant/journal).")
  private Path journal = Path.of(".calibrant", "journal");

  @Option(
      names = "--every-change",
      description =
          "Ask the venue for every change instead of its 100 ms channels, which join changes.")
  private boolean everyChange;

  @Option(
      names = "--models",
      paramLabel = "LIST",
      description =
          "Models fitted beside the surfaces, by name, or none (default: svi,heston,bates).")
  private String models = "svi,heston,bates";

  @Option(names = "--open", description = "Open the dashboard in the browser.")
  private boolean open;

  /// The command on `terminal`.
  ///
  /// @param terminal where the steps are told
  public RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var steps = new Steps(terminal, output.format(Format.TABLE));
    ServerSettings serverSettings = serverSettings();
    ModelSettings modelSettings = modelSettings(models);
    Ports.check(host, port);
    WarmUp.start(steps);
    boolean simulated = venue == Source.SIM && url == null;
    MarketSim sim = simulated ? MarketSim.start(market.settings(0)) : null;
    if (sim != null) {
      steps.done("market", "simulated " + market.describe() + " at " + sim.webSocketUri());
    }
    Venue.Endpoints endpoints = endpoints(sim);
    LiveSystem live = start(sim, endpoints, serverSettings, modelSettings, steps);
    steps.done("engine", "follows %s; journal %s".formatted(endpoints.webSocket(), journal));
    live.engine().events(EVENTS_AT_START).stream()
        .filter(event -> event.kind().equals("journal-damage"))
        .forEach(event -> steps.done("journal", "damaged tail set aside: " + event.text()));
    String address = "http://%s:%d/".formatted(host, live.server().port());
    steps.done("server", address);
    if (open) {
      Browser.open(address, terminal);
    }
    Thread main = Thread.currentThread();
    Thread.ofVirtual().start(() -> tellFirstSurfaces(live, steps, address, main));
    StopSignal.await(() -> stop(live, steps));
    return 0;
  }

  private ServerSettings serverSettings() {
    try {
      return ServerSettings.DEFAULT.withHost(host, System.getenv("CALIBRANT_TOKEN")).withPort(port);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.badInput(String.valueOf(e.getMessage()));
    }
  }

  static ModelSettings modelSettings(String list) {
    if (list.strip().equals("none")) {
      return ModelSettings.NONE;
    }
    List<String> names = Stream.of(list.split(",", -1)).map(String::strip).distinct().toList();
    try {
      return ModelSettings.STANDARD.withFamilies(new ModelTrack(names).names());
    } catch (IllegalArgumentException e) {
      throw CommandFailure.badInput("--models=%s: %s".formatted(list, e.getMessage()));
    }
  }

  private Venue.Endpoints endpoints(@Nullable MarketSim sim) {
    var deribit = new DeribitVenue();
    if (sim != null) {
      return deribit.endpointsAt(sim.webSocketUri());
    }
    if (url == null) {
      return deribit.publicEndpoints();
    }
    try {
      return deribit.endpointsAt(url);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.badInput("--url: " + e.getMessage());
    }
  }

  private LiveSystem start(
      @Nullable MarketSim sim,
      Venue.Endpoints endpoints,
      ServerSettings serverSettings,
      ModelSettings modelSettings,
      Steps steps)
      throws IOException {
    Path directory = journal.toAbsolutePath().normalize();
    Path store = directory.resolveSibling(directory.getFileName() + "-store");
    var connection =
        ConnectionSettings.of(
            new DeribitVenue(),
            endpoints,
            SessionSettings.of(market.underlyings())
                .withInterval(
                    everyChange ? SessionSettings.Interval.RAW : SessionSettings.Interval.MS_100));
    EngineSettings settings =
        EngineSettings.of(directory, Version.OWN)
            .withJournal(JournalSettings.of(directory, Version.OWN))
            .withStore(StoreSettings.of(store))
            .withModels(modelSettings)
            .withConnections(List.of(connection));
    return LiveSystem.start(sim, settings, serverSettings, new RecoverySteps(steps));
  }

  /// Tells each underlying's first surface; what holds one back when it does not come.
  private void tellFirstSurfaces(LiveSystem live, Steps steps, String address, Thread main) {
    Set<String> told = new HashSet<>();
    long endMs = System.currentTimeMillis() + FIRST_SURFACE_WAIT_MS;
    // Surfaces recovered from the journal are not this run's.
    long startNs = System.currentTimeMillis() * 1_000_000L;
    while (told.size() < market.underlyings().size()
        && System.currentTimeMillis() < endMs
        && main.isAlive()) {
      for (String coin : market.underlyings()) {
        var surface = live.engine().latest(coin);
        if (surface.isPresent() && surface.get().asOfNs() >= startNs && told.add(coin)) {
          steps.done(coin, "first surface: %d expiries".formatted(surface.get().slices().size()));
        }
      }
      try {
        Thread.sleep(POLL_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    for (String coin : market.underlyings()) {
      if (!told.contains(coin)) {
        steps.done(coin, "no surface yet: " + why(live, coin));
      }
    }
    steps.say("Open " + steps.style().strong(address) + " in a browser. Ctrl-C stops.");
  }

  private static String why(LiveSystem live, String coin) {
    var decision = live.engine().latestDecision(coin);
    if (decision.isPresent() && decision.get() instanceof Decision.Hold hold) {
      return hold.code() + ", " + hold.reason();
    }
    EngineHealth health = live.engine().health();
    if (health.state() == EngineHealth.State.FROZEN) {
      return "publication is stopped by a person, as the journal says; release it on the dashboard";
    }
    return health.venues().stream()
        .map(EngineHealth.VenueHealth::detail)
        .filter(detail -> !detail.isBlank())
        .findFirst()
        .orElse("no quotes have come");
  }

  private static void stop(LiveSystem live, Steps steps) {
    EngineHealth health = live.engine().health();
    try {
      live.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    steps.last(
        "stopped",
        String.format(
            Locale.ROOT,
            "%,d quotes, %,d surfaces published, %,d held; journal at entry %,d",
            health.quotesTotal(),
            health.publishedTotal(),
            health.heldTotal(),
            health.journalSequence()));
  }
}
