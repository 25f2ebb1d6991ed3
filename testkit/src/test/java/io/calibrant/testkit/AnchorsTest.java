package io.calibrant.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.black.Black76;
import io.calibrant.core.black.CoinGreeks;
import io.calibrant.core.black.Greeks;
import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.surface.YearFraction;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What venues print beside their own inputs.
class AnchorsTest {
  private static final long NS_PER_MS = 1_000_000;

  @TestFactory
  List<DynamicTest> black76_venueFigures_areReproduced() {
    return GoldenFile.rows("black76-anchors.csv").stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.get("id") + " " + row.get("quantity"),
                    () ->
                        assertThat(evaluate(row))
                            .isCloseTo(number(row, "expected"), within(number(row, "tolerance")))))
        .toList();
  }

  @Test
  void anchors_file_holdsTenIds() {
    assertThat(
            GoldenFile.rows("black76-anchors.csv").stream()
                .map(row -> Objects.requireNonNull(row.get("id")).replaceAll("[ab]$", ""))
                .distinct())
        .containsExactly("A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10");
  }

  private static double evaluate(Map<String, String> row) {
    OptionType type = "C".equals(row.get("type")) ? OptionType.CALL : OptionType.PUT;
    double f = number(row, "forward");
    double k = number(row, "strike");
    double t = YearFraction.between(timeNs(row, "timestampMs"), timeNs(row, "expiryMs"));
    String quantity = Objects.requireNonNull(row.get("quantity"));
    if (quantity.equals("impliedVol")) {
      return ImpliedVol.impliedVol(type, f, k, t, number(row, "given") * f);
    }
    double vol = number(row, "vol");
    Greeks greeks = Greeks.of(type, f, k, vol, t);
    return switch (quantity) {
      case "value" -> greeks.value();
      case "coinValue" -> Black76.coinValue(type, f, k, vol, t);
      case "valueAtSpot" -> greeks.value() * number(row, "given") / f;
      case "delta" -> greeks.delta();
      case "gamma" -> greeks.gamma();
      case "vegaPerPoint" -> greeks.vegaPerPoint();
      case "thetaPerDay" -> greeks.thetaPerDay();
      case "premiumAdjustedDelta" -> CoinGreeks.of(type, f, k, vol, t).premiumAdjustedDelta();
      default -> throw new IllegalArgumentException("unknown quantity " + quantity);
    };
  }

  private static long timeNs(Map<String, String> row, String column) {
    return Long.parseLong(Objects.requireNonNull(row.get(column))) * NS_PER_MS;
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(Objects.requireNonNull(row.get(column)));
  }
}
