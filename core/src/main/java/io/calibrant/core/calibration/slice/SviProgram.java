package io.calibrant.core.calibration.slice;

/// Sequential quadratic programming for the butterfly-free smile of least cost, in (a, b, c = bρ,
/// m, σ).
///
/// Every trough of [SviTroughs] and every face of the region is a linearised condition of each step
/// ([SviStep]); the quadratic model has the second derivatives of the cost and of the troughs that
/// press. Where a step leads, the linear part (a, b, c) is settled anew with m and σ held, so that
/// curved valleys of (m, σ) are followed as in variable projection. A run may start outside the
/// domain.
final class SviProgram {
  private static final int N = SviPoint.N;

  /// Most rounds that settle the linear part after a step, and of a start; most corrections of one
  /// for the curvature of the troughs; and how often the price rises.
  private static final int SETTLING = 4;

  private static final int ROUNDS = 12;
  private static final int BENDS = 2;
  private static final int DEARER = 4;

  /// A settling that fails is tried again with less reach down to this.
  private static final double SHORTEST = 1.1;

  /// First damping of a run from anywhere, and from near the least.
  static final double COLD = 1e-3;

  static final double WARM = 1e-9;

  /// A run ends when so many steps gain less than a share of the cost: the limit of steps would
  /// come before a gain that counts.
  private static final int STALL = 16;

  private static final double STALLED = 3e-8;
  private static final double SHARE = 1e-11;
  private static final double FURTHEST = 10;
  private static final double NEAREST = 1.01;
  private static final double DEAREST = 1e14;

  private final SviStep all = new SviStep(N);
  private final SviStep linear = new SviStep(3);
  private final double[] model = new double[N * N];
  private final double[] press = new double[SviTroughs.MOST];
  private final double[] moved = new double[N];
  private final double[] before = new double[N];
  private final double[] after = new double[N];
  private SviPoint at = new SviPoint();
  private SviPoint trial = new SviPoint();
  private SviPoint spare = new SviPoint();

  /// (a, b, c, m, σ) of the best point of the last run.
  final double[] best = new double[N];

  private double middle;
  private double half;
  private double price;
  private double reach;
  private double earlier;
  private int passes;

  /// The region of (m, σ), as in [SviSearch].
  void within(double centre, double halfWidth) {
    middle = centre;
    half = halfWidth;
    all.within(centre, halfWidth);
    linear.within(centre, halfWidth);
  }

  int passes() {
    return passes;
  }

  void resetPasses() {
    passes = 0;
  }

  /// Runs from a smile, which need not be free.
  ///
  /// @param from (a, b, c, m, σ)
  /// @param limit most steps
  /// @param firstDamping [#COLD] or [#WARM]
  /// @return the cost; +∞ if it found no free smile
  double run(QuoteColumns quotes, Loss loss, double[] from, int limit, double firstDamping) {
    if (!(settle(quotes, loss, from) < Double.POSITIVE_INFINITY)) {
      return Double.POSITIVE_INFINITY;
    }
    java.util.Arrays.fill(press, 0);
    all.begin();
    double damping = firstDamping;
    double growth = 2;
    earlier = Double.POSITIVE_INFINITY;
    reach = FURTHEST;
    for (int i = 0; i < limit && damping < 1e12; i++) {
      if (i % STALL == 0 && isStalled()) {
        break;
      }
      curve();
      damping = all.factor(model, at.diagonal, damping);
      if (!(damping < 1e12)) {
        break;
      }
      if (!all.solve(at, price, reach)) {
        damping *= 10;
        continue;
      }
      double left = all.missed();
      double promised = all.promised(at, model) + price * (at.missed - left);
      double little = SHARE * Math.max(at.cost, 1e-6);
      boolean small = promised <= little;
      if (promised < -little) {
        // The program was solved too roughly.
        damping *= 10;
        continue;
      }
      if (!isFree() && (small || left > 0.5 * at.missed) && price < DEAREST) {
        price *= 10;
        continue;
      }
      if (small) {
        break;
      }
      double gain = gain(quotes, loss) / promised;
      if (gain > 1e-4) {
        accept();
        double t = 2 * Math.min(gain, 1) - 1;
        damping = Math.max(1e-14, damping * Math.max(0.1, 1 - t * t * t));
        growth = 2;
        reach = Math.min(FURTHEST, reach * reach);
      } else {
        damping *= growth;
        growth *= 2;
        reach = Math.max(NEAREST, Math.sqrt(reach));
      }
    }
    System.arraycopy(at.x, 0, best, 0, N);
    return isFree() ? at.cost : Double.POSITIVE_INFINITY;
  }

