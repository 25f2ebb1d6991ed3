package io.calibrant.bench.router;

import io.calibrant.core.solve.route.Attempt;
import io.calibrant.core.solve.route.Rehearsal;
import io.calibrant.core.solve.route.Routed;
import io.calibrant.core.solve.route.Router;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the router and each candidate alone did on the problems of one class.
final class ClassScore {
  /// Wall time of a run, ns.
  ///
  /// @param once of the first
  /// @param odd the least of the first, the third and so on
  /// @param even the least of the others
  record Clock(double once, double odd, double even) {
    double again() {
      return Math.min(odd, even);
    }
  }

  final String name;
  final Map<String, int[]> chosen = new TreeMap<>();
  final Map<String, double[]> alone = new TreeMap<>();
  int problems;
  int successes;
  int silentWrong;
  int doubted;
  int doubtedRight;
  int attempts;

  /// As it comes: each ran once, the router first and with a plan to be made.
  final ClockScore once = new ClockScore();

  /// Asked again: the least of a few runs of each, the router with its plan in hand.
  final ClockScore again = new ClockScore();

  /// The same where the best candidate is picked by half of the runs and timed, as the router is,
  /// by the other half: whoever is picked for a lucky run does not keep the luck.
  final ClockScore fair = new ClockScore();

  double regretSum;
  double work;
  double bestWork;

  ClassScore(String name) {
    this.name = name;
  }

  /// Adds one problem.
  ///
  /// @param spent the router's evaluations, Jacobians at their price
  /// @param clock times of the router
  /// @param clocks times of each attempt of `all`
  void add(Routed routed, double spent, Clock clock, Rehearsal all, List<Clock> clocks) {
    double least = Math.min(routed.record().cost(), all.cost());
    boolean right = Router.isAsGood(routed.record().cost(), least, all.features());
    double best = Double.POSITIVE_INFINITY;
    double bestOnce = Double.POSITIVE_INFINITY;
    double bestAgain = Double.POSITIVE_INFINITY;
    Clock byOdd = clock;
    Clock byEven = clock;
    boolean any = false;
    for (int i = 0; i < all.attempts().size(); i++) {
      Attempt attempt = all.attempts().get(i);
      boolean found = all.isRight(attempt, least);
      double[] sums = alone.computeIfAbsent(attempt.candidate(), key -> new double[3]);
      sums[0] += 1;
      sums[1] += found ? 1 : 0;
      sums[2] += attempt.work();
      if (found) {
        best = Math.min(best, attempt.work());
        Clock its = clocks.get(i);
        bestOnce = Math.min(bestOnce, its.once());
        bestAgain = Math.min(bestAgain, its.again());
        byOdd = any && byOdd.odd() <= its.odd() ? byOdd : its;
        byEven = any && byEven.even() <= its.even() ? byEven : its;
        any = true;
      }
    }
    best = best < Double.POSITIVE_INFINITY ? best : spent;
    bestOnce = bestOnce < Double.POSITIVE_INFINITY ? bestOnce : clock.once();
    bestAgain = bestAgain < Double.POSITIVE_INFINITY ? bestAgain : clock.again();
    problems++;
    successes += right ? 1 : 0;
    silentWrong += !right && routed.trusted() ? 1 : 0;
    doubted += routed.trusted() ? 0 : 1;
    doubtedRight += right && !routed.trusted() ? 1 : 0;
    attempts += routed.record().attempts().size();
    regretSum += spent / best - 1;
    once.add(clock.once(), bestOnce);
    again.add(clock.again(), bestAgain);
    fair.add(clock.even(), byOdd.even());
    fair.add(clock.odd(), byEven.odd());
    work += spent;
    bestWork += best;
    if (!routed.record().attempts().isEmpty()) {
      chosen
          .computeIfAbsent(routed.record().attempts().getFirst().candidate(), key -> new int[1])[
          0]++;
    }
  }

  void add(ClassScore other) {
    problems += other.problems;
    successes += other.successes;
    silentWrong += other.silentWrong;
    doubted += other.doubted;
    doubtedRight += other.doubtedRight;
    attempts += other.attempts;
    regretSum += other.regretSum;
    once.add(other.once);
    again.add(other.again);
    fair.add(other.fair);
    work += other.work;
    bestWork += other.bestWork;
    other.chosen.forEach(
        (key, count) -> chosen.computeIfAbsent(key, k -> new int[1])[0] += count[0]);
    other.alone.forEach(
        (key, sums) -> {
          double[] mine = alone.computeIfAbsent(key, k -> new double[3]);
          for (int i = 0; i < 3; i++) {
            mine[i] += sums[i];
          }
        });
  }

  double regret() {
    return regretSum / problems;
  }

  double totalRegret() {
    return work / bestWork - 1;
  }

  double successShare() {
    return (double) successes / problems;
  }

  String mostChosen() {
    return chosen.entrySet().stream()
        .max(Comparator.comparingInt(e -> e.getValue()[0]))
        .map(e -> "%s %d %%".formatted(e.getKey(), Math.round(100.0 * e.getValue()[0] / problems)))
        .orElse("");
  }
}
