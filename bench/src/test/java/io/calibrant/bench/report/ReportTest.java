package io.calibrant.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.bench.measure.Timing;
import io.calibrant.bench.work.Limit;
import io.calibrant.bench.work.Work;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Work WORK =
      new Work("iv-warm", "option", 12, new Limit(4, "one step"), List.of());
  private static final Timing OURS =
      new Timing("iv-warm", "calibrant", 10, 9, 11.5, 30, figures(), "");
  private static final Timing PEER =
      new Timing("iv-warm", "peer 1.0", 1250, 1200, 1300, 30, Map.of(), "");
  private static final Timing ABSENT =
      new Timing(
          "iv-warm", "other", Double.NaN, Double.NaN, Double.NaN, 0, Map.of(), "absent: \"x\"");

  @Test
  void json_timing_hasTheAgreedMembers() {
    assertThat(Json.line(OURS))
        .isEqualTo(
            "{\"work\":\"iv-warm\",\"engine\":\"calibrant\",\"medianNs\":10.0,\"minNs\":9.0,"
                + "\"maxNs\":11.5,\"runs\":30,\"figures\":{\"maxRelativeError\":2.0E-15,"
                + "\"bytesPerCall\":0.0}}");
  }

  @Test
  void json_absentEngine_hasNullTimesAndTheReason() {
    assertThat(Json.line(ABSENT))
        .contains("\"medianNs\":null", "\"runs\":0", "\"remark\":\"absent: \\\"x\\\"\"");
  }

  @Test
  void table_rows_showRatioGoalAndLimit() {
    List<String> lines = Table.of(List.of(WORK), List.of(OURS, PEER, ABSENT));
    assertThat(lines).hasSize(5);
    assertThat(lines.get(2)).contains("10.0 ns", "≤ 12.0 ns ✓", "4.0 ns, 2.50×", "2.0e-15");
    assertThat(lines.get(3)).contains("1.25 µs", "125×").doesNotContain("≤");
    assertThat(lines.get(4)).contains("absent");
    assertThat(lines).allSatisfy(l -> assertThat(l).hasSameSizeAs(lines.getFirst()));
  }

  private static Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("maxRelativeError", 2e-15);
    figures.put("bytesPerCall", 0.0);
    return figures;
  }
}
