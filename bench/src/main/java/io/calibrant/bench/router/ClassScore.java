package io.calibrant.bench.router;

import io.calibrant.core.solve.route.Attempt;
import io.calibrant.core.solve.route.Rehearsal;
import io.calibrant.core.solve.route.Routed;
import io.calibrant.core.solve.route.Router;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the router and each candidate alone did on the problems of one class.
final class ClassScore {
  final String name;
  final Map<String, int[]> chosen = new TreeMap<>();
  final Map<String, double[]> alone = new TreeMap<>();
  int problems;
  int successes;
  int silentWrong;
  int doubted;
  int doubtedRight;
  int attempts;
  final List<Double> wallRegrets = new ArrayList<>();
  double regretSum;
  double wallRegretSum;
  double work;
  double bestWork;
  double wallNs;
  double bestWallNs;

  ClassScore(String name) {
    this.name = name;
  }

  /// Adds one problem.
  ///
  /// @param walls wall time of each attempt of `all`, ns
  /// @param wall wall time of the router, ns
  /// @param spent the router's evaluations, Jacobians at their price
  void add(Routed routed, double spent, double wall, Rehearsal all, double[] walls) {
    double least = Math.min(routed.record().cost(), all.cost());
    boolean right = Router.isAsGood(routed.record().cost(), least, all.features());
    double best = Double.POSITIVE_INFINITY;
    double bestWall = Double.POSITIVE_INFINITY;
    for (int i = 0; i < all.attempts().size(); i++) {
      Attempt attempt = all.attempts().get(i);
      boolean found = all.isRight(attempt, least);
      double[] sums = alone.computeIfAbsent(attempt.candidate(), key -> new double[3]);
      sums[0] += 1;
      sums[1] += found ? 1 : 0;
      sums[2] += attempt.work();
      if (found) {
        best = Math.min(best, attempt.work());
        bestWall = Math.min(bestWall, walls[i]);
      }
    }
    best = best < Double.POSITIVE_INFINITY ? best : spent;
    bestWall = bestWall < Double.POSITIVE_INFINITY ? bestWall : wall;
    problems++;
    successes += right ? 1 : 0;
    silentWrong += !right && routed.trusted() ? 1 : 0;
    doubted += routed.trusted() ? 0 : 1;
    doubtedRight += right && !routed.trusted() ? 1 : 0;
    attempts += routed.record().attempts().size();
    regretSum += spent / best - 1;
    wallRegretSum += wall / bestWall - 1;
    wallRegrets.add(wall / bestWall - 1);
    work += spent;
    bestWork += best;
    wallNs += wall;
    bestWallNs += bestWall;
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
    wallRegretSum += other.wallRegretSum;
    wallRegrets.addAll(other.wallRegrets);
    work += other.work;
    bestWork += other.bestWork;
    wallNs += other.wallNs;
    bestWallNs += other.bestWallNs;
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

  double wallRegret() {
    return wallRegretSum / problems;
  }

  /// Of single runs: a descheduled one does not count.
  double medianWallRegret() {
    double[] sorted = wallRegrets.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  double totalRegret() {
    return work / bestWork - 1;
  }

  double totalWallRegret() {
    return wallNs / bestWallNs - 1;
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
