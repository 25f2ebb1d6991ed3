package io.calibrant.core.calibration.slice;

import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import java.util.Arrays;

/// An independent global search for the butterfly-free SVI smile of least cost.
///
/// It shares neither coordinates nor optimiser with [SviFit]. First the misfit on a dense grid of
/// (m, σ) and on a line between each two strikes where σ is narrowest, the linear part exact on the
/// cone |bρ| ≤ b; the local minima polished by Nelder and Mead. Where the least of them has a
/// butterfly: Levenberg–Marquardt in (a, b, bρ, m, ln σ) from all of them, with the conditions
/// sampled as rising quadratic penalties and derivatives by differences. What it returns costs as
/// much as a smile that the exact check calls free.
final class SviJudge {
  private static final int COLUMNS = 141;
  private static final int ROWS = 26;
  private static final int MINIMA = 40;
  private static final int BETWEEN = 9;

  /// Costs at the corners of a simplex this near each other are one.
  private static final double SETTLED = 1e-11;

  private static final int N = 5;
  private static final int CONDITIONS = 128;
  private static final double[] SINH = new double[CONDITIONS - 7];

  static {
    for (int i = 0; i < SINH.length; i++) {
      SINH[i] = StrictMath.sinh(0.13 * (i - SINH.length / 2));
    }
  }

  private final double[][] grid = new double[ROWS][COLUMNS];
  private final double[] smile = new double[N];

  /// (a, b, bρ, m, σ) of the last answer.
  final double[] answer = new double[N];

  private double middle;
  private double half;
  private QuoteColumns quotes = new QuoteColumns(1);

  /// The least cost ½Σ((w − t)/std)² found.
  double judge(QuoteColumns points) {
    quotes = points;
    middle = 0.5 * (quotes.k[0] + quotes.k[quotes.size() - 1]);
    half = 0.5 * (quotes.k[quotes.size() - 1] - quotes.k[0]);
    double[][] minima = minima();
    double least = Double.POSITIVE_INFINITY;
    for (double[] at : minima) {
      least = Math.min(least, profile(at[0], at[1]));
    }
    for (double[] at : minima) {
      if (profile(at[0], at[1]) <= least * (1 + 1e-9) && isFree(smile)) {
        System.arraycopy(smile, 0, answer, 0, N);
        return least;
      }
    }
    return constrained(minima);
  }

