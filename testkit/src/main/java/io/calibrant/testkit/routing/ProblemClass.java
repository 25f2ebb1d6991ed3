package io.calibrant.testkit.routing;

import io.calibrant.core.model.Bates;
import io.calibrant.core.model.Heston;
import io.calibrant.core.smile.Sabr;
import io.calibrant.core.solve.Bounds;
import io.calibrant.core.solve.route.Question;
import io.calibrant.core.solve.route.Question.Noise;
import java.util.Arrays;
import java.util.SplittableRandom;

/// A class of random problems; a seed gives a question, always the same.
public enum ProblemClass {
  /// A raw SVI slice of 12 to 40 quotes from a rough start.
  SVI_COLD(0, 2500),
  /// The same from parameters a few per cent off, as a tick later.
  SVI_WARM(1, 2000),
  /// SVI fitted to SABR smiles with tight spreads: it cannot fit, by more than noise.
  SVI_MISFIT(2, 800),
  /// SABR with β = 1.
  SABR(3, 1500),
  /// Five parameters on 4 expiries × 7 strikes.
  HESTON(4, 240),
  /// Eight parameters on the same.
  BATES(5, 60),
  /// Curved valleys of 2 to 5 parameters, met exactly, without known noise.
  VALLEY(6, 1000),
  /// Two decays with noise.
  DECAYS(7, 800),
  /// A sine of unknown frequency: many wrong minima.
  SINE(8, 600),
  /// Two peaks whose start is between them.
  PEAKS(9, 500),
  /// Valleys whose residuals jump.
  ROUGH(10, 400),
  /// Valleys with the minimum at a bound.
  BOUNDED(11, 400);

  private final int salt;
  private final int count;

  ProblemClass(int salt, int count) {
    this.salt = salt;
    this.count = count;
  }

  /// How many belong to a full mix.
  public int count() {
    return count;
  }

  /// The question of a seed.
  public Question question(long seed) {
    var random = new SplittableRandom(seed * 31 + salt);
    return switch (this) {
      case SVI_COLD -> svi(random, false);
      case SVI_WARM -> svi(random, true);
      case SVI_MISFIT -> misfit(random);
      case SABR -> sabr(random);
      case HESTON -> heston(random);
      case BATES -> bates(random);
      case VALLEY -> valley(random, 0);
      case ROUGH -> valley(random, 0.01);
      case BOUNDED -> bounded(random);
      case DECAYS -> decays(random);
      case SINE -> sine(random);
      case PEAKS -> peaks(random);
    };
  }

  private static double[] grid(int count, double low, double high) {
    double[] ks = new double[count];
    for (int i = 0; i < count; i++) {
      ks[i] = low + (high - low) * i / (count - 1);
    }
    return ks;
  }

  private static Question svi(SplittableRandom random, boolean warm) {
    double expiry = StrictMath.exp(random.nextDouble(-4, 0.5));
    double vol = random.nextDouble(0.3, 1.0);
    double stdDev = vol * Math.sqrt(expiry);
    double[] ks =
        grid(
            random.nextInt(12, 41),
            -random.nextDouble(1.5, 3) * stdDev,
            random.nextDouble(1.5, 3) * stdDev);
    double b = stdDev * random.nextDouble(0.1, 0.5);
    double rho = random.nextDouble(-0.7, 0.5);
    double s = stdDev * random.nextDouble(0.3, 1.2);
    double m = stdDev * random.nextDouble(-0.4, 0.4);
    double[] truth = {stdDev * stdDev - 0.6 * b * s, b * rho, b, m, s};
    double[] targets = new double[ks.length];
    double[] stdDevs = new double[ks.length];
    for (int i = 0; i < ks.length; i++) {
      double w = SviShape.value(truth, ks[i]);
      double z = ks[i] / stdDev;
      stdDevs[i] = 2 * Math.sqrt(Math.max(w, 1e-6) * expiry) * 0.003 * (1 + 0.3 * z * z);
      targets[i] = w + stdDevs[i] * random.nextGaussian();
    }
    double[] start = sviStart(ks, targets, stdDev);
    if (warm) {
      for (int i = 0; i < 5; i++) {
        double scale = i == 1 || i == 3 ? truth[i == 1 ? 2 : 4] : truth[i];
        start[i] = truth[i] + 0.03 * scale * random.nextGaussian();
      }
    }
    Question question =
        Question.of(new SviShape(ks, targets, stdDevs), start, sviBox(stdDev), "svi")
            .withJacobianWork(1);
    return warm ? question.warmed() : question;
  }

  private static double[] sviStart(double[] ks, double[] targets, double stdDev) {
    double least = Arrays.stream(targets).min().orElse(0);
    int last = ks.length - 1;
    double left = (targets[0] - targets[last / 2]) / (ks[last / 2] - ks[0]);
    double right = (targets[last] - targets[last / 2]) / (ks[last] - ks[last / 2]);
    double b = Math.max(0.01 * stdDev, 0.5 * (left + right));
    return new double[] {least - 0.5 * b * stdDev, 0.5 * (right - left), b, 0, 0.5 * stdDev};
  }

