package io.calibrant.core.calibration.slice;

/// The local minima over the line of the excess e = z − √R of a raw SVI smile, with their gradients
/// in (a, b, c = bρ, m, σ); z = 1 − kw′/2w and R = w′²/4·(1/w + 1/4) − w″/2 + 10⁻¹⁰, 0 where
/// negative.
///
/// Gatheral's g is z² − R but for the 10⁻¹⁰. Where g ≥ 0 on the whole line z > 0 too (Fukasawa,
/// *The normalizing transformation of the implied volatility smile*, 2012), so that e ≥ 0
/// everywhere says the same; but g has a second branch, z < 0, that no free smile is on, and where
/// z and R are both small its gradient vanishes at the border. e has neither: its part z is linear
/// in (a, b, c) up to the factor w.
///
/// In l = (k − m)/σ, on a grid even in asinh l with more points round the vertex of the smile, then
/// by false position on ∂e/∂l.
final class SviTroughs {
  /// Most troughs that are kept, the deepest.
  static final int MOST = 6;

  /// Steps aim at this g at a trough, so that the exact check can prove the smile free.
  private static final double INSIDE = 1e-10;

  /// Troughs above are none: no step of a run reaches so far.
  private static final double SHALLOW = 0.25;

  /// Where a trough lies need be no nearer: its depth errs by the square.
  private static final double NEAR = 1e-9;

  /// Share of the level by which a lifted smile keeps away from z = 0.
  private static final double MARGIN = 1e-3;

  private static final int ROUNDS = 30;
  private static final double[] LINE = new double[85];

  /// Of the points of the line: √(l² + 1), its inverse times l, and its inverse cubed.
  private static final double[] ROOT = new double[LINE.length];

  private static final double[] SLANT = new double[LINE.length];
  private static final double[] CUBE = new double[LINE.length];
  private static final double[] ROUND = {
    -6, -4, -2.8, -2, -1.4, -1, -0.6, -0.3, 0, 0.3, 0.6, 1, 1.4, 2, 2.8, 4, 6
  };

  static {
    for (int i = 0; i < LINE.length; i++) {
      LINE[i] = StrictMath.sinh(0.2 * (i - LINE.length / 2));
      ROOT[i] = Math.sqrt(LINE[i] * LINE[i] + 1);
      SLANT[i] = LINE[i] / ROOT[i];
      CUBE[i] = 1 / (ROOT[i] * ROOT[i] * ROOT[i]);
    }
  }

  private final double[] line = new double[LINE.length];
  private final double[] points = new double[LINE.length + ROUND.length];
  private final double[] values = new double[LINE.length + ROUND.length];

  /// Where, in l, and how deep.
  final double[] at = new double[MOST];

  final double[] depth = new double[MOST];
  private int count;

  int count() {
    return count;
  }

  /// The trough nearest to l; −1 if there is none.
  int nearest(double l) {
    int nearest = -1;
    double away = Double.POSITIVE_INFINITY;
    for (int j = 0; j < count; j++) {
      double off = Math.abs(l - at[j]);
      if (off < away) {
        away = off;
        nearest = j;
      }
    }
    return nearest;
  }

  /// Takes those of another.
  void copy(SviTroughs other) {
    count = other.count;
    System.arraycopy(other.at, 0, at, 0, MOST);
    System.arraycopy(other.depth, 0, depth, 0, MOST);
  }

  /// Finds the troughs of x = (a, b, c, m, σ), a smile with w > 0.
  void find(double[] x) {
    alongLine(x);
    lay(x);
    int n = points.length;
    count = 0;
    for (int i = 1; i < n - 1; i++) {
      if (values[i] < SHALLOW && values[i] <= values[i - 1] && values[i] < values[i + 1]) {
        double l = bottom(x, points[i - 1], points[i], points[i + 1]);
        insert(l, excess(x, l));
      }
    }
  }

