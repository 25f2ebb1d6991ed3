package io.calibrant.core.solve.route;

import io.calibrant.core.math.Elementary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The fold of all route records: what each candidate did on problems of each cell, and how often
/// an answer that looked right was wrong. The same records in the same order give the same state.
///
/// A cell is what problems have in common ([CellKey]); the finest, alike in shape and in how bad
/// the start is, is shrunk towards its shape, that towards its kind, that towards all problems,
/// those towards the candidate's own priors. Mutable; several threads may read one that nobody adds
/// to. It grows with the number of cells, not of records.
public final class History {
  /// How many observations the figure of the coarser cells counts for: the priors, all problems,
  /// the kind, the shape. Work differs by orders from kind to kind, little from start to start.
  private static final double[] WEIGHTS = {10, 2, 4, 16};

  /// The same for the share of wrong minima, where one must not forget a neighbour's accident.
  private static final double WRONG_WEIGHT = 20;

  /// Times the work expected of a Gauss–Newton method after which variable projection goes on: what
  /// takes longer creeps along a valley between linear and other parameters, for long.
  private static final double PATIENCE = 2.5;

  private static final double FEARED = 0.02;
  private static final double NOVELTY = 4;

  /// Tallies of one cell.
  private static final class Cell {
    private final Map<String, Tally> candidates = new HashMap<>();
    private int problems;
    private @Nullable Plan plan;
  }

  /// What is asked of a kind at every solve; found once, for a look-up is a good part of what the
  /// router takes.
  static final class Kind {
    private int smooth;
    private int rough;

    /// The plan made or asked for last: problems of a kind come one after another.
    private @Nullable Plan last;

    private @Nullable Asked asked;
  }

  /// The share of wrong answers that was asked for last.
  ///
  /// @param version of the history then
  /// @param code of the cell within its kind
  private record Asked(int version, int code, double share) {}

  private static final Cell UNKNOWN = new Cell();

  private final Map<String, Kind> kinds = new HashMap<>();
  private final Map<CellKey, Cell> cells = new HashMap<>();
  private final Map<CellKey, Tally> answers = new HashMap<>();
  private int version;

  /// What the library ships: fits of its own models to random problems.
  public static History learned() {
    return parse(LearnedFits.TABLE);
  }

  /// Adds what a record tells: an attempt was right if it came as low as the least cost found and
  /// that is believed, or in doubt only between minima within the noise. Attempts of other records
  /// that are not believed count as failures; nothing is learnt from any of these about answers
  /// that look right.
  public void add(RouteRecord record) {
    Features features = record.features();
    boolean found = record.trusted() || record.doubts().contains(Doubt.AMBIGUOUS);
    List<Attempt> attempts = record.attempts();
    boolean handedOn = attempts.size() > 1 && attempts.getFirst().isHandedOn();
    boolean tested = record.trusted() && attempts.size() > (handedOn ? 2 : 1);
    for (int i = 0; i < attempts.size(); i++) {
      Attempt attempt = attempts.get(i);
      boolean right = found && Router.isAsGood(attempt.cost(), record.cost(), features);
      if (handedOn && i == 0) {
        addHandedOn(record, attempt, attempts.get(1), found);
      } else if (!handedOn || i > 1) {
        addRun(features, attempt.candidate(), attempt.work(), right);
      }
      if (tested) {
        addAnswer(features, attempt, right);
      }
    }
    addProblem(features);
  }

  /// Of a run that was cut short nobody knows how long it would have gone on, but that what went on
  /// from there was expected to take less, and led down the same valley: it counts with the work of
  /// both and the other's end. The other began elsewhere than others of its name, and counts for
  /// nothing but its answer.
  private void addHandedOn(RouteRecord record, Attempt cut, Attempt successor, boolean found) {
    addRun(
        record.features(),
        cut.candidate(),
        cut.work() + successor.work(),
        found && Router.isAsGood(successor.cost(), record.cost(), record.features()));
  }

