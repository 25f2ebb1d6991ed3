package io.calibrant.cli.fit;

import io.calibrant.cli.Format;
import io.calibrant.cli.Rows;
import io.calibrant.core.calibration.CalibratedSlice;
import io.calibrant.core.calibration.SmileQuotes;
import io.calibrant.core.calibration.UnfittedSlice;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.forward.Forward;
import io.calibrant.core.smile.CurvedSvi;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One record a snapshot and expiry; a held snapshot is one record without an expiry.
final class CsvFit implements FitSink {
  private static final List<String> NAMES =
      List.of(
          "asOf",
          "underlying",
          "file",
          "snapshotHash",
          "status",
          "elapsedMs",
          "expiry",
          "T",
          "forward",
          "forwardStdError",
          "forwardMethod",
          "atmVol",
          "rr25",
          "bf25",
          "model",
          "a",
          "b",
          "rho",
          "m",
          "sigma",
          "knots",
          "coefficients",
          "expiryStatus",
          "used",
          "setAside",
          "rmseVolPoints",
          "holdOutRmseVolPoints",
          "insideSpread",
          "butterflyMinG",
          "reason");

  private final Rows rows;

  CsvFit(PrintWriter out) {
    rows = Rows.to(Format.CSV, out, NAMES);
  }

  @Override
  public void accept(FittedSnapshot fitted) {
    switch (fitted.decision()) {
      case Decision.Publish publish -> {
        publish.surface().slices().forEach(slice -> fitted(fitted, slice));
        publish.surface().thin().forEach(slice -> unfitted(fitted, slice));
      }
      case Decision.Hold hold -> {
        begin(fitted, "HOLD");
        empty(23);
        rows.text(hold.code() + ": " + hold.reason()).end();
      }
    }
  }

  @Override
  public void close() {
    rows.close();
  }

  private void begin(FittedSnapshot fitted, String status) {
    Decision decision = fitted.decision();
    rows.text(Times.iso(decision.asOfNs()))
        .text(decision.underlying())
        .text(fitted.file())
        .text(decision.snapshotHash())
        .text(status)
        .number(fitted.elapsedMs());
  }

  private void fitted(FittedSnapshot fitted, CalibratedSlice slice) {
    begin(fitted, "PUBLISH");
    SliceFigures figures = SliceFigures.of(slice);
    expiry(slice.expiryTimeNs(), slice.expiry(), slice.forward());
    rows.number(figures.atmVol())
        .number(figures.rr25())
        .number(figures.bf25())
        .text(SliceFigures.model(slice));
    rows.number(slice.base().a())
        .number(slice.base().b())
        .number(slice.base().rho())
        .number(slice.base().m())
        .number(slice.base().sigma())
        .text(slice.smile() instanceof CurvedSvi curved ? spaced(curved.knots()) : "")
        .text(slice.smile() instanceof CurvedSvi curved ? spaced(curved.coefficients()) : "")
        .text(slice.status().name());
    quotes(slice.quotes());
    rows.number(slice.quality().rmseVolPoints())
        .number(slice.quality().holdOutRmseVolPoints())
        .number(slice.quality().insideSpread())
        .number(slice.butterflyMinG())
        .text("")
        .end();
  }

  private void unfitted(FittedSnapshot fitted, UnfittedSlice slice) {
    begin(fitted, "PUBLISH");
    expiry(slice.expiryTimeNs(), slice.expiry(), slice.forward());
    empty(11);
    rows.text("THIN");
    quotes(slice.quotes());
    empty(4);
    rows.text(slice.reason()).end();
  }

  private void expiry(long expiryTimeNs, double years, @Nullable Forward forward) {
    rows.text(Times.iso(expiryTimeNs)).number(years);
    if (forward == null) {
      empty(3);
    } else {
      rows.number(forward.value()).number(forward.stdError()).text(forward.method().name());
    }
  }

  private void quotes(SmileQuotes quotes) {
    rows.count(SliceFigures.used(quotes))
        .text(
            SliceFigures.setAside(quotes).entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" ")));
  }

  private static String spaced(double[] values) {
    return Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(" "));
  }

  private void empty(int count) {
    for (int i = 0; i < count; i++) {
      rows.text("");
    }
  }
}
