package io.calibrant.cli.fit;

import io.calibrant.cli.Style;
import io.calibrant.core.calibration.ArbitrageReport;
import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.SliceBootstrap;
import io.calibrant.core.calibration.SmileQuotes;
import io.calibrant.core.calibration.UnfittedSlice;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.forward.Forward;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The report for a person: a heading and a line per expiry, or one line a snapshot.
final class TableFit implements FitSink {
  private static final String HEADER =
      "  %-8s %7s  %-21s %7s %7s %7s  %5s %7s  %15s  %7s  %-10s %s"
          .formatted(
              "expiry",
              "",
              "forward ± se",
              "ATM %",
              "RR25",
              "BF25",
              "used",
              "inside",
              "RMSE in|hold-out",
              "min g",
              "status",
              "set aside");

  private final PrintWriter out;
  private final Style style;
  private final boolean details;
  private boolean begun;

  /// A report on `out`.
  ///
  /// @param details a line per expiry, else one line a snapshot
  TableFit(PrintWriter out, Style style, boolean details) {
    this.out = out;
    this.style = style;
    this.details = details;
  }

  @Override
  public void accept(FittedSnapshot fitted) {
    if (details) {
      out.println((begun ? "\n" : "") + heading(fitted));
      switch (fitted.decision()) {
        case Decision.Publish(CalibratedSurface surface) -> details(surface);
        case Decision.Hold hold ->
            out.println("  " + style.bad(hold.code() + ": " + hold.reason()));
      }
      bootstraps(fitted.bootstraps());
      new ModelTable(out, style).write(fitted.models());
    } else {
      out.println(line(fitted));
    }
    begun = true;
    out.flush();
  }

  private String heading(FittedSnapshot fitted) {
    Decision decision = fitted.decision();
    return "%s %s UTC  %s  %s  %.1f ms  snapshot %s"
        .formatted(
            style.strong(decision.underlying()),
            Times.seconds(decision.asOfNs()),
            fitted.file(),
            decision instanceof Decision.Publish ? style.good("SURFACE") : style.bad("HOLD"),
            fitted.elapsedMs(),
            style.faint(decision.snapshotHash().substring(0, 12)));
  }

  private void details(CalibratedSurface surface) {
    out.println(style.faint(HEADER));
    surface.slices().forEach(slice -> out.println(row(slice)));
    for (UnfittedSlice slice : surface.thin()) {
      out.println(
          "  %-8s %7s  %s  %s"
              .formatted(
                  Times.expiryDay(slice.expiryTimeNs()),
                  Times.days(slice.expiry()),
                  style.warn("not fitted: " + slice.reason()),
                  setAside(slice.quotes())));
    }
    out.println("  " + verdict(surface.arbitrage()));
  }

  private void bootstraps(List<SliceBootstrap> bootstraps) {
    for (SliceBootstrap bootstrap : bootstraps) {
      if (!bootstrap.agrees()) {
        out.println(
            "  %-8s %s"
                .formatted(
                    Times.expiryDay(bootstrap.expiryTimeNs()),
                    style.warn("standard errors not confirmed: " + bootstrap.reason())));
      }
    }
  }

  private String row(CalibratedSlice slice) {
    SliceFigures figures = SliceFigures.of(slice);
    return "  %-8s %7s  %-21s %7s %7s %7s  %5d %7s  %15s  %7s  %-10s %s"
        .formatted(
            Times.expiryDay(slice.expiryTimeNs()),
            Times.days(slice.expiry()),
            forward(slice.forward()),
            fixed(100 * figures.atmVol(), 2),
            signed(100 * figures.rr25()),
            signed(100 * figures.bf25()),
            SliceFigures.used(slice.quotes()),
            percent(slice.quality().insideSpread()),
            fixed(slice.quality().rmseVolPoints(), 2)
                + " | "
                + fixed(slice.quality().holdOutRmseVolPoints(), 2),
            fixed(slice.butterflyMinG(), 3),
            slice.status().name().toLowerCase(Locale.ROOT),
            style.faint(setAside(slice.quotes())));
  }

  private String verdict(ArbitrageReport report) {
    String text =
        "%s, %s on the whole line%s"
            .formatted(
                report.butterflyFree() ? "butterfly-free" : "BUTTERFLY ARBITRAGE",
                report.calendarFree() ? "calendar-free" : "CALENDAR ARBITRAGE",
                report.repaired()
                    ? ", repaired at %s vol points"
                        .formatted(fixed(report.repairCostVolPoints(), 4))
                    : "");
    return report.butterflyFree() && report.calendarFree() ? style.good(text) : style.bad(text);
  }

  private String line(FittedSnapshot fitted) {
    Decision decision = fitted.decision();
    String start = "%-4s %s  ".formatted(decision.underlying(), Times.seconds(decision.asOfNs()));
    return switch (decision) {
      case Decision.Publish(CalibratedSurface surface) -> {
        FitSummary one = new FitSummary();
        one.add(fitted);
        yield start
            + "%s %2d expiries%s  RMSE in|hold-out ≥ 2 d %s | %s vp  inside %s  %s  %.1f ms"
                .formatted(
                    style.good("surface"),
                    surface.slices().size(),
                    surface.thin().isEmpty()
                        ? ""
                        : " + %d unfitted".formatted(surface.thin().size()),
                    fixed(one.far().rmse().median(), 2),
                    fixed(one.far().holdOutRmse().median(), 2),
                    percent(one.far().insideShare()),
                    arbitrageWords(surface.arbitrage()),
                    fitted.elapsedMs());
      }
      case Decision.Hold hold -> start + style.bad("hold    " + hold.code() + ": " + hold.reason());
    };
  }

  private String arbitrageWords(ArbitrageReport report) {
    if (!(report.butterflyFree() && report.calendarFree())) {
      return style.bad("ARBITRAGE");
    }
    return report.repaired() ? "repaired" : "free";
  }

  static String setAside(SmileQuotes quotes) {
    return SliceFigures.setAside(quotes).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> e.getValue() + " " + e.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .collect(Collectors.joining(", "));
  }

  static String fixed(double value, int decimals) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : "–";
  }

  static String percent(double share) {
    return Double.isFinite(share) ? fixed(100 * share, 1) + " %" : "–";
  }

  private static String signed(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%+.2f", value) : "–";
  }

  private static String forward(Forward forward) {
    return String.format(Locale.ROOT, "%,.2f ± %.2f", forward.value(), forward.stdError());
  }
}