  /// Adds a run of all candidates, where right and wrong are known.
  public void add(Rehearsal all) {
    for (Attempt attempt : all.attempts()) {
      boolean right = all.isRight(attempt, all.cost());
      addRun(all.features(), attempt.candidate(), attempt.work(), right);
      addAnswer(all.features(), attempt, right);
    }
    addOther(all, Candidate.LEVENBERG_MARQUARDT, Candidate.TRUST_REGION);
    addOther(all, Candidate.TRUST_REGION, Candidate.LEVENBERG_MARQUARDT);
    addOther(all, Candidate.LEVENBERG_MARQUARDT, Candidate.LBFGS);
    addOther(all, Candidate.TRUST_REGION, Candidate.LBFGS);
    addProblem(all.features());
  }

  /// Where `candidate` took a wrong minimum for the right one: whether the other method did not.
  private void addOther(Rehearsal all, String candidate, String other) {
    Attempt attempt = all.attempt(candidate);
    Attempt second = all.attempt(other);
    if (attempt != null
        && second != null
        && looksLikeMinimum(attempt.doubts())
        && !all.isRight(attempt, all.cost())) {
      addAnswer(CellKey.other(all.features(), candidate, other), all.isRight(second, all.cost()));
    }
  }

  /// How often `helper` was right from the same start where `candidate` took a wrong minimum for
  /// the right one; 0 if that is not known. Known are the other of Levenberg–Marquardt and the
  /// trust region, and L-BFGS, to these two.
  double helped(Features features, String candidate, String helper) {
    Tally known = answers.get(CellKey.other(features, candidate, helper));
    return known == null ? 0 : known.success(0, 2);
  }

  private static List<CellKey> keys(Features features) {
    return List.of(
        CellKey.ALL, CellKey.kind(features), CellKey.shape(features), CellKey.start(features));
  }

  private void addProblem(Features features) {
    version++;
    Kind kind = kind(features.kind());
    kind.smooth += features.rough() ? 0 : 1;
    kind.rough += features.rough() ? 1 : 0;
    for (CellKey key : keys(features)) {
      cell(key).problems++;
    }
  }

  private void addRun(Features features, String candidate, double work, boolean right) {
    double logWork = StrictMath.log(Math.max(work, 1));
    for (CellKey key : keys(features)) {
      cell(key).candidates.computeIfAbsent(candidate, k -> new Tally()).add(right, logWork);
    }
  }

  /// Adds an answer that was put to the test: not one that history let pass.
  private void addAnswer(Features features, Attempt attempt, boolean right) {
    if (attempt.doubts().isEmpty()) {
      addAnswer(CellKey.explained(features), right);
      addAnswer(CellKey.explained(features, attempt.cost()), right);
    } else if (looksLikeMinimum(attempt.doubts())) {
      addAnswer(CellKey.minima(features, attempt.doubts()), right);
      addAnswer(CellKey.minimum(features, attempt.doubts(), attempt.cost()), right);
    }
  }

  private void addAnswer(CellKey key, boolean right) {
    answers.computeIfAbsent(key, k -> new Tally()).add(right, 0);
  }

  /// Converged to a stationary point that only an independent start could refute.
  static boolean looksLikeMinimum(Set<Doubt> doubts) {
    return !doubts.contains(Doubt.FAILED)
        && !doubts.contains(Doubt.NOT_CONVERGED)
        && !doubts.contains(Doubt.GRADIENT)
        && !doubts.contains(Doubt.STARTS_DISAGREE);
  }

  /// What is known of a kind; null if nothing is.
  @Nullable Kind known(String kind) {
    return kinds.get(kind);
  }

  /// What is known of the residuals of a kind.
  enum Texture {
    SMOOTH,
    ROUGH,
    UNKNOWN
  }

  /// Smooth or rough where `least` fits of this kind or more are known and all were so: then the
  /// next one is taken to be so, too.
  static Texture texture(@Nullable Kind known, int least) {
    if (known == null || (known.smooth > 0 && known.rough > 0)) {
      return Texture.UNKNOWN;
    }
    if (known.smooth >= least) {
      return Texture.SMOOTH;
    }
    return known.rough >= least ? Texture.ROUGH : Texture.UNKNOWN;
  }

