package io.calibrant.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.calibrant.bench.sets.WorkSets;
import io.calibrant.bench.work.Engine;
import io.calibrant.bench.work.ForeignProgram;
import io.calibrant.bench.work.Limit;
import io.calibrant.bench.work.Work;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StopwatchTest {
  @Test
  void driverLines_runsAndFigures_giveMedianAndExtremes() throws IOException {
    Timing timing =
        Stopwatch.parse(
            "w", "peer 1", List.of("run 30", "run 10", "run 20.5", "run 21.5", "figure rmse 0.25"));
    assertThat(timing.medianNs()).isEqualTo(21);
    assertThat(timing.minNs()).isEqualTo(10);
    assertThat(timing.maxNs()).isEqualTo(30);
    assertThat(timing.runs()).isEqualTo(4);
    assertThat(timing.figures()).isEqualTo(Map.of("rmse", 0.25));
  }

  @Test
  void driverLines_unknownWord_isAnErrorThatNamesTheLine() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Stopwatch.parse("w", "peer 1", List.of("run 30", "warning: slow")))
        .withMessageContaining("warning: slow");
  }

  @Test
  void foreignEngine_absent_givesARowThatSaysSo() throws InterruptedException {
    ForeignProgram missing = () -> new ForeignProgram.Absent("not installed; apt-get install it");
    var engine = new Engine.Foreign("peer 1", missing, List.of("iv"), () -> "");
    var work = new Work("w", "fit", 1, new Limit(1, "none"), List.of(engine));
    Timing timing = new Stopwatch(WorkSets.named("numerics"), Effort.QUICK).time(work, engine);
    assertThat(timing.isTimed()).isFalse();
    assertThat(timing.remark()).isEqualTo("not installed; apt-get install it");
  }
}
