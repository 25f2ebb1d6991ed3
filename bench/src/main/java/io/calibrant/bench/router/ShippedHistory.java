package io.calibrant.bench.router;

import io.calibrant.core.calibration.model.ModelFit;
import io.calibrant.core.model.TransformModel;
import io.calibrant.core.model.TransformModels;
import io.calibrant.core.solve.Workspace;
import io.calibrant.core.solve.route.Candidate;
import io.calibrant.core.solve.route.History;
import io.calibrant.core.solve.route.Question;
import io.calibrant.core.solve.route.Rehearsal;
import io.calibrant.testkit.routing.RandomSurfaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Makes the history that the library ships: every candidate on random surfaces of each model, as
/// the source of the class `LearnedFits` in core. Deterministic: the same code writes the same
/// file. Sums are cut to thousandths.
final class ShippedHistory {
  private static final Path TARGET =
      Path.of("core/src/main/java/io/calibrant/core/solve/route/LearnedFits.java");

  private static final long FIRST_SEED = 3_000_000;
  private static final int PROBLEMS = 60;

  /// Of models whose surface takes milliseconds.
  private static final int FEW_PROBLEMS = 20;

  private static final List<String> SLOW = List.of("svcj");

  private ShippedHistory() {}

  /// Rehearses and writes.
  static Path write(Consumer<String> progress) throws IOException {
    var history = new History();
    var work = new Workspace();
    int count = 0;
    for (TransformModel model : TransformModels.all()) {
      progress.accept("rehearsing " + model.name());
      boolean slow = SLOW.contains(model.name());
      int problems = slow ? FEW_PROBLEMS : PROBLEMS;
      for (int i = 0; i < problems; i++) {
        Question question = ModelFit.of(RandomSurfaces.problem(model, FIRST_SEED + i)).question();
        history.add(Rehearsal.of(candidates(slow), question, false, work));
        count++;
      }
    }
    Files.writeString(
        TARGET, source(history.toText().replaceAll("(\\.[0-9]{3})[0-9]+", "$1"), count));
    return TARGET;
  }

  private static List<Candidate> candidates(boolean slow) {
    return Candidate.ALL.stream()
        .filter(c -> !c.isExhaustive() && !(slow && c.name().equals("nelder-mead")))
        .toList();
  }

  private static String source(String table, int count) {
    return """
    package io.calibrant.core.solve.route;

    /// What every solver did on %d random fits: written by `./calibrant bench router --ship`,
    /// not by hand.
    ///
    /// Problems of seeds from %d on (module testkit, package routing), half made by the model
    /// that is fitted, half by one it cannot match; format: [History#toText].
    final class LearnedFits {
      static final String TABLE =
          \"""
    %s      \""";

      private LearnedFits() {}
    }
    """
        .formatted(count, FIRST_SEED, table.indent(6));
  }
}
