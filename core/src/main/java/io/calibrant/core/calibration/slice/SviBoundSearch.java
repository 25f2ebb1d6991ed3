package io.calibrant.core.calibration.slice;

import io.calibrant.core.smile.ButterflyCertificate;
import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import java.util.Arrays;

/// The search for the butterfly-free smile of least cost where a condition binds.
///
/// V(m, σ), the least cost of the linear part under the conditions, is known where [SviProgram]
/// settles a start. Runs go from the polished minima of the free misfit, from where the free misfit
/// is lowest and from the local minima of V over the coarse grid of [SviSearch].
final class SviBoundSearch {
  /// Most steps of a run.
  private static final int STEPS = 200;

  /// Places for starts: minima of the free misfit, its lowest points, local minima of V.
  private static final int FREE = 4;

  private static final int LOW = 3;
  private static final int LOCAL = 7;
  private static final int STARTS = FREE + LOW + LOCAL;

  /// A start above so much of the least, with a little more for costs near 0, gets no run.
  private static final double HOPELESS = 1.5;

  private static final double LITTLE = 3;

  /// Starts whose costs are this near each other are one.
  private static final double ALIKE = 1e-5;

  /// Low starts are as many half-widths and shares of σ apart.
  private static final double SPACED = 0.1;

  /// Ends of runs whose m differ by more of σ lie apart, and costs nearer than that relatively are
  /// of one valley; a stride must gain so much for a longer one.
  private static final double APART = 1e-4;

  private static final double FLAT = 1e-3;
  private static final double GAIN = 1e-8;
  private static final int STRIDES = 12;

  /// Most runs from the end of the best.
  private static final int AGAIN = 3;

  /// How many other ends are followed from one fit to the next, and up to which share of the cost.
  private static final int RIVALS = 2;

  private static final double NEAR = 1.1;

  /// How many places of low free misfit a warm fit looks at.
  private static final int LOOKS = 3;

  private final SviProjection projection;
  private final SviSearch search;
  private final Loss loss;
  private final ButterflyCertificate certificate;
  private final SviProgram program = new SviProgram();
  private final double[] starts = new double[5 * STARTS];
  private final double[] costs = new double[STARTS];
  private final double[] grid = new double[SviSearch.COARSE];
  private final double[] settled = new double[5 * SviSearch.COARSE];
  private final double[] start = new double[5];

  // The end of another run, the cheapest that lies apart.
  private final double[] other = new double[5];
  private double otherCost;

  // Ends apart from the best, which a warm fit follows too.
  private final double[] rivals = new double[5 * RIVALS];
  private final double[] rivalCosts = new double[RIVALS];
  private int next;

  // The least cost of a free smile, settled ones included.
  private double known;
  private boolean pressed;

  /// (a, b, c = bρ, m, σ) of least cost so far.
  final double[] best = new double[5];

  double cost;

  SviBoundSearch(
      SviProjection projection, SviSearch search, ButterflyCertificate certificate, Loss loss) {
    this.projection = projection;
    this.search = search;
    this.certificate = certificate;
    this.loss = loss;
    Arrays.fill(rivalCosts, Double.POSITIVE_INFINITY);
  }

  void resetPasses() {
    program.resetPasses();
  }

  /// Takes a smile and its cost, +∞ for one with butterflies.
  void begin(double[] from, double held) {
    program.within(search.middle(), search.half());
    System.arraycopy(from, 0, best, 0, 5);
    cost = held;
    otherCost = Double.POSITIVE_INFINITY;
  }

  /// Whether a condition holds back the smile that [#follow] found.
  boolean isPressed() {
    return pressed;
  }

  int passes() {
    return program.passes();
  }

  /// A few steps on the residuals themselves from the smile in hand.
  void mend(QuoteColumns quotes, int steps) {
    System.arraycopy(best, 0, start, 0, 5);
    double found = program.run(quotes, loss, start, steps, SviProgram.COLD);
    double[] x = program.best;
    if (found < cost && certificate.proves(x[0], x[1], x[2], x[3], x[4])) {
      System.arraycopy(x, 0, best, 0, 5);
      cost = found;
    }
  }

