package io.calibrant.cli.live;

import io.calibrant.cli.CommandFailure;
import io.calibrant.sim.Faults;
import io.calibrant.sim.MarketSim;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/// The options of the simulated market.
final class MarketOptions {
  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "The simulated market's seed: the same seed, the same market.")
  private long seed = 1;

  @Option(
      names = "--rate",
      paramLabel = "QUOTES",
      description = "The simulated market's quotes a second, over all contracts.")
  private double rate = 2_000;

  @Option(
      names = "--faults",
      paramLabel = "FAULTS",
      description =
          "What goes wrong: none, all, or KIND=PROBABILITY,… of gap, duplicate, reorder,"
              + " malformed, stall, disconnect, crossed, oneSided, slowRest.")
  private String faults = "none";

  @Option(
      names = "--underlyings",
      paramLabel = "COINS",
      split = ",",
      description = "Coins to follow or simulate (default: BTC,ETH).")
  private List<String> underlyings = new ArrayList<>(List.of("BTC", "ETH"));

  List<String> underlyings() {
    return underlyings.stream().map(coin -> coin.strip().toUpperCase(Locale.ROOT)).toList();
  }

  MarketSim.Settings settings(int port) {
    if (!(rate > 0 && rate <= 1e7)) {
      throw CommandFailure.badInput("--rate=%s: give quotes a second, > 0".formatted(rate));
    }
    try {
      return MarketSim.Settings.DEFAULT
          .withSeed(seed)
          .withUnderlyings(underlyings())
          .withPort(port)
          .withQuotesPerSecond(rate)
          .withFaults(parseFaults(faults));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.badInput(String.valueOf(e.getMessage()));
    }
  }

  /// One line that tells these settings.
  String describe() {
    return String.format(
        Locale.ROOT,
        "%s, seed %d, %,.0f quotes/s, faults: %s",
        String.join(" and ", underlyings()),
        seed,
        rate,
        faults);
  }

  static Faults parseFaults(String text) {
    return switch (text) {
      case "none" -> Faults.NONE;
      case "all" -> Faults.ALL;
      default -> {
        Faults parsed = Faults.NONE;
        for (String part : text.split(",", -1)) {
          int equals = part.indexOf('=');
          if (equals < 0) {
            throw new IllegalArgumentException(
                "--faults '%s': write none, all or KIND=PROBABILITY, such as gap=0.01"
                    .formatted(part));
          }
          parsed = parsed.with(part.substring(0, equals).strip(), rate(part, equals));
        }
        yield parsed;
      }
    };
  }

  private static double rate(String part, int equals) {
    try {
      return Double.parseDouble(part.substring(equals + 1).strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--faults '%s': the probability is not a number".formatted(part), e);
    }
  }
}
