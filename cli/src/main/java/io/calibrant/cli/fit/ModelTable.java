package io.calibrant.cli.fit;

import io.calibrant.cli.Style;
import io.calibrant.core.calibration.complexity.FamilyEvidence;
import io.calibrant.core.calibration.complexity.PsisLoo;
import io.calibrant.core.calibration.model.CalibrationStatus;
import io.calibrant.core.calibration.model.FamilyFit.Estimate;
import io.calibrant.core.calibration.model.FitLoss;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/// The models of one snapshot side by side, for a person.
final class ModelTable {
  private static final int FEW = 12;
  private static final String HEADER =
      "  %-14s %-12s %15s  %11s  %6s %9s  %s"
          .formatted(
              "model",
              "status",
              "RMSE in|out vp",
              "in|out h-s",
              "evals",
              "ms",
              "parameters ± sd, then the reason");

  private final PrintWriter out;
  private final Style style;

  ModelTable(PrintWriter out, Style style) {
    this.out = out;
    this.style = style;
  }

  void write(List<ModelRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    out.println(style.faint(HEADER));
    for (ModelRow row : rows) {
      out.println(line(row));
      CalibrationStatus status = row.scored().fit().status();
      String detail = detail(status);
      if (!detail.isEmpty()) {
        out.println("    " + style.warn(status.word().toLowerCase(Locale.ROOT) + ": " + detail));
      }
      if (row.evidence() != null) {
        out.println("    " + style.faint(evidence(row.evidence())));
      }
      if (row.chosen()) {
        out.println("    " + style.good("chosen: " + row.choice()));
      }
    }
  }

  private static String evidence(FamilyEvidence evidence) {
    PsisLoo loo = evidence.loo();
    String criteria =
        String.format(
            Locale.ROOT,
            "AICc %.1f, BIC %.1f",
            evidence.criteria().aicc(),
            evidence.criteria().bic());
    return loo == null
        ? criteria + ", no leave-one-out densities"
        : String.format(
            Locale.ROOT,
            "%s, leave-one-out log density %.1f (%s: k̂ > %.1f at %d of %d quotes, worst %.2f)",
            criteria,
            loo.total(),
            evidence.isLooReliable() ? "believed" : "not believed",
            PsisLoo.UNRELIABLE,
            loo.unreliableCount(),
            loo.size(),
            loo.worstShape());
  }

  private String line(ModelRow row) {
    FitLoss in = row.scored().in();
    FitLoss held = row.scored().out();
    return "  %-14s %-12s %15s  %11s  %6d %9.1f  %s"
        .formatted(
            (row.chosen() ? "* " : "") + row.scored().family().name(),
            row.scored().fit().status().word().toLowerCase(Locale.ROOT),
            TableFit.fixed(in.rmseVolPoints(), 3) + " | " + TableFit.fixed(held.rmseVolPoints(), 3),
            TableFit.fixed(in.medianHalfSpreads(), 2)
                + " | "
                + TableFit.fixed(held.medianHalfSpreads(), 2),
            row.scored().fit().evaluations(),
            row.elapsedMs(),
            parameters(row) + style.faint("; " + row.scored().fit().reason()));
  }

  private static String parameters(ModelRow row) {
    List<Estimate> estimates = row.scored().fit().estimates();
    if (estimates.size() > FEW || estimates.isEmpty()) {
      int expiries = row.scored().quotes().grid().expiryCount();
      return "%d parameters over %d expiries"
          .formatted(row.scored().family().parameterCount(expiries), expiries);
    }
    var text = new StringBuilder();
    for (Estimate estimate : estimates) {
      text.append(text.isEmpty() ? "" : ", ").append(estimate.name());
      text.append(String.format(Locale.ROOT, " %.4g", estimate.value()));
      text.append(
          !estimate.identified()
              ? " (not told)"
              : Double.isNaN(estimate.stdDev())
                  ? ""
                  : String.format(Locale.ROOT, " ± %.2g", estimate.stdDev()));
    }
    return text.toString();
  }

  static String detail(CalibrationStatus status) {
    return switch (status) {
      case CalibrationStatus.Converged _ -> "";
      case CalibrationStatus.AtBound bound ->
          bound.parameter() + (bound.value() == 0 ? "" : " = " + bound.value());
      case CalibrationStatus.Degenerate degenerate -> degenerate.reason();
      case CalibrationStatus.Unidentified unidentified ->
          unidentified.parameter() + "; weakest direction " + unidentified.direction();
      case CalibrationStatus.Stale stale -> stale.limit();
      case CalibrationStatus.Rejected rejected -> rejected.reason();
    };
  }
}
