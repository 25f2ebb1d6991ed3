package io.calibrant.core.solve;

import io.calibrant.core.solve.Problems.Reference;
import java.util.Arrays;
import java.util.List;

/// Reference problems with published minima. Moré, Garbow and Hillstrom, *Testing unconstrained
/// optimization software*, ACM TOMS 7 (1981) 17–41, by their numbers, with Σr² as they print it
/// (six digits); and NIST's Statistical Reference Datasets (public domain,
/// https://www.itl.nist.gov/div898/strd/nls/nls_main.shtml), with certified values of eleven.
final class Published {
  private interface Residuals {
    void at(double[] x, double[] r);
  }

  private interface Curve {
    double at(double x, double[] b);
  }

  private Published() {}

  /// Jacobians by differences of fourth order, good to about 1e-11.
  private static LeastSquaresProblem differenced(int n, int m, Residuals residuals) {
    double[] a = new double[m];
    double[] b = new double[m];
    return Problems.of(
        n,
        m,
        (x, r, jacobian) -> {
          residuals.at(x, r);
          double[] y = x.clone();
          for (int j = 0; j < n; j++) {
            double h = 1e-3 * Math.max(Math.abs(x[j]), 1e-3);
            for (int far = 1; far <= 2; far++) {
              y[j] = x[j] + far * h;
              residuals.at(y, a);
              y[j] = x[j] - far * h;
              residuals.at(y, b);
              for (int i = 0; i < m; i++) {
                double slope = (a[i] - b[i]) / (2 * h * far);
                double before = far == 1 ? 0 : jacobian[i * n + j];
                jacobian[i * n + j] = before + (far == 1 ? 4.0 / 3 : -1.0 / 3) * slope;
              }
            }
            y[j] = x[j];
          }
        });
  }

  private static Reference problem(
      String name, int m, List<Double> start, double minimum, Residuals residuals) {
    return new Reference(name, differenced(start.size(), m, residuals), start, minimum, List.of());
  }

  static final double[] BARD = {
    0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39
  };
  static final double[] GAUSSIAN = {
    0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521, 0.3989, 0.3521, 0.2420, 0.1295, 0.0540,
    0.0175, 0.0044, 0.0009
  };
  static final double[] MEYER = {
    34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307,
    2872
  };
  static final double[] KOWALIK = {
    0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246
  };
  static final double[] KOWALIK_U = {4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625};
  static final double[] OSBORNE = {
    0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.850, 0.818, 0.784, 0.751, 0.718, 0.685,
    0.658, 0.628, 0.603, 0.580, 0.558, 0.538, 0.522, 0.506, 0.490, 0.478, 0.467, 0.457, 0.448,
    0.438, 0.431, 0.424, 0.420, 0.414, 0.411, 0.406
  };