  /// Polished local minima of the profile over the region that the fit states.
  private double[][] minima() {
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        grid[i][j] = profile(m(i, j), sigma(i));
      }
    }
    double[][] found = new double[ROWS * COLUMNS + quotes.size()][];
    int count = kinks(found);
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        if (isLocal(i, j)) {
          found[count++] = new double[] {m(i, j), sigma(i), grid[i][j]};
        }
      }
    }
    double[][] all = Arrays.copyOf(found, count);
    Arrays.sort(all, (p, q) -> Double.compare(p[2], q[2]));
    double[][] best = Arrays.copyOf(all, Math.min(count, MINIMA));
    for (double[] at : best) {
      polish(at);
    }
    return best;
  }

  /// The best of some narrowest hyperbolas between each two strikes, whose order is that of k.
  private int kinks(double[][] found) {
    for (int i = 0; i + 1 < quotes.size(); i++) {
      found[i] = new double[] {0, sigma(0), Double.POSITIVE_INFINITY};
      for (int j = 0; j < BETWEEN; j++) {
        double m = quotes.k[i] + (quotes.k[i + 1] - quotes.k[i]) * j / (BETWEEN - 1);
        double cost = profile(m, sigma(0));
        if (cost < found[i][2]) {
          found[i][0] = m;
          found[i][2] = cost;
        }
      }
    }
    return quotes.size() - 1;
  }

  private boolean isLocal(int i, int j) {
    for (int di = -1; di <= 1; di++) {
      for (int dj = -1; dj <= 1; dj++) {
        int r = i + di;
        int c = j + dj;
        if (r >= 0 && r < ROWS && c >= 0 && c < COLUMNS && grid[r][c] < grid[i][j]) {
          return false;
        }
      }
    }
    return true;
  }

  private double sigma(int row) {
    return half * 2e-3 * StrictMath.pow(4000, row / (ROWS - 1.0));
  }

  private double m(int row, int column) {
    double reach = 1.2 * half + 2 * sigma(row);
    double u = 2.0 * column / (COLUMNS - 1) - 1;
    // Dense inside the strikes, where a kink may sit between any two.
    double inner = Math.min(1, half / reach);
    double place =
        Math.abs(u) <= 0.8 ? u / 0.8 * inner : inner + (Math.abs(u) - 0.8) / 0.2 * (1 - inner);
    return middle + reach * (Math.abs(u) <= 0.8 ? place : Math.signum(u) * place);
  }

  /// The least cost at (m, σ) on the cone; fills [#smile].
  private double profile(double m, double sigma) {
    double w = 0;
    double d = 0;
    double s = 0;
    double t = 0;
    double dd = 0;
    double ds = 0;
    double ss = 0;
    double dt = 0;
    double st = 0;
    double tt = 0;
    double k0 = middle;
    for (int i = 0; i < quotes.size(); i++) {
      double x = quotes.k[i] - k0;
      double y = quotes.k[i] - m;
      double r = Math.sqrt(y * y + sigma * sigma);
      double v = quotes.weight[i];
      double q = quotes.lower[i];
      w += v;
      d += v * x;
      s += v * r;
      t += v * q;
      dd += v * x * x;
      ds += v * x * r;
      ss += v * r * r;
      dt += v * x * q;
      st += v * r * q;
      tt += v * q * q;
    }
    dd -= d * d / w;
    ds -= d * s / w;
    ss -= s * s / w;
    dt -= d * t / w;
    st -= s * t / w;
    tt -= t * t / w;
    double det = dd * ss - ds * ds;
    double c = (dt * ss - st * ds) / det;
    double b = (st * dd - dt * ds) / det;
    if (!(det > 1e-9 * dd * ss && b >= Math.abs(c))) {
      double least = Double.POSITIVE_INFINITY;
      double rho = 0;
      for (double edge = -1; edge <= 1; edge += 2) {
        double bb = Math.max(0, (st + edge * dt) / (ss + 2 * edge * ds + dd));
        double at = tt - 2 * bb * (st + edge * dt) + bb * bb * (ss + 2 * edge * ds + dd);
        if (at < least) {
          least = at;
          rho = edge;
          b = bb;
        }
      }
      c = rho * b;
    }
    smile[0] = t / w - b * s / w - c * (d / w + k0 - m);
    smile[1] = b;
    smile[2] = c;
    smile[3] = m;
    smile[4] = sigma;
    double cost = 0;
    for (int i = 0; i < quotes.size(); i++) {
      double y = quotes.k[i] - m;
      double off = smile[0] + c * y + b * Math.sqrt(y * y + sigma * sigma) - quotes.lower[i];
      cost += quotes.weight[i] * off * off;
    }
    return 0.5 * cost;
  }

  private double inside(double m, double u) {
    double sigma = StrictMath.exp(u);
    if (!(sigma >= 2e-3 * half
        && sigma <= 8 * half
        && Math.abs(m - middle) <= 1.2 * half + 2 * sigma)) {
      return Double.POSITIVE_INFINITY;
    }
    return profile(m, sigma);
  }

  /// Nelder–Mead in (m, ln σ), twice.
  private void polish(double[] at) {
    for (int round = 0; round < 2; round++) {
      double u = StrictMath.log(at[1]);
      double size = round == 0 ? 0.15 : 0.01;
      double[][] x = {
        {at[0], u, 0}, {at[0] + size * at[1], u, 0}, {at[0], u + (u > 0 ? -size : size), 0}
      };
      for (double[] p : x) {
        p[2] = inside(p[0], p[1]);
      }
      for (int i = 0; i < 90; i++) {
        Arrays.sort(x, (p, q) -> Double.compare(p[2], q[2]));
        if (x[2][2] - x[0][2] <= SETTLED * x[0][2]) {
          break;
        }
        double cm = 0.5 * (x[0][0] + x[1][0]);
        double cu = 0.5 * (x[0][1] + x[1][1]);
        double reflected = tryAt(x[2], cm, cu, -1);
        if (reflected < x[0][2]) {
          double expanded = tryAt(x[2], cm, cu, -2);
          set(x[2], cm, cu, expanded < reflected ? -2 : -1, Math.min(expanded, reflected));
        } else if (reflected < x[1][2]) {
          set(x[2], cm, cu, -1, reflected);
        } else {
          double by = reflected < x[2][2] ? -0.5 : 0.5;
          double contracted = tryAt(x[2], cm, cu, by);
          if (contracted < Math.min(reflected, x[2][2])) {
            set(x[2], cm, cu, by, contracted);
          } else {
            for (int j = 1; j < 3; j++) {
              x[j][0] = 0.5 * (x[0][0] + x[j][0]);
              x[j][1] = 0.5 * (x[0][1] + x[j][1]);
              x[j][2] = inside(x[j][0], x[j][1]);
            }
          }
        }
      }
      Arrays.sort(x, (p, q) -> Double.compare(p[2], q[2]));
      at[0] = x[0][0];
      at[1] = StrictMath.exp(x[0][1]);
    }
  }

  private double tryAt(double[] worst, double cm, double cu, double by) {
    return inside(cm + by * (worst[0] - cm), cu + by * (worst[1] - cu));
  }

  private static void set(double[] worst, double cm, double cu, double by, double value) {
    worst[0] = cm + by * (worst[0] - cm);
    worst[1] = cu + by * (worst[1] - cu);
    worst[2] = value;
  }

  // ---- with the conditions

  private final double[] residual = new double[CONDITIONS + 400];
  private final double[] moved = new double[CONDITIONS + 400];
  private final double[] jacobian = new double[N * (CONDITIONS + 400)];
  private double scale;

  private double constrained(double[][] minima) {
    double best = Double.POSITIVE_INFINITY;
    scale = 0;
    for (int i = 0; i < quotes.size(); i++) {
      scale = Math.max(scale, quotes.lower[i]);
    }
    for (double[] at : minima) {
      for (double wider = 1; wider < 10; wider *= 3) {
        profile(at[0], at[1] * wider);
        double[] p = {
          smile[0] + 0.02 * scale,
          Math.max(0.9 * smile[1], 0.01 * scale / half),
          0.9 * smile[2],
          smile[3],
          StrictMath.log(smile[4])
        };
        double cost = Double.POSITIVE_INFINITY;
        for (double mu = 1e2; mu < 1e13; mu *= 1e2) {
          cost = descend(p, mu, mu < 1e4 ? 40 : 12);
          if (cost > 1.5 * best) {
            break;
          }
        }
        double found = cost < best ? repaired(p) : cost;
        if (found < best) {
          best = found;
          System.arraycopy(p, 0, answer, 0, N);
          answer[4] = StrictMath.exp(p[4]);
        }
      }
    }
    return best;
  }

  /// Levenberg–Marquardt at one weight of the penalties.
  private double descend(double[] p, double mu, int limit) {
    int rows = quotes.size() + CONDITIONS;
    double cost = fill(p, mu, residual);
    double damping = 1e-4;
    double[] gram = new double[N * N];
    double[] step = new double[N];
    double[] next = new double[N];
    for (int it = 0; it < limit && damping < 1e8; it++) {
      for (int j = 0; j < N; j++) {
        double keep = p[j];
        double h = 1e-6 * (j == 4 ? 1 : j == 3 ? half : j == 0 ? scale : scale / half);
        p[j] = keep + h;
        fill(p, mu, moved);
        for (int i = 0; i < rows; i++) {
          jacobian[j * rows + i] = (moved[i] - residual[i]) / h;
        }
        p[j] = keep;
      }
      boolean down = false;
      while (!down && damping < 1e8) {
        for (int j = 0; j < N; j++) {
          step[j] = 0;
          for (int i = 0; i < rows; i++) {
            step[j] -= jacobian[j * rows + i] * residual[i];
          }
          for (int l = 0; l <= j; l++) {
            double sum = 0;
            for (int i = 0; i < rows; i++) {
              sum += jacobian[j * rows + i] * jacobian[l * rows + i];
            }
            gram[j * N + l] = j == l ? sum * (1 + damping) + 1e-300 : sum;
          }
        }
        double found = Double.POSITIVE_INFINITY;
        if (io.calibrant.core.math.Cholesky.factor(gram, N)) {
          io.calibrant.core.math.Cholesky.solve(gram, N, step);
          for (int j = 0; j < N; j++) {
            next[j] = p[j] + (j == 4 ? Math.max(-1, Math.min(1, step[j])) : step[j]);
          }
          found = fill(next, mu, moved);
        }
        if (found < cost) {
          down = true;
          boolean done = cost - found < 1e-9 * cost;
          cost = found;
          System.arraycopy(next, 0, p, 0, N);
          fill(p, mu, residual);
          damping = Math.max(1e-10, damping * 0.15);
          if (done) {
            return cost;
          }
        } else {
          damping *= 6;
        }
      }
    }
    return cost;
  }

  /// Residuals of quotes, then of conditions; half their square.
  private double fill(double[] p, double mu, double[] out) {
    double sigma = StrictMath.exp(Math.max(-30, Math.min(10, p[4])));
    double b = p[1];
    double c = p[2];
    int n = quotes.size();
    for (int i = 0; i < n; i++) {
      double y = quotes.k[i] - p[3];
      double w = p[0] + c * y + b * Math.sqrt(y * y + sigma * sigma);
      out[i] = (w - quotes.lower[i]) * Math.sqrt(quotes.weight[i]);
    }
    double root = Math.sqrt(mu);
    double floor = 1e-3 * scale;
    for (int i = 0; i < SINH.length; i++) {
      double l = SINH[i];
      double r = Math.sqrt(1 + l * l);
      double k = p[3] + sigma * l;
      double w = p[0] + sigma * (c * l + b * r);
      double slope = c + b * l / r;
      double bend = b / (sigma * r * r * r);
      // (gw² over a scale) is smooth through w = 0.
      double z = w - 0.5 * k * slope;
      double g = z * z - 0.25 * slope * slope * (w + 0.25 * w * w) + 0.5 * bend * w * w;
      double size = w * w + floor * floor;
      double broken = w <= 0 ? Math.min(g / size, w / floor) : g / size;
      out[n + i] = root * Math.min(0, broken);
    }
    int at = n + SINH.length;
    out[at] = root * Math.min(0, (b - c) / scale * half);
    out[at + 1] = root * Math.min(0, (b + c) / scale * half);
    out[at + 2] = root * Math.min(0, 2 - b - Math.abs(c));
    double arg = Math.max(0, (b - c) * (b + c));
    out[at + 3] = root * Math.min(0, (p[0] + sigma * Math.sqrt(arg)) / floor);
    double wide = sigma / half;
    double off = Math.abs(p[3] - middle) / half;
    out[at + 4] = root * Math.min(0, 1 - wide / 8);
    out[at + 5] = root * Math.min(0, wide / 2e-3 - 1);
    out[at + 6] = root * Math.min(0, 1.2 + 2 * wide - off);
    double sum = 0;
    for (int i = 0; i < n + CONDITIONS; i++) {
      sum += out[i] * out[i];
    }
    return sum < Double.POSITIVE_INFINITY ? 0.5 * sum : Double.POSITIVE_INFINITY;
  }

  /// The cost after the least raise and flattening that make the smile free; +∞ if none does.
  private double repaired(double[] p) {
    for (double by = 1e-12; by < 1e-2; by *= 4) {
      double[] raw = {
        p[0] + by * scale,
        p[1] * (1 - by),
        p[2] * (1 - 3 * by),
        p[3],
        StrictMath.exp(p[4]) * (1 + by)
      };
      if (isFree(raw)) {
        return cost(raw);
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private double cost(double[] raw) {
    double cost = 0;
    for (int i = 0; i < quotes.size(); i++) {
      double y = quotes.k[i] - raw[3];
      double w = raw[0] + raw[2] * y + raw[1] * Math.sqrt(y * y + raw[4] * raw[4]);
      cost += quotes.weight[i] * (w - quotes.lower[i]) * (w - quotes.lower[i]);
    }
    return 0.5 * cost;
  }

  private static boolean isFree(double[] raw) {
    double rho = raw[2] / raw[1];
    return Svi.isAdmissible(raw[0], raw[1], rho, raw[3], raw[4])
        && SviButterfly.isFree(new Svi(raw[0], raw[1], rho, raw[3], raw[4]));
  }
}
