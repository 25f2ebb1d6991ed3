package io.calibrant.cli.live;

import io.calibrant.cli.CommandFailure;
import io.calibrant.cli.Format;
import io.calibrant.cli.OutputOptions;
import io.calibrant.cli.Terminal;
import io.calibrant.sim.MarketSim;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `calibrant simulate`: the simulated market alone.
@Command(
    name = "simulate",
    description = {
      "Serve a simulated market that speaks Deribit's protocol on loopback, until Ctrl-C.",
      "",
      "WebSocket and REST on one port; the truth behind the quotes follows from the seed."
    },
    footer = {
      "",
      "Example:",
      "  calibrant simulate --port 8081 --seed 7 --faults gap=0.01,stall=0.02"
    })
public final class SimulateCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private MarketOptions market = new MarketOptions();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where to listen on 127.0.0.1; 0 for any free port (default: 8081).")
  private int port = 8081;

  /// The command on `terminal`.
  ///
  /// @param terminal where the steps are told
  public SimulateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    var steps = new Steps(terminal, output.format(Format.TABLE));
    Ports.check("127.0.0.1", port);
    MarketSim.Settings settings = market.settings(port);
    MarketSim sim = start(settings);
    steps.done("market", market.describe());
    steps.done("websocket", sim.webSocketUri().toString());
    steps.done("rest", sim.restUri().toString());
    steps.say("Ctrl-C stops. Another shell:  calibrant run --url " + sim.webSocketUri());
    StopSignal.await(
        () -> {
          MarketSim.Traffic traffic = sim.traffic();
          sim.close();
          steps.done(
              "stopped",
              "%,d quotes, %,d trades, %,d frames sent"
                  .formatted(traffic.quotes(), traffic.trades(), traffic.frames()));
        });
    return 0;
  }

  private static MarketSim start(MarketSim.Settings settings) {
    try {
      return MarketSim.start(settings);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.badInput(String.valueOf(e.getMessage()));
    }
  }
}