  /// Searches the whole region.
  ///
  /// @param enough a cost that no smile undercuts, or 0
  /// @param bounded whether the projection is that of the quotes, so that its misfit is a bound
  void everywhere(QuoteColumns quotes, double enough, boolean bounded) {
    Arrays.fill(rivalCosts, Double.POSITIVE_INFINITY);
    System.arraycopy(best, 0, start, 0, 5);
    go(quotes, start, SviProgram.COLD);
    if (cost <= enough) {
      return;
    }
    Arrays.fill(costs, Double.POSITIVE_INFINITY);
    known = cost;
    settleMinima(quotes);
    settleGrid(quotes, bounded);
    keepLowest();
    for (int i = 0; i < STARTS; i++) {
      int least = 0;
      for (int j = 1; j < STARTS; j++) {
        least = costs[j] < costs[least] ? j : least;
      }
      boolean low = least >= FREE && least < FREE + LOW;
      if (costs[least] < Double.POSITIVE_INFINITY
          && (low || costs[least] <= HOPELESS * cost + LITTLE)) {
        System.arraycopy(starts, 5 * least, start, 0, 5);
        go(quotes, start, SviProgram.COLD);
      }
      costs[least] = Double.POSITIVE_INFINITY;
    }
    alongValley(quotes);
    again(quotes);
  }

  /// Follows the last answer and its rivals to the quotes of now, and looks whether a place of low
  /// free misfit has become better.
  ///
  /// @return false if no smile was found: a search of the whole region is due
  boolean follow(QuoteColumns quotes, double[] last, boolean bounded) {
    begin(last, Double.POSITIVE_INFINITY);
    System.arraycopy(last, 0, start, 0, 5);
    if (!(program.run(quotes, loss, start, STEPS, SviProgram.WARM) < Double.POSITIVE_INFINITY)
        || !isFree(program.best)) {
      return false;
    }
    take();
    for (int i = 0; i < RIVALS; i++) {
      if (rivalCosts[i] < Double.POSITIVE_INFINITY) {
        System.arraycopy(rivals, 5 * i, start, 0, 5);
        rivalCosts[i] = Double.POSITIVE_INFINITY;
        goWarm(quotes);
      }
    }
    look(quotes, bounded);
    return true;
  }

  /// Settles some of the local minima that the free misfit has below the cost on the coarse grid,
  /// others at each call, and runs from those that come near the cost.
  private void look(QuoteColumns quotes, boolean bounded) {
    for (int i = 0; i < SviSearch.COARSE; i++) {
      search.coarse(i);
      grid[i] = 0.5 * search.bound();
    }
    double most = bounded ? cost : Double.POSITIVE_INFINITY;
    int looks = 0;
    for (int i = 0; i < SviSearch.COARSE && looks < LOOKS; i++) {
      next = (next + 1) % SviSearch.COARSE;
      if (grid[next] < most && SviSearch.isLocal(grid, next)) {
        looks++;
        double found = settle(quotes, search.coarse(next), NEAR * cost);
        if (found <= NEAR * cost) {
          System.arraycopy(program.best, 0, start, 0, 5);
          goWarm(quotes);
        }
      }
    }
  }

  /// A run from near its end, which becomes the best or a rival.
  private void goWarm(QuoteColumns quotes) {
    double found = program.run(quotes, loss, start, STEPS, SviProgram.WARM);
    double[] x = program.best;
    if (found < cost && isFree(x)) {
      if (isApart(x, best)) {
        keepRival(best, cost);
      }
      take();
    } else if (found <= NEAR * cost && isApart(x, best)) {
      keepRival(x, found);
    }
  }

  private void take() {
    System.arraycopy(program.best, 0, best, 0, 5);
    cost = program.cost();
    pressed = program.isPressed();
  }

  private void settleMinima(QuoteColumns quotes) {
    for (int i = -1; search.polish(i); i++) {
      start[0] = projection.a();
      start[1] = projection.b();
      start[2] = projection.tilt();
      start[3] = projection.m();
      start[4] = projection.sigma();
      double found = settle(quotes, start, HOPELESS * known + LITTLE);
      keep(found, 0, FREE);
    }
  }

  /// Keeps the lowest points of the free misfit as they are: a run from there weighs its conditions
  /// as it goes, where settling them first may lead out of a narrow valley.
  private void keepLowest() {
    search.rankAll();
    int kept = 0;
    for (int i = 0; i < SviSearch.RANKED && kept < LOW; i++) {
      if (search.hasRanked(i) && isSpaced(search.ranked(i), kept)) {
        int place = FREE + kept;
        System.arraycopy(search.ranked(i), 0, starts, 5 * place, 5);
        costs[place] = 0.5 * search.bound();
        kept++;
      }
    }
  }

  private boolean isSpaced(double[] from, int kept) {
    for (int j = FREE; j < FREE + kept; j++) {
      double m = starts[5 * j + 3];
      double sigma = starts[5 * j + 4];
      if (Math.abs(from[3] - m) < SPACED * (search.half() + sigma)
          && Math.abs(from[4] - sigma) < SPACED * sigma) {
        return false;
      }
    }
    return true;
  }

