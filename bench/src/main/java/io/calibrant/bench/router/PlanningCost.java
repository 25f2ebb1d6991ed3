package io.calibrant.bench.router;

import io.calibrant.core.solve.StopSignal;
import io.calibrant.core.solve.Workspace;
import io.calibrant.core.solve.route.Candidate;
import io.calibrant.core.solve.route.History;
import io.calibrant.core.solve.route.Question;
import io.calibrant.core.solve.route.Rehearsal;
import io.calibrant.core.solve.route.Routed;
import io.calibrant.core.solve.route.Router;
import io.calibrant.testkit.routing.ProblemClass;
import java.util.Arrays;
import java.util.Locale;

/// What the router adds to a solve, in nanoseconds: its time on a problem that one attempt settles,
/// less that of the same candidate alone.
///
/// @param name of the class
/// @param again with a plan in hand, as where a history is only read
/// @param anew with a plan to be made, as where it has learnt since
/// @param learning of a record by the history
/// @param alone the candidate's own time
record PlanningCost(String name, double again, double anew, double learning, double alone) {
  private static final int ROUNDS = 20;
  private static final int SOLVES = 1_000;

  /// Measured with `history`, which learns from it.
  static PlanningCost of(ProblemClass type, History history, Workspace work) {
    Question question = type.question(0);
    double[][] least = new double[4][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      double[] sums = new double[4];
      Routed routed = Router.DEFAULT.solve(question, history, StopSignal.NEVER, work);
      Candidate chosen = candidate(routed.record().attempts().getFirst().candidate());
      for (int i = 0; i < SOLVES; i++) {
        long t0 = System.nanoTime();
        Router.DEFAULT.solve(question, history, StopSignal.NEVER, work);
        long t1 = System.nanoTime();
        Rehearsal.run(chosen, routed.record().features(), question, work);
        long t2 = System.nanoTime();
        history.add(routed.record());
        long t3 = System.nanoTime();
        Router.DEFAULT.solve(question, history, StopSignal.NEVER, work);
        long t4 = System.nanoTime();
        sums[0] += t1 - t0;
        sums[1] += t2 - t1;
        sums[2] += t3 - t2;
        sums[3] += t4 - t3;
      }
      for (int k = 0; k < sums.length; k++) {
        least[k][round] = sums[k] / SOLVES;
      }
    }
    double[] ns = new double[4];
    Arrays.setAll(ns, k -> Arrays.stream(least[k]).min().orElseThrow());
    return new PlanningCost(
        type.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        ns[0] - ns[1],
        ns[3] - ns[1],
        ns[2],
        ns[1]);
  }

  private static Candidate candidate(String name) {
    return Candidate.ALL.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }
}