  /// How many problems of this kind are known.
  ///
  /// @param known of the kind of `features`
  static int count(@Nullable Kind known, Features features) {
    return known == null ? 0 : features.rough() ? known.rough : known.smooth;
  }

  /// Posterior mean of the probability that an answer which looks like a minimum is a wrong one: of
  /// answers at the same shape and cost, shrunk towards the kind's.
  ///
  /// One that passed every check is feared to be wrong once in fifty before anything is known, for
  /// two minima may both lie within the noise. One above the noise is as often wrong as right
  /// before its kind is known, and at a cost that its kind has not shown four times as often as the
  /// kind says, at the most half.
  ///
  /// One so low that none can be lower by more than matters is right.
  double wrongShare(Features features, Set<Doubt> doubts, double cost) {
    return wrongShare(known(features.kind()), features, doubts, cost);
  }

  /// The same.
  ///
  /// @param kind what is known of the kind of `features`
  double wrongShare(@Nullable Kind kind, Features features, Set<Doubt> doubts, double cost) {
    if (Router.isAsGood(cost, 0, features)) {
      return 0;
    }
    int code =
        doubts.isEmpty()
            ? CellKey.explainedCode(features, cost)
            : CellKey.minimumCode(features, doubts, cost);
    Asked last = kind == null ? null : kind.asked;
    if (last != null && last.version() == version && last.code() == code) {
      return last.share();
    }
    double share =
        doubts.isEmpty() ? explainedShare(features, cost) : missingShare(features, doubts, cost);
    if (kind != null) {
      kind.asked = new Asked(version, code, share);
    }
    return share;
  }

  private double explainedShare(Features features, double cost) {
    double kind = share(answers.get(CellKey.explained(features)), FEARED, 1);
    return share(answers.get(CellKey.explained(features, cost)), kind, WRONG_WEIGHT);
  }

  /// Of answers that miss by more than noise explains.
  private double missingShare(Features features, Set<Doubt> doubts, double cost) {
    double kind = share(answers.get(CellKey.minima(features, doubts)), 0.5, 1);
    double novel = Math.max(kind, Math.min(0.5, NOVELTY * kind));
    return share(answers.get(CellKey.minimum(features, doubts, cost)), novel, 1);
  }

  private static double share(@Nullable Tally known, double prior, double weight) {
    return known == null ? prior : 1 - known.success(1 - prior, weight);
  }

  /// What to expect of the candidates that suit, and which of them to begin with.
  Plan plan(Features features, List<Candidate> candidates) {
    return plan(known(features.kind()), features, candidates);
  }

  /// The same.
  ///
  /// @param kind what is known of the kind of `features`
  Plan plan(@Nullable Kind kind, Features features, List<Candidate> candidates) {
    if (kind == null) {
      return makePlan(features, candidates);
    }
    Plan last = kind.last;
    if (last != null && last.isFor(features, candidates, version)) {
      return last;
    }
    Cell cell = cells.get(CellKey.start(features));
    Plan plan = cell == null ? null : cell.plan;
    if (plan == null || !plan.isFor(features, candidates, version)) {
      plan = makePlan(features, candidates);
      if (cell != null) {
        cell.plan = plan;
      }
    }
    kind.last = plan;
    return plan;
  }

