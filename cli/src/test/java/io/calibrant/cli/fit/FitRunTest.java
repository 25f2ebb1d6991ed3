package io.calibrant.cli.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calibrant.cli.fit.InputFiles.InputFile;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.decision.PathState;
import io.calibrant.core.decision.SurfacePath;
import io.calibrant.core.surface.SurfaceSnapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FitRunTest {
  private static final List<InputFile> FILES =
      IntStream.range(0, 200).mapToObj(i -> new InputFile("f" + i, Path.of("f" + i))).toList();

  @Test
  void fit_manyFiles_comeInOrder_andAreNotReadFarAhead() throws InterruptedException {
    var read = new AtomicInteger();
    var taken = new AtomicInteger();
    var furthest = new AtomicInteger();
    var run =
        new FitRun(
            4,
            false,
            _ -> {
              furthest.accumulateAndGet(read.incrementAndGet() - taken.get(), Math::max);
              Thread.onSpinWait();
              return List.of(empty(ThreadLocalRandom.current().nextInt(1000)));
            },
            FitRunTest::hold);
    List<String> names = new ArrayList<>();

    int count =
        run.fit(
            FILES,
            result -> {
              names.add(result.file().name());
              taken.incrementAndGet();
            });

    assertThat(count).isEqualTo(200);
    assertThat(names).isEqualTo(FILES.stream().map(InputFile::name).toList());
    assertThat(furthest.get()).isLessThanOrEqualTo(9);
  }

  @Test
  void stop_inTheMiddle_endsAfterTheFileInHand() throws InterruptedException {
    var run = new FitRun(2, false, _ -> List.of(empty(1)), FitRunTest::hold);
    List<String> names = new ArrayList<>();

    int count =
        run.fit(
            FILES,
            result -> {
              names.add(result.file().name());
              if (names.size() == 3) {
                run.stop();
              }
            });

    assertThat(count).isEqualTo(3);
    assertThat(names).containsExactly("f0", "f1", "f2");
  }

  @Test
  void warm_handsTheStateOn() throws InterruptedException {
    List<PathState> before = new ArrayList<>();
    var run =
        new FitRun(
            4,
            true,
            _ -> List.of(empty(1), empty(2)),
            (snapshot, state) -> {
              before.add(state);
              return new SurfacePath.Step(
                  hold(snapshot, state).decision(), new PathState(state.last()));
            });

    run.fit(FILES.subList(0, 2), _ -> {});

    assertThat(before).hasSize(4);
    assertThat(before.get(0)).isSameAs(PathState.EMPTY);
    assertThat(before.get(1)).isNotSameAs(PathState.EMPTY);
  }

  @Test
  void fault_inAStage_isThrownToTheCaller() {
    var run =
        new FitRun(
            2,
            false,
            _ -> List.of(empty(1)),
            (_, _) -> {
              throw new IllegalStateException("broken on purpose");
            });

    assertThatThrownBy(() -> run.fit(FILES, _ -> {})).hasStackTraceContaining("broken on purpose");
  }

  private static SurfaceSnapshot empty(long asOfNs) {
    return SurfaceSnapshot.of("test", "BTC", asOfNs, Double.NaN, List.of(), List.of());
  }

  private static SurfacePath.Step hold(SurfaceSnapshot snapshot, PathState state) {
    return new SurfacePath.Step(
        new Decision.Hold(
            snapshot.asOfNs(),
            snapshot.underlying(),
            snapshot.hash(),
            Decision.HoldCode.NO_QUOTES,
            "empty",
            null),
        state);
  }
}