  private static Bounds sviBox(double stdDev) {
    double free = Double.POSITIVE_INFINITY;
    return Bounds.of(
        new double[] {-free, -free, -free, -3 * stdDev, 0.02 * stdDev},
        new double[] {free, free, free, 3 * stdDev, 5 * stdDev});
  }

  private static Question misfit(SplittableRandom random) {
    double expiry = StrictMath.exp(random.nextDouble(-3, 0));
    double alpha = random.nextDouble(0.3, 0.9);
    var smile =
        new Sabr(alpha, 1, random.nextDouble(-0.6, 0.3), random.nextDouble(0.8, 2.5), expiry);
    double stdDev = alpha * Math.sqrt(expiry);
    double[] ks = grid(random.nextInt(15, 36), -2.5 * stdDev, 2.5 * stdDev);
    double[] targets = new double[ks.length];
    double[] stdDevs = new double[ks.length];
    for (int i = 0; i < ks.length; i++) {
      double vol = smile.impliedVol(ks[i]) + 1e-4 * random.nextGaussian();
      targets[i] = vol * vol * expiry;
      stdDevs[i] = 2 * vol * expiry * 1e-4;
    }
    return Question.of(
        new SviShape(ks, targets, stdDevs), sviStart(ks, targets, stdDev), sviBox(stdDev), "svi");
  }

  private static Question sabr(SplittableRandom random) {
    double expiry = StrictMath.exp(random.nextDouble(-4, 0));
    double[] truth = {
      random.nextDouble(0.2, 1.2), random.nextDouble(-0.8, 0.6), random.nextDouble(0.3, 3)
    };
    double stdDev = truth[0] * Math.sqrt(expiry);
    double[] ks = grid(random.nextInt(8, 31), -2 * stdDev, 2 * stdDev);
    double[] out = new double[Sabr.COUNT];
    CurveProblem.Curve curve =
        (k, x, gradient) -> {
          Sabr.evaluate(x[0], 1, x[1], x[2], expiry, k, out);
          gradient[0] = out[1];
          gradient[1] = out[2];
          gradient[2] = out[3];
          return out[0];
        };
    double[] ys = noisy(curve, truth, ks, 0.003, random);
    return Question.of(
            new CurveProblem(curve, 3, ks, ys, 0.003),
            new double[] {ys[ys.length / 2], 0, 1},
            Bounds.of(new double[] {0.01, -0.98, 0.01}, new double[] {5, 0.98, 20}),
            "sabr")
        .withJacobianWork(0);
  }

  private static double[] noisy(
      CurveProblem.Curve curve, double[] truth, double[] ts, double std, SplittableRandom random) {
    double[] ys = new double[ts.length];
    double[] gradient = new double[truth.length];
    for (int i = 0; i < ts.length; i++) {
      ys[i] = curve.at(ts[i], truth, gradient) + std * random.nextGaussian();
    }
    return ys;
  }

  private static double[] hestonTruth(SplittableRandom random, int length) {
    double[] truth = new double[length];
    double vol = random.nextDouble(0.35, 0.9);
    double later = random.nextDouble(0.35, 0.9);
    truth[0] = vol * vol;
    truth[1] = random.nextDouble(0.8, 6);
    truth[2] = later * later;
    truth[3] = random.nextDouble(0.5, 2.5);
    truth[4] = random.nextDouble(-0.7, 0.2);
    return truth;
  }

  private static Question heston(SplittableRandom random) {
    double[] truth = hestonTruth(random, 5);
    double level = Math.sqrt(truth[0]);
    var problem = new ModelProblem(Heston.MODEL, truth, level, random);
    double rough = truth[0] * StrictMath.exp(0.2 * random.nextGaussian());
    return Question.of(
            problem,
            new double[] {rough, 2, rough, 1, -0.3},
            Bounds.of(
                new double[] {1e-3, 0.05, 1e-3, 0.05, -0.98}, new double[] {3, 20, 3, 8, 0.95}),
            "heston")
        .withJacobianWork(2);
  }

  private static Question bates(SplittableRandom random) {
    double[] truth = hestonTruth(random, 8);
    truth[3] *= 0.6;
    truth[5] = random.nextDouble(0.3, 2);
    truth[6] = random.nextDouble(-0.25, 0);
    truth[7] = random.nextDouble(0.05, 0.2);
    double level = Math.sqrt(truth[0]);
    var problem = new ModelProblem(Bates.MODEL, truth, level, random);
    double rough = truth[0] * StrictMath.exp(0.2 * random.nextGaussian());
    return Question.of(
            problem,
            new double[] {rough, 2, rough, 0.8, -0.3, 0.8, -0.1, 0.1},
            Bounds.of(
                new double[] {1e-3, 0.05, 1e-3, 0.05, -0.98, 0.01, -0.6, 0.01},
                new double[] {3, 20, 3, 8, 0.95, 10, 0.3, 0.5}),
            "bates")
        .withJacobianWork(2);
  }