  /// Whether a free smile has hardly gained since the last call.
  private boolean isStalled() {
    double before = earlier;
    earlier = isFree() ? at.cost : Double.POSITIVE_INFINITY;
    return isFree() && before - at.cost < STALLED * at.cost;
  }

  /// Brings the start into the flat faces, with w > 0 and w − kw′/2 > 0.
  private void start(QuoteColumns quotes, double[] from) {
    double level = 0;
    for (int i = 0; i < quotes.size(); i++) {
      double end = quotes.upper[i] < Double.POSITIVE_INFINITY ? quotes.upper[i] : quotes.lower[i];
      level = Math.max(level, end);
    }
    double[] x = at.x;
    x[4] = Math.max(SviSearch.NARROWEST * half, Math.min(SviSearch.WIDEST * half, from[4]));
    double reach = SviSearch.REACH * half + 2 * x[4];
    double least = 1e-6 * level / (half + x[4]);
    double left = Math.max(least, Math.min(1.99, from[1] - from[2]));
    double up = Math.max(least, Math.min(1.99, from[1] + from[2]));
    x[1] = 0.5 * (left + up);
    x[2] = 0.5 * (up - left);
    x[0] = Math.max(from[0], 1e-3 * level - x[4] * Math.sqrt(left * up));
    x[3] = Math.max(middle - reach, Math.min(middle + reach, from[3]));
    SviTroughs.lift(x, level);
  }

  private boolean evaluate(QuoteColumns quotes, Loss loss, SviPoint point) {
    passes++;
    return point.evaluate(quotes, loss);
  }

  /// The cost at `best`.
  double cost() {
    return at.cost;
  }

  /// Whether a condition held back the last step of the last run.
  boolean isPressed() {
    return all.isPressed();
  }

  private double merit(SviPoint point) {
    return point.cost + price * point.missed;
  }

  /// The model's second derivatives: those of the cost less those of the troughs that press.
  private void curve() {
    System.arraycopy(at.hessian, 0, model, 0, N * N);
    double[] x = at.x;
    double tilt = x[1] - Math.abs(x[2]);
    for (int j = 0; j < at.troughs.count(); j++) {
      double l = at.troughs.at[j];
      for (int p = 0; press[j] > 0 && p < N; p++) {
        double h = 1e-6 * (p == 0 ? at.vertex() : p < 3 ? tilt : x[4]);
        h = Math.max(h, 1e-12 * Math.abs(x[p]));
        System.arraycopy(x, 0, moved, 0, N);
        moved[p] = x[p] + h;
        SviTroughs.gradient(moved, SviTroughs.follow(moved, l), after, 0);
        moved[p] = x[p] - h;
        SviTroughs.gradient(moved, SviTroughs.follow(moved, l), before, 0);
        for (int q = 0; q <= p; q++) {
          model[p * N + q] -= press[j] * (after[q] - before[q]) / (2 * h);
        }
      }
    }
  }

  /// Takes the step into `trial`, settled; by how much it lowers the merit, −∞ where it leads to no
  /// smile.
  private double gain(QuoteColumns quotes, Loss loss) {
    double found = tryStep(quotes, loss);
    if (!(found > 0) && trial.missed > 0) {
      if (all.bend(at.troughs, trial.troughs)) {
        found = tryStep(quotes, loss);
      }
    }
    return found;
  }