  private void insert(double l, double value) {
    int place = count;
    if (count == MOST) {
      place = 0;
      for (int j = 1; j < MOST; j++) {
        place = depth[j] > depth[place] ? j : place;
      }
      if (depth[place] <= value) {
        return;
      }
    } else {
      count++;
    }
    at[place] = l;
    depth[place] = value;
  }

  /// The excess at the points of the line.
  private void alongLine(double[] x) {
    double a = x[0];
    double m = x[3];
    double sigma = x[4];
    double b = x[1];
    double c = x[2];
    double bend = 0.5 * b / sigma;
    for (int i = 0; i < LINE.length; i++) {
      double l = LINE[i];
      double inverse = 1 / (a + sigma * (c * l + b * ROOT[i]));
      double w1 = c + b * SLANT[i];
      double z = 1 - 0.5 * (m + sigma * l) * w1 * inverse;
      double square = 0.25 * w1 * w1 * (inverse + 0.25) - bend * CUBE[i] + INSIDE;
      line[i] = z - Math.sqrt(Math.max(square, 0));
    }
  }

  /// Blends a smile with the constant `level` until w − kw′/2 > 0 on the line.
  static void lift(double[] x, double level) {
    double share = 0;
    for (int i = 0; i < LINE.length; i++) {
      double k = x[3] + x[4] * LINE[i];
      double w = x[0] + x[4] * (x[2] * LINE[i] + x[1] * ROOT[i]);
      double off = MARGIN * level - w + 0.5 * k * (x[2] + x[1] * SLANT[i]);
      if (off > 0) {
        share = Math.max(share, off / ((1 - MARGIN) * level + off));
      }
    }
    x[0] += share * (level - x[0]);
    x[1] *= 1 - share;
    x[2] *= 1 - share;
  }

  /// Merges the grid with the points round the vertex.
  private void lay(double[] x) {
    double q = Math.sqrt(Math.max((x[1] - x[2]) * (x[1] + x[2]), 1e-12 * x[1] * x[1]));
    double vertex = -x[2] / q;
    double r = x[1] / q;
    double least = x[0] + x[4] * q;
    // √(2w/w″) at the vertex, in l.
    double width = Math.min(0.3 * r, Math.sqrt(2 * least * r * r * r / (x[1] * x[4])));
    int i = 0;
    int p = 0;
    for (double round : ROUND) {
      double near = vertex + width * round;
      while (i < LINE.length && !(near < LINE[i])) {
        points[p] = LINE[i];
        values[p++] = line[i++];
      }
      points[p] = near;
      values[p++] = excess(x, near);
    }
    System.arraycopy(LINE, i, points, p, LINE.length - i);
    System.arraycopy(line, i, values, p, LINE.length - i);
  }

  /// The bottom between two points round a third that is lower.
  private static double bottom(double[] x, double from, double middle, double to) {
    double slope = slope(x, middle);
    double lo = slope > 0 ? from : middle;
    double hi = slope > 0 ? middle : to;
    double down = slope > 0 ? slope(x, from) : slope;
    double up = slope > 0 ? slope : slope(x, to);
    int last = 0;
    for (int i = 0; i < ROUNDS && hi - lo > NEAR * (1 + Math.abs(lo)); i++) {
      boolean halve = !(down < 0 && up > 0) || i % 4 == 3;
      double l = halve ? 0.5 * (lo + hi) : (lo * up - hi * down) / (up - down);
      double d = slope(x, l);
      if (d == 0) {
        return l;
      }
      if (d < 0) {
        lo = l;
        down = d;
        up = last < 0 ? 0.5 * up : up;
        last = -1;
      } else {
        hi = l;
        up = d;
        down = last > 0 ? 0.5 * down : down;
        last = 1;
      }
    }
    return Math.abs(down) < Math.abs(up) ? lo : hi;
  }

