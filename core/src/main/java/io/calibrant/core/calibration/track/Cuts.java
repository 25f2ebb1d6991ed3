package io.calibrant.core.calibration.track;

import io.calibrant.core.solve.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Where deadlines cut the fits of one step: the only thing about it that a clock decides.
///
/// A solver asks whether to stop before every evaluation. Live, each fit gets a signal that may
/// look at a clock; [#taken] tells at which asking it was raised. The same step with [#again] of
/// that stops every fit at the same asking, and so at the same point, bit for bit. One step each;
/// not thread-safe.
public final class Cuts {
  private final Supplier<StopSignal> deadlines;
  private final List<Integer> taken = new ArrayList<>();

  private Cuts(Supplier<StopSignal> deadlines) {
    this.deadlines = deadlines;
  }

  /// Fits without a deadline.
  public static Cuts none() {
    return new Cuts(() -> StopSignal.NEVER);
  }

  /// Fits that each get the next signal of `deadlines` when they begin.
  public static Cuts at(Supplier<StopSignal> deadlines) {
    return new Cuts(deadlines);
  }

  /// Fits that are cut where others were.
  ///
  /// @param cuts their [#taken]
  public static Cuts again(List<Integer> cuts) {
    var left = List.copyOf(cuts).iterator();
    return new Cuts(
        () -> {
          int cut = left.hasNext() ? left.next() : 0;
          int[] asked = {0};
          return _ -> {
            asked[0]++;
            return cut != 0 && asked[0] >= cut;
          };
        });
  }

  /// The signal of the next fit. Once raised it stays raised.
  StopSignal next() {
    int fit = taken.size();
    taken.add(0);
    StopSignal deadline = deadlines.get();
    int[] asked = {0};
    return evaluations -> {
      asked[0]++;
      if (taken.get(fit) == 0 && deadline.isRaised(evaluations)) {
        taken.set(fit, asked[0]);
      }
      return taken.get(fit) > 0;
    };
  }

  /// Whether the last fit was cut.
  boolean cutLast() {
    return !taken.isEmpty() && taken.getLast() > 0;
  }

  /// The cut of each fit in order: at which asking it was stopped, from 1; 0 where nothing stopped
  /// it.
  public List<Integer> taken() {
    return List.copyOf(taken);
  }
}