  private double tryStep(QuoteColumns quotes, Loss loss) {
    for (int j = 0; j < N; j++) {
      trial.x[j] = at.x[j] + all.step[j];
    }
    double least = 0.1 * at.vertex();
    double vertex = trial.vertex();
    if (vertex < least) {
      trial.x[0] += least - vertex;
    }
    if (!evaluate(quotes, loss, trial)) {
      trial.missed = 0;
      return Double.NEGATIVE_INFINITY;
    }
    double found = merit(at) - merit(trial);
    for (int round = 0; round < SETTLING; round++) {
      double more = settle(quotes, loss);
      found += more;
      if (more == 0 || (trial.missed == 0 && !(more > 0.01 * Math.abs(found)))) {
        break;
      }
    }
    return found;
  }

  /// Settles the linear part of a smile, m and σ held.
  ///
  /// @return the cost with the price of what the troughs miss, by which starts compare; +∞ for none
  double settle(QuoteColumns quotes, Loss loss, double[] from) {
    System.arraycopy(from, 0, at.x, 0, N);
    double bound = at.costOf(quotes, loss);
    start(quotes, from);
    if (!evaluate(quotes, loss, at)) {
      return Double.POSITIVE_INFINITY;
    }
    price = 10 * Math.max(1, Math.min(bound, at.cost));
    reach = FURTHEST;
    return settleMore(quotes, loss);
  }

  /// Goes on after [#settle] at rising prices until the smile is free.
  ///
  /// @return the cost; +∞ where it finds no free smile at these m and σ
  double settleFree(QuoteColumns quotes, Loss loss) {
    for (int i = 0; i < DEARER && !isFree(); i++) {
      price *= 1e3;
      reach = FURTHEST;
      settleMore(quotes, loss);
    }
    return isFree() ? at.cost : Double.POSITIVE_INFINITY;
  }

  /// Whether the smile in hand is free.
  boolean isFree() {
    return at.missed == 0;
  }

  private double settleMore(QuoteColumns quotes, Loss loss) {
    for (int round = 0; round < ROUNDS; round++) {
      trial.copy(at);
      double lower = settle(quotes, loss);
      if (lower == 0) {
        if (!(reach > SHORTEST)) {
          break;
        }
        reach = Math.sqrt(reach);
        continue;
      }
      reach = Math.min(FURTHEST, reach * reach);
      SviPoint swap = at;
      at = trial;
      trial = swap;
      if (!(lower > 1e-3 * merit(at))) {
        break;
      }
    }
    System.arraycopy(at.x, 0, best, 0, N);
    return merit(at);
  }

  /// Lowers the merit of `trial` over (a, b, c), m and σ held; by how much.
  private double settle(QuoteColumns quotes, Loss loss) {
    linear.begin();
    linear.factor(trial.hessian, trial.diagonal, 0);
    if (!linear.solve(trial, price, reach)) {
      return 0;
    }
    for (int bends = 0; ; bends++) {
      System.arraycopy(trial.x, 0, spare.x, 0, N);
      for (int j = 0; j < 3; j++) {
        spare.x[j] += linear.step[j];
      }
      if (!evaluate(quotes, loss, spare)) {
        return 0;
      }
      if (merit(spare) < merit(trial)) {
        break;
      }
      if (bends == BENDS || spare.missed == 0 || !linear.bend(trial.troughs, spare.troughs)) {
        return 0;
      }
    }
    double lower = merit(trial) - merit(spare);
    SviPoint swap = trial;
    trial = spare;
    spare = swap;
    return lower;
  }

  private void accept() {
    java.util.Arrays.fill(press, 0);
    for (int j = 0; j < trial.troughs.count(); j++) {
      // The trough's multiplier is that of the nearest before the step.
      int nearest = at.troughs.nearest(trial.troughs.at[j]);
      press[j] = nearest < 0 ? 0 : all.press(nearest);
    }
    SviPoint swap = at;
    at = trial;
    trial = swap;
  }
}