  /// The trough near l, by two secant steps; l itself where e does not bend upwards.
  static double follow(double[] x, double l) {
    double h = 1e-5 * Math.sqrt(1 + l * l);
    double bend = (slope(x, l + h) - slope(x, l - h)) / (2 * h);
    if (!(bend > 0)) {
      return l;
    }
    double found = l - slope(x, l) / bend;
    found -= slope(x, found) / bend;
    return Math.abs(found - l) < 0.1 * Math.sqrt(1 + l * l) ? found : l;
  }

  /// e at l.
  static double excess(double[] x, double l) {
    double r = Math.sqrt(l * l + 1);
    double w = x[0] + x[4] * (x[2] * l + x[1] * r);
    double w1 = x[2] + x[1] * l / r;
    double z = 1 - (x[3] + x[4] * l) * w1 / (2 * w);
    double square = 0.25 * w1 * w1 * (1 / w + 0.25) - 0.5 * x[1] / (x[4] * r * r * r) + INSIDE;
    return z - Math.sqrt(Math.max(square, 0));
  }

  /// ∂e/∂l over σ.
  private static double slope(double[] x, double l) {
    double r = Math.sqrt(l * l + 1);
    double inverse = 1 / (x[0] + x[4] * (x[2] * l + x[1] * r));
    double w1 = x[2] + x[1] * l / r;
    double w2 = x[1] / (x[4] * r * r * r);
    double w3 = -3 * w2 * l / (x[4] * r * r);
    double k = x[3] + x[4] * l;
    double dz = 0.5 * inverse * (k * w1 * w1 * inverse - w1 - k * w2);
    double square = 0.25 * w1 * w1 * (inverse + 0.25) - 0.5 * w2 + INSIDE;
    if (!(square > 0)) {
      return dz;
    }
    double bySquare =
        0.5 * w1 * w2 * (inverse + 0.25) - 0.25 * w1 * w1 * w1 * inverse * inverse - 0.5 * w3;
    return dz - 0.5 * bySquare / Math.sqrt(square);
  }

  /// Adds e·∂(ln w)/∂x at k = m + σl, k held: with it a gradient is that of e·w over w, which is
  /// nearer linear where e is far below 0.
  static void addLevel(double[] x, double l, double excess, double[] to, int from) {
    double r = Math.sqrt(l * l + 1);
    double by = excess / (x[0] + x[4] * (x[2] * l + x[1] * r));
    to[from] += by;
    to[from + 1] += by * x[4] * r;
    to[from + 2] += by * x[4] * l;
    to[from + 3] -= by * (x[2] + x[1] * l / r);
    to[from + 4] += by * x[1] / r;
  }

  /// Writes ∂e/∂x at k = m + σl, k held: at a trough that is the gradient of its depth.
  static void gradient(double[] x, double l, double[] to, int from) {
    double r = Math.sqrt(l * l + 1);
    double inverse = 1 / (x[0] + x[4] * (x[2] * l + x[1] * r));
    double slant = l / r;
    double w1 = x[2] + x[1] * slant;
    double cube = 1 / (x[4] * r * r * r);
    double k = x[3] + x[4] * l;
    double square = 0.25 * w1 * w1 * (inverse + 0.25) - 0.5 * x[1] * cube + INSIDE;
    double half = square > 0 ? 0.5 / Math.sqrt(square) : 0;
    double byW = 0.5 * inverse * inverse * w1 * (k + 0.5 * half * w1);
    double byW1 = -0.5 * inverse * k - 0.5 * half * w1 * (inverse + 0.25);
    double bend = x[1] * cube;
    to[from] = byW;
    to[from + 1] = byW * x[4] * r + byW1 * slant + 0.5 * half * cube;
    to[from + 2] = byW * x[4] * l + byW1;
    double bendByD = -3 * bend * l / (x[4] * r * r);
    double bendBySigma = bend / x[4] * (2 - 3 / (r * r));
    to[from + 3] = -byW * w1 - byW1 * bend - 0.5 * half * bendByD;
    to[from + 4] = byW * x[1] / r - byW1 * bend * l + 0.5 * half * bendBySigma;
  }
}