  static final List<Reference> MGH =
      List.of(
          problem(
              "1 Rosenbrock",
              2,
              List.of(-1.2, 1.0),
              0,
              (x, r) -> Problems.fill(r, 10 * (x[1] - x[0] * x[0]), 1 - x[0])),
          problem(
              "3 Powell badly scaled",
              2,
              List.of(0.0, 1.0),
              0,
              (x, r) -> Problems.fill(r, 1e4 * x[0] * x[1] - 1, exp(-x[0]) + exp(-x[1]) - 1.0001)),
          problem(
              "4 Brown badly scaled",
              3,
              List.of(1.0, 1.0),
              0,
              (x, r) -> Problems.fill(r, x[0] - 1e6, x[1] - 2e-6, x[0] * x[1] - 2)),
          problem(
              "5 Beale",
              3,
              List.of(1.0, 1.0),
              0,
              (x, r) ->
                  Problems.fill(
                      r,
                      1.5 - x[0] * (1 - x[1]),
                      2.25 - x[0] * (1 - x[1] * x[1]),
                      2.625 - x[0] * (1 - x[1] * x[1] * x[1]))),
          problem(
              "6 Jennrich and Sampson",
              10,
              List.of(0.3, 0.4),
              124.362,
              (x, r) -> {
                for (int i = 1; i <= 10; i++) {
                  r[i - 1] = 2 + 2 * i - (exp(i * x[0]) + exp(i * x[1]));
                }
              }),
          problem(
              "7 helical valley",
              3,
              List.of(-1.0, 0.0, 0.0),
              0,
              (x, r) -> {
                double turn = StrictMath.atan2(x[1], x[0]) / (2 * Math.PI);
                turn = turn < -0.25 ? turn + 1 : turn;
                double radius = Math.sqrt(x[0] * x[0] + x[1] * x[1]);
                Problems.fill(r, 10 * (x[2] - 10 * turn), 10 * (radius - 1), x[2]);
              }),
          problem(
              "8 Bard",
              15,
              List.of(1.0, 1.0, 1.0),
              8.21487e-3,
              (x, r) -> {
                for (int i = 1; i <= 15; i++) {
                  double v = 16 - i;
                  r[i - 1] = BARD[i - 1] - (x[0] + i / (v * x[1] + Math.min(i, v) * x[2]));
                }
              }),
          problem(
              "9 Gaussian",
              15,
              List.of(0.4, 1.0, 0.0),
              1.12793e-8,
              (x, r) -> {
                for (int i = 1; i <= 15; i++) {
                  double t = (8 - i) / 2.0;
                  r[i - 1] = x[0] * exp(-x[1] * (t - x[2]) * (t - x[2]) / 2) - GAUSSIAN[i - 1];
                }
              }),
          problem(
              "10 Meyer",
              16,
              List.of(0.02, 4000.0, 250.0),
              87.9458,
              (x, r) -> {
                for (int i = 1; i <= 16; i++) {
                  r[i - 1] = x[0] * exp(x[1] / (45 + 5 * i + x[2])) - MEYER[i - 1];
                }
              }),
          problem(
              "12 Box",
              10,
              List.of(0.0, 10.0, 20.0),
              0,
              (x, r) -> {
                for (int i = 1; i <= 10; i++) {
                  double t = 0.1 * i;
                  r[i - 1] = exp(-t * x[0]) - exp(-t * x[1]) - x[2] * (exp(-t) - exp(-10 * t));
                }
              }),
          problem(
              "13 Powell singular",
              4,
              List.of(3.0, -1.0, 0.0, 1.0),
              0,
              (x, r) -> {
                double u = x[1] - 2 * x[2];
                double v = x[0] - x[3];
                Problems.fill(
                    r,
                    x[0] + 10 * x[1],
                    Math.sqrt(5) * (x[2] - x[3]),
                    u * u,
                    Math.sqrt(10) * v * v);
              }),
          problem(
              "14 Wood",
              6,
              List.of(-3.0, -1.0, -3.0, -1.0),
              0,
              (x, r) ->
                  Problems.fill(
                      r,
                      10 * (x[1] - x[0] * x[0]),
                      1 - x[0],
                      Math.sqrt(90) * (x[3] - x[2] * x[2]),
                      1 - x[2],
                      Math.sqrt(10) * (x[1] + x[3] - 2),
                      (x[1] - x[3]) / Math.sqrt(10))),
          problem(
              "15 Kowalik and Osborne",
              11,
              List.of(0.25, 0.39, 0.415, 0.39),
              3.07505e-4,
              (x, r) -> {
                for (int i = 0; i < 11; i++) {
                  double u = KOWALIK_U[i];
                  r[i] = KOWALIK[i] - x[0] * (u * u + u * x[1]) / (u * u + u * x[2] + x[3]);
                }
              }),
          problem(
              "16 Brown and Dennis",
              20,
              List.of(25.0, 5.0, -5.0, -1.0),
              85822.2,
              (x, r) -> {
                for (int i = 1; i <= 20; i++) {
                  double t = i / 5.0;
                  double u = x[0] + t * x[1] - exp(t);
                  double v = x[2] + x[3] * StrictMath.sin(t) - StrictMath.cos(t);
                  r[i - 1] = u * u + v * v;
                }
              }),
          problem(
              "17 Osborne 1",
              33,
              List.of(0.5, 1.5, -1.0, 0.01, 0.02),
              5.46489e-5,
              (x, r) -> {
                for (int i = 0; i < 33; i++) {
                  double t = 10 * i;
                  r[i] = OSBORNE[i] - (x[0] + x[1] * exp(-t * x[3]) + x[2] * exp(-t * x[4]));
                }
              }));

  private static double exp(double x) {
    return StrictMath.exp(x);
  }

  private static final double[] MISRA_X = {
    77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0
  };
  private static final double[] MISRA_Y = {
    10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78
  };

