package io.calibrant.bench.router;

import io.calibrant.bench.router.ClassScore.Clock;
import io.calibrant.core.solve.StopSignal;
import io.calibrant.core.solve.Workspace;
import io.calibrant.core.solve.route.Attempt;
import io.calibrant.core.solve.route.Candidate;
import io.calibrant.core.solve.route.History;
import io.calibrant.core.solve.route.Question;
import io.calibrant.core.solve.route.Rehearsal;
import io.calibrant.core.solve.route.Routed;
import io.calibrant.core.solve.route.Router;
import io.calibrant.testkit.routing.ProblemClass;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A run: trains on seeds from [#TRAINING_SEED] on, tests on seeds from 0 on, in a mixed order;
/// while it tests, the router learns from its own records only, as in an engine.
final class RouterRun {
  /// Test seeds stay below it.
  static final long TRAINING_SEED = 1_000_000;

  /// Of the problems, one in so many is given to the exhaustive candidates even if all others
  /// agree.
  static final int THOROUGH = 5;

  /// The same while it trains.
  static final int SELDOM = 20;

  private static final int LEAST_TRAINING = 600;

  /// Training problems of a class that the candidates run on if the training is taken over.
  private static final int REHEARSED = 100;

  private static final int WARM_UP = 60_000;
  private static final int WARM_UP_PROBLEMS = 500;

  /// Classes whose problems take microseconds.
  private static final ProblemClass[] QUICK = {
    ProblemClass.SVI_COLD,
    ProblemClass.SVI_WARM,
    ProblemClass.SVI_MISFIT,
    ProblemClass.SABR,
    ProblemClass.VALLEY,
    ProblemClass.BOUNDED
  };

  private static final int REPEATS = 3;
  private static final double REPEATED_NS = 2e7;

  final Map<ProblemClass, ClassScore> scores = new EnumMap<>(ProblemClass.class);

  private record Problem(ProblemClass type, long seed) {}

  final List<String> reasons = new ArrayList<>();
  final List<String> wrongs = new ArrayList<>();
  int trained;
  private History history = new History();
  private final Workspace work = new Workspace();
  private final double trainingShare;
  private final double share;
  private final long firstSeed;

  /// A run over these shares of a full training and a full mix, tested on seeds from `firstSeed`
  /// on.
  RouterRun(double trainingShare, double share, long firstSeed) {
    this.trainingShare = trainingShare;
    this.share = share;
    this.firstSeed = firstSeed;
    for (ProblemClass type : ProblemClass.values()) {
      scores.put(type, new ClassScore(type.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }
  }

  private static int count(ProblemClass type, double share) {
    return (int) Math.max(4, Math.round(share * type.count()));
  }

  void train(Consumer<String> progress) {
    for (ProblemClass type : ProblemClass.values()) {
      progress.accept("training on " + type);
      int count = trainingCount(type, trainingShare);
      for (int i = 0; i < count; i++) {
        history.add(
            Rehearsal.of(Candidate.ALL, type.question(TRAINING_SEED + i), i % SELDOM == 0, work));
        trained++;
      }
    }
  }

  private static int trainingCount(ProblemClass type, double share) {
    return Math.max(count(type, share) / 3, (int) Math.round(share * LEAST_TRAINING));
  }

  /// What the training taught.
  String training() {
    return history.toText();
  }

  /// Takes over what a whole training taught; runs the candidates on a little of it all the same,
  /// so that their code is as warm as after one.
  void trainFrom(String text) {
    history = History.parse(text);
    for (ProblemClass type : ProblemClass.values()) {
      trained += trainingCount(type, trainingShare);
      for (int i = 0; i < REHEARSED; i++) {
        Rehearsal.of(Candidate.ALL, type.question(TRAINING_SEED + i), false, work);
      }
    }
  }

  /// Runs the router on what it was trained on, and learns nothing: the candidates' code has been
  /// run often by then, its own not once.
  void warmUp() {
    for (int i = 0; i < WARM_UP; i++) {
      ProblemClass type = QUICK[i % QUICK.length];
      Question question = type.question(TRAINING_SEED + i / QUICK.length % WARM_UP_PROBLEMS);
      Router.DEFAULT.solve(question, history, StopSignal.NEVER, work);
    }
  }

  void test(Consumer<String> progress) {
    List<Problem> order = new ArrayList<>();
    for (ProblemClass type : ProblemClass.values()) {
      for (int i = 0; i < count(type, share); i++) {
        order.add(new Problem(type, firstSeed + i));
      }
    }
    var random = new SplittableRandom(2);
    for (int i = order.size() - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      Problem swap = order.get(i);
      order.set(i, order.get(other));
      order.set(other, swap);
    }
    for (int i = 0; i < order.size(); i++) {
      if (i % 500 == 0) {
        progress.accept("problem " + i + " of " + order.size());
      }
      test(order.get(i).type(), order.get(i).seed());
    }
  }

  private void test(ProblemClass type, long seed) {
    Question question = type.question(seed);
    long from = System.nanoTime();
    Routed routed = Router.DEFAULT.solve(question, history, StopSignal.NEVER, work);
    double once = System.nanoTime() - from;
    double spent = work.evaluations() + question.jacobianWork() * work.jacobianEvaluations();
    Clock clock =
        clock(once, () -> Router.DEFAULT.solve(question, history, StopSignal.NEVER, work));
    history.add(routed.record());
    List<Attempt> attempts = new ArrayList<>();
    List<Clock> clocks = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    double greatest = routed.record().cost();
    for (Candidate candidate : Candidate.ALL) {
      boolean agreed = Router.isAsGood(greatest, least, routed.record().features());
      boolean needed = seed % THOROUGH == 0 || !candidate.isExhaustive() || !agreed;
      if (needed && candidate.suits(routed.record().features())) {
        from = System.nanoTime();
        Attempt attempt = Rehearsal.run(candidate, routed.record().features(), question, work);
        once = System.nanoTime() - from;
        clocks.add(
            clock(
                once, () -> Rehearsal.run(candidate, routed.record().features(), question, work)));
        attempts.add(attempt);
        least = Math.min(least, attempt.cost());
        greatest = Math.max(greatest, attempt.cost());
      }
    }
    var all = new Rehearsal(routed.record().features(), attempts, least);
    ClassScore score = Objects.requireNonNull(scores.get(type));
    int wrongBefore = score.silentWrong + score.problems - score.successes;
    score.add(routed, spent, clock, all, clocks);
    if (score.silentWrong + score.problems - score.successes > wrongBefore) {
      wrongs.add(
          "%s seed %d: %s against %s; %s"
              .formatted(type, seed, routed.record().cost(), least, routed.record().toText()));
    }
    if (score.problems == 1) {
      reasons.add(score.name + ": " + routed.record().reason());
    }
  }

  /// Short runs are repeated: of a few microseconds what the caches hold makes half, and whoever
  /// takes the processor away, all.
  private static Clock clock(double once, Runnable run) {
    double[] least = {once, Double.POSITIVE_INFINITY};
    for (int i = 1; i <= REPEATS && (i == 1 || Math.min(least[0], least[1]) < REPEATED_NS); i++) {
      long from = System.nanoTime();
      run.run();
      double ns = System.nanoTime() - from;
      least[i % 2] = Math.min(least[i % 2], ns);
    }
    return new Clock(once, least[0], least[1]);
  }

  /// What the router adds to a solve.
  List<PlanningCost> planning() {
    return Stream.of(ProblemClass.SABR, ProblemClass.SVI_WARM, ProblemClass.DECAYS)
        .map(type -> PlanningCost.of(type, history, work))
        .toList();
  }

  /// All classes together.
  ClassScore total() {
    var total = new ClassScore("all");
    scores.values().forEach(total::add);
    return total;
  }
}