  private static Question valley(SplittableRandom random, double jitter) {
    int n = random.nextInt(2, 6);
    double curve = random.nextDouble(0.7, 1.2);
    double bend = StrictMath.exp(random.nextDouble(0.7, 3));
    double[] start = new double[n];
    double[] lower = new double[n];
    double[] upper = new double[n];
    for (int i = 0; i < n; i++) {
      start[i] = random.nextDouble(-2, 2);
      lower[i] = -10;
      upper[i] = 10;
    }
    Question question =
        Question.of(
                new ValleyProblem(n, bend, curve, jitter),
                start,
                Bounds.of(lower, upper),
                jitter > 0 ? "simulated" : "valley")
            .withJacobianWork(0);
    return question.withNoise(jitter > 0 ? Noise.WHITENED : Noise.UNKNOWN);
  }

  private static Question bounded(SplittableRandom random) {
    int n = random.nextInt(2, 5);
    double[] start = new double[n];
    double[] lower = new double[n];
    double[] upper = new double[n];
    for (int i = 0; i < n; i++) {
      start[i] = random.nextDouble(-2, 0);
      lower[i] = -5;
      upper[i] = i == 0 ? random.nextDouble(0.2, 0.9) : 5;
    }
    return Question.of(
            new ValleyProblem(n, StrictMath.exp(random.nextDouble(1, 3)), 1, 0),
            start,
            Bounds.of(lower, upper),
            "edge")
        .withNoise(Noise.UNKNOWN)
        .withJacobianWork(0);
  }

  private static Question decays(SplittableRandom random) {
    double[] truth = {
      random.nextDouble(1, 3),
      random.nextDouble(0.2, 0.8),
      random.nextDouble(1, 3),
      random.nextDouble(2, 6)
    };
    double[] ts = grid(random.nextInt(20, 60), 0, 5);
    CurveProblem.Curve curve =
        (t, x, gradient) -> {
          gradient[0] = StrictMath.exp(-x[1] * t);
          gradient[1] = -t * x[0] * gradient[0];
          gradient[2] = StrictMath.exp(-x[3] * t);
          gradient[3] = -t * x[2] * gradient[2];
          return x[0] * gradient[0] + x[2] * gradient[2];
        };
    return Question.of(
            new CurveProblem(curve, 4, ts, noisy(curve, truth, ts, 0.02, random), 0.02),
            new double[] {1, 0.1, 1, 1},
            Bounds.of(new double[] {0, 0, 0, 0}, new double[] {20, 20, 20, 20}),
            "decays")
        .withJacobianWork(0);
  }

  private static Question sine(SplittableRandom random) {
    double[] truth = {random.nextDouble(1, 2), random.nextDouble(1, 6), random.nextDouble(-1, 1)};
    double[] ts = grid(40, 0, 5);
    CurveProblem.Curve curve =
        (t, x, gradient) -> {
          double angle = x[1] * t + x[2];
          gradient[0] = StrictMath.sin(angle);
          gradient[2] = x[0] * StrictMath.cos(angle);
          gradient[1] = t * gradient[2];
          return x[0] * gradient[0];
        };
    return Question.of(
            new CurveProblem(curve, 3, ts, noisy(curve, truth, ts, 0.05, random), 0.05),
            new double[] {1, random.nextDouble(0.5, 7), 0},
            Bounds.of(new double[] {0, 0.2, -3.2}, new double[] {5, 8, 3.2}),
            "sine")
        .withJacobianWork(0);
  }

  private static Question peaks(SplittableRandom random) {
    double[] truth = {
      random.nextDouble(1, 2),
      random.nextDouble(-3, -1),
      random.nextDouble(0.3, 0.8),
      random.nextDouble(1, 2),
      random.nextDouble(1, 3)
    };
    double[] ts = grid(50, -5, 5);
    CurveProblem.Curve curve =
        (t, x, gradient) -> {
          double u = (t - x[1]) / x[2];
          double v = (t - x[4]) / x[2];
          gradient[0] = StrictMath.exp(-0.5 * u * u);
          gradient[3] = StrictMath.exp(-0.5 * v * v);
          gradient[1] = x[0] * gradient[0] * u / x[2];
          gradient[4] = x[3] * gradient[3] * v / x[2];
          gradient[2] = gradient[1] * u + gradient[4] * v;
          return x[0] * gradient[0] + x[3] * gradient[3];
        };
    return Question.of(
            new CurveProblem(curve, 5, ts, noisy(curve, truth, ts, 0.03, random), 0.03),
            new double[] {1, random.nextDouble(-2, 0), 1, 1, random.nextDouble(0, 2)},
            Bounds.of(new double[] {0, -5, 0.1, 0, -5}, new double[] {5, 5, 3, 5, 5}),
            "peaks")
        .withJacobianWork(0);
  }
}
