package io.calibrant.cli.check;

import io.calibrant.cli.CommandFailure;
import io.calibrant.cli.ExitCode;
import io.calibrant.cli.Format;
import io.calibrant.cli.Json;
import io.calibrant.cli.OutputOptions;
import io.calibrant.cli.Style;
import io.calibrant.cli.Terminal;
import io.calibrant.core.calibration.slice.ButterflyRepair;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/// `calibrant check`: a raw SVI smile before and after its butterfly is taken out.
@Command(
    name = "check",
    description = {
      "Check a raw SVI smile for butterfly arbitrage on the whole line; show the nearest free one.",
      "",
      "w(k) = a + b(rho(k − m) + √((k − m)² + sigma²)). The density is negative where Gatheral's"
          + " g(k) is. The nearest smile free of that, by least squares of vols over |k| ≤ reach,"
          + " is shown beside it with what it changes."
    },
    footer = {
      "",
      "Exit codes: 0 free; 2 no smile; 3 arbitrage was found (the repair is printed).",
      "",
      "Example, Axel Vogt's smile (Gatheral and Jacquier 2014, section 3.1):",
      "  calibrant check --svi=-0.0410,0.1331,0.3060,0.3586,0.4153"
    })
public final class CheckCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--svi",
      paramLabel = "A,B,RHO,M,SIGMA",
      required = true,
      description = "The smile's raw parameters.")
  private String parameters = "";

  @Option(names = "--years", paramLabel = "T", description = "Years to expiry (default: 1).")
  private double years = 1;

  @Option(
      names = "--reach",
      paramLabel = "K",
      description = "Largest |k| at which vols count (default: 1.5).")
  private double reach = 1.5;

  /// The command on `terminal`.
  public CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!(years > 0 && reach > 0 && years + reach < Double.POSITIVE_INFINITY)) {
      throw CommandFailure.badInput(
          "--years=%s, --reach=%s: give numbers > 0".formatted(years, reach));
    }
    ButterflyRepair repair = ButterflyRepair.of(svi(), years, reach);
    boolean free = repair.after().equals(repair.before());
    if (output.format(Format.TABLE) == Format.JSON) {
      json(repair, free);
    } else {
      table(repair, free);
    }
    terminal.flush();
    return free ? ExitCode.DONE : ExitCode.NO_RESULT;
  }

  private Svi svi() {
    double[] x;
    try {
      x = Arrays.stream(parameters.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
    } catch (NumberFormatException e) {
      throw CommandFailure.badInput(
          "--svi=%s: give five numbers a,b,rho,m,sigma".formatted(parameters));
    }
    if (x.length != 5 || !Svi.isAdmissible(x[0], x[1], x[2], x[3], x[4])) {
      throw CommandFailure.badInput(
          "--svi=%s: not a smile; needs b ≥ 0, |rho| < 1, sigma > 0 and positive variance"
              .formatted(parameters));
    }
    return new Svi(x[0], x[1], x[2], x[3], x[4]);
  }

  private void table(ButterflyRepair repair, boolean free) {
    PrintWriter out = terminal.out();
    var style = new Style(terminal.colour());
    out.println("         a         b       rho         m     sigma     min g      at k");
    out.println("before " + row(repair.before(), repair.minimum()));
    if (free) {
      out.println(style.good("free of butterflies on the whole line"));
      return;
    }
    out.println("after  " + row(repair.after(), repair.afterMinimum()));
    out.println(
        style.bad(
            String.format(
                Locale.ROOT,
                "butterfly arbitrage: g(k) < 0 for k from %.3f to %.3f",
                repair.lower(),
                repair.upper())));
    out.println(
        style.good(
            String.format(
                Locale.ROOT,
                "repaired at %.3f vol points root mean square, %.3f at most, over |k| ≤ %s",
                repair.rmseVolPoints(),
                repair.maxVolPoints(),
                reach)));
  }

  private static String row(Svi svi, SviButterfly.Minimum minimum) {
    return String.format(
        Locale.ROOT,
        "%9.6f %9.6f %9.6f %9.6f %9.6f %9.4f %9.3f",
        svi.a(),
        svi.b(),
        svi.rho(),
        svi.m(),
        svi.sigma(),
        minimum.g(),
        minimum.k());
  }

  private void json(ButterflyRepair repair, boolean free) {
    JsonGenerator json = Json.generator(terminal.out());
    json.writeStartObject();
    json.writeBooleanProperty("free", free);
    smile(json, "before", repair.before(), repair.minimum());
    smile(json, "after", repair.after(), repair.afterMinimum());
    Json.number(json, "negativeFrom", repair.lower());
    Json.number(json, "negativeTo", repair.upper());
    Json.number(json, "lossRmseVolPoints", repair.rmseVolPoints());
    Json.number(json, "lossMaxVolPoints", repair.maxVolPoints());
    json.writeEndObject();
    json.flush();
    terminal.out().write('\n');
  }

  private static void smile(
      JsonGenerator json, String name, Svi svi, SviButterfly.Minimum minimum) {
    json.writeObjectPropertyStart(name);
    Json.number(json, "a", svi.a());
    Json.number(json, "b", svi.b());
    Json.number(json, "rho", svi.rho());
    Json.number(json, "m", svi.m());
    Json.number(json, "sigma", svi.sigma());
    Json.number(json, "minG", minimum.g());
    Json.number(json, "minGAt", minimum.k());
    json.writeEndObject();
  }
}