  /// Keeps the best local minima of V over the coarse grid.
  private void settleGrid(QuoteColumns quotes, boolean bounded) {
    for (int i = 0; i < SviSearch.COARSE; i++) {
      double[] from = search.coarse(i);
      grid[i] = Double.POSITIVE_INFINITY;
      if (!bounded || 0.5 * search.bound() <= HOPELESS * known + LITTLE) {
        grid[i] = settle(quotes, from, HOPELESS * known + LITTLE);
        System.arraycopy(program.best, 0, settled, 5 * i, 5);
      }
    }
    for (int i = 0; i < SviSearch.COARSE; i++) {
      if (grid[i] < Double.POSITIVE_INFINITY && SviSearch.isLocal(grid, i)) {
        System.arraycopy(settled, 5 * i, program.best, 0, 5);
        keep(grid[i], FREE + LOW, STARTS);
      }
    }
  }

  /// V where it is found, else the cost with the price of what the smile misses. By all we have
  /// seen that is below V, and where it is above `most` V is not looked for.
  private double settle(QuoteColumns quotes, double[] from, double most) {
    double found = program.settle(quotes, loss, from);
    if (found > most) {
      return found;
    }
    double free = program.settleFree(quotes, loss);
    known = Math.min(known, free);
    return free < Double.POSITIVE_INFINITY ? free : found;
  }

  /// Keeps the settled start in one of the places if it is better than what stands there.
  private void keep(double found, int from, int to) {
    int place = from;
    for (int i = from; i < to; i++) {
      if (Math.abs(found - costs[i]) <= ALIKE * found) {
        place = i;
        break;
      }
      place = costs[i] > costs[place] ? i : place;
    }
    if (found < costs[place]) {
      costs[place] = found;
      System.arraycopy(program.best, 0, starts, 5 * place, 5);
    }
  }

  private void go(QuoteColumns quotes, double[] from, double damping) {
    double found = program.run(quotes, loss, from, STEPS, damping);
    double[] x = program.best;
    boolean apart = isApart(x, best);
    if (found < cost && isFree(x)) {
      if (apart) {
        System.arraycopy(best, 0, other, 0, 5);
        otherCost = cost;
        keepRival(best, cost);
      }
      System.arraycopy(x, 0, best, 0, 5);
      cost = found;
    } else if (found < Double.POSITIVE_INFINITY && apart) {
      keepRival(x, found);
      if (found < otherCost) {
        System.arraycopy(x, 0, other, 0, 5);
        otherCost = found;
      }
    }
  }

  private void keepRival(double[] x, double found) {
    int place = 0;
    for (int i = 0; i < RIVALS; i++) {
      if (Math.abs(found - rivalCosts[i]) <= ALIKE * found) {
        return;
      }
      place = rivalCosts[i] > rivalCosts[place] ? i : place;
    }
    if (found < rivalCosts[place] && found <= NEAR * Math.min(cost, found)) {
      rivalCosts[place] = found;
      System.arraycopy(x, 0, rivals, 5 * place, 5);
    }
  }

  private static boolean isApart(double[] x, double[] y) {
    return Math.abs(x[3] - y[3]) > APART * y[4];
  }

  /// Where two runs ended at almost one cost but not in one place, a flat valley: runs from farther
  /// along the line through both ends, in ever longer strides while they gain.
  private void alongValley(QuoteColumns quotes) {
    double stride = 1;
    for (int i = 0; i < STRIDES && otherCost <= cost * (1 + FLAT); i++) {
      for (int j = 0; j < 5; j++) {
        start[j] = best[j] + stride * (best[j] - other[j]);
      }
      double before = cost;
      go(quotes, start, SviProgram.COLD);
      if (!(cost < before * (1 - GAIN))) {
        return;
      }
      stride *= 2;
    }
  }

  /// Runs once more from the best as long as that gains: a run that creeps along a curved border
  /// may end short, and another from its end, with nothing learnt of the way, need not.
  private void again(QuoteColumns quotes) {
    double before = Double.POSITIVE_INFINITY;
    for (int i = 0; i < AGAIN && cost < before * (1 - GAIN); i++) {
      before = cost;
      mend(quotes, STEPS);
    }
  }

  /// Whether the smile is free, proven or, where the proof is undecided, by [SviButterfly].
  private boolean isFree(double[] raw) {
    if (certificate.proves(raw[0], raw[1], raw[2], raw[3], raw[4])) {
      return true;
    }
    double rho = raw[2] / raw[1];
    return Svi.isAdmissible(raw[0], raw[1], rho, raw[3], raw[4])
        && SviButterfly.isFree(new Svi(raw[0], raw[1], rho, raw[3], raw[4]));
  }
}