  /// Each from both of NIST's starts; but BoxBOD and MGH10 from the second only: from the first one
  /// (1 and 400000) the exponential underflows and no local method is told a way.
  static final List<Reference> NIST =
      List.of(
              nist(
                  "Misra1a",
                  MISRA_X,
                  MISRA_Y,
                  "500 0.0001/250 0.0005/2.3894212918E+02 5.5015643181E-04",
                  1.2455138894E-01,
                  (x, b) -> b[0] * (1 - exp(-b[1] * x))),
              nist(
                  "Misra1b",
                  MISRA_X,
                  MISRA_Y,
                  "500 0.0001/300 0.0002/3.3799746163E+02 3.9039091287E-04",
                  7.5464681533E-02,
                  (x, b) -> b[0] * (1 - 1 / ((1 + b[1] * x / 2) * (1 + b[1] * x / 2)))),
              nist(
                  "Misra1c",
                  MISRA_X,
                  MISRA_Y,
                  "500 0.0001/600 0.0002/6.3642725809E+02 2.0813627256E-04",
                  4.0966836971E-02,
                  (x, b) -> b[0] * (1 - 1 / Math.sqrt(1 + 2 * b[1] * x))),
              nist(
                  "Misra1d",
                  MISRA_X,
                  MISRA_Y,
                  "500 0.0001/450 0.0003/4.3736970754E+02 3.0227324449E-04",
                  5.6419295283E-02,
                  (x, b) -> b[0] * b[1] * x / (1 + b[1] * x)),
              nist(
                  "DanWood",
                  new double[] {1.309, 1.471, 1.490, 1.565, 1.611, 1.680},
                  new double[] {2.138, 3.421, 3.597, 4.340, 4.882, 5.660},
                  "1 5/0.7 4/7.6886226176E-01 3.8604055871E+00",
                  4.3173084083E-03,
                  (x, b) -> b[0] * StrictMath.pow(x, b[1])),
              nist(
                  "BoxBOD",
                  new double[] {1, 2, 3, 5, 7, 10},
                  new double[] {109, 149, 149, 191, 213, 224},
                  "100 0.75/100 0.75/2.1380940889E+02 5.4723748542E-01",
                  1.1680088766E+03,
                  (x, b) -> b[0] * (1 - exp(-b[1] * x))),
              nist(
                  "Rat42",
                  new double[] {9, 14, 21, 28, 42, 57, 63, 70, 79},
                  new double[] {8.93, 10.8, 18.59, 22.33, 39.35, 56.11, 61.73, 64.62, 67.08},
                  "100 1 0.1/75 2.5 0.07/7.2462237576E+01 2.6180768402E+00 6.7359200066E-02",
                  8.0565229338E+00,
                  (x, b) -> b[0] / (1 + exp(b[1] - b[2] * x))),
              nist(
                  "Rat43",
                  new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
                  new double[] {
                    16.08, 33.83, 65.80, 97.20, 191.55, 326.20, 386.87, 520.53, 590.03, 651.92,
                    724.93, 699.56, 689.96, 637.56, 717.41
                  },
                  "100 10 1 1/700 5 0.75 1.3/6.9964151270E+02 5.2771253025E+00 7.5962938329E-01"
                      + " 1.2792483859E+00",
                  8.7864049080E+03,
                  (x, b) -> b[0] / StrictMath.pow(1 + exp(b[1] - b[2] * x), 1 / b[3])),
              nist(
                  "MGH10",
                  new double[] {
                    50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 100, 105, 110, 115, 120, 125
                  },
                  MEYER,
                  "0.02 4000 250/0.02 4000 250/5.6096364710E-03 6.1813463463E+03"
                      + " 3.4522363462E+02",
                  8.7945855171E+01,
                  (x, b) -> b[0] * exp(b[1] / (x + b[2]))))
          .stream()
          .flatMap(List::stream)
          .toList();

  private static List<Reference> nist(
      String name, double[] x, double[] y, String values, double rss, Curve curve) {
    String[] lists = values.split("/", -1);
    List<List<Double>> numbers =
        Arrays.stream(lists)
            .map(l -> Arrays.stream(l.split(" ", -1)).map(Double::valueOf).toList())
            .toList();
    LeastSquaresProblem problem =
        differenced(
            numbers.get(0).size(),
            x.length,
            (b, r) -> {
              for (int i = 0; i < x.length; i++) {
                r[i] = curve.at(x[i], b) - y[i];
              }
            });
    return List.of(
        new Reference(name + " start 1", problem, numbers.get(0), rss, numbers.get(2)),
        new Reference(name + " start 2", problem, numbers.get(1), rss, numbers.get(2)));
  }
}