  private Plan makePlan(Features features, List<Candidate> candidates) {
    List<Prediction> predictions = new ArrayList<>(candidates.size());
    List<Prediction> local = new ArrayList<>(candidates.size());
    List<Candidate> first = new ArrayList<>(candidates.size());
    List<Cell> alike = new ArrayList<>(WEIGHTS.length);
    for (CellKey key : keys(features)) {
      alike.add(cells.getOrDefault(key, UNKNOWN));
    }
    for (Candidate candidate : candidates) {
      if (candidate.suits(features)) {
        Prediction prediction = predict(features, candidate, alike);
        predictions.add(prediction);
        if (candidate.isLocal()) {
          local.add(prediction);
          first.add(candidate);
        }
      }
    }
    // What a local method leaves in doubt, more starts settle: nothing else is tried first.
    int index =
        first.isEmpty()
            ? 0
            : candidates.indexOf(
                first.get(Choice.of(first, local, false, Double.POSITIVE_INFINITY)));
    Candidate chosen = candidates.get(index);
    int successor =
        features.separable() && chosen.isGaussNewton()
            ? candidates.indexOf(Candidate.PROJECTION)
            : -1;
    double patience = Double.POSITIVE_INFINITY;
    for (Prediction prediction : predictions) {
      if (successor >= 0 && prediction.candidate().equals(chosen.name())) {
        patience = PATIENCE * prediction.work();
      }
    }
    return new Plan(
        candidates,
        List.copyOf(predictions),
        index,
        patience,
        successor,
        version,
        CellKey.startCode(features),
        features.separable());
  }

  private static Prediction predict(Features features, Candidate candidate, List<Cell> cells) {
    double success = candidate.priorSuccess();
    double mean = StrictMath.log(candidate.priorWork(features.parameters()));
    double variance = 0;
    int trials = 0;
    for (int depth = 0; depth < cells.size(); depth++) {
      Tally tally = cells.get(depth).candidates.get(candidate.name());
      if (tally != null) {
        double weight = WEIGHTS[depth];
        success = tally.success(success, weight);
        mean = tally.mean(mean, weight);
        variance = depth == 0 ? 0 : tally.variance(variance, weight);
        trials = depth == 2 ? tally.trials() : trials;
      }
    }
    return new Prediction(
        candidate.name(), success, Elementary.exp(mean + 0.5 * Math.min(4, variance)), trials);
  }

  /// Everything known, a line a fact in a fixed order: `fits KIND CODE problems`, `runs KIND CODE
  /// CANDIDATE tally` and `answers KIND CODE tally`. [#parse] gives the same history to the last
  /// bit.
  public String toText() {
    Map<String, String> lines = new TreeMap<>();
    cells.forEach(
        (key, cell) -> {
          lines.put("fits " + key.toText(), Integer.toString(cell.problems));
          cell.candidates.forEach(
              (name, tally) -> lines.put("runs " + key.toText() + " " + name, tally.toText()));
        });
    answers.forEach((key, tally) -> lines.put("answers " + key.toText(), tally.toText()));
    var text = new StringBuilder();
    lines.forEach((key, line) -> text.append(key).append(' ').append(line).append('\n'));
    return text.toString();
  }

  /// The history of a text of [#toText].
  public static History parse(String text) {
    var history = new History();
    text.lines().filter(line -> !line.isBlank()).forEach(history::read);
    return history;
  }

  private void read(String line) {
    String[] fields = line.strip().split(" ", -1);
    int count = fields[0].equals("runs") ? 5 : 4;
    if (fields.length != count) {
      throw new IllegalArgumentException(
          "'%s' in a history: fits, runs or answers, then kind, code and what is known"
              .formatted(line));
    }
    CellKey key = CellKey.parse(fields[1], fields[2]);
    switch (fields[0]) {
      case "fits" -> readFits(key, Integer.parseInt(fields[3]));
      case "runs" -> cell(key).candidates.put(fields[3], Tally.parse(fields[4]));
      case "answers" -> answers.put(key, Tally.parse(fields[3]));
      default ->
          throw new IllegalArgumentException(
              "'%s' in a history: begin with fits, runs or answers".formatted(line));
    }
  }

  private void readFits(CellKey key, int problems) {
    cell(key).problems = problems;
    if (key.isKind(false)) {
      kind(key.kind()).smooth = problems;
    } else if (key.isKind(true)) {
      kind(key.kind()).rough = problems;
    }
  }

  private Kind kind(String name) {
    return kinds.computeIfAbsent(name, key -> new Kind());
  }

  private Cell cell(CellKey key) {
    return cells.computeIfAbsent(key, k -> new Cell());
  }
}
