package io.calibrant.core.solve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A nonlinear regression of NIST's reference datasets with its certified answer.
final class NistProblem implements LeastSquaresProblem {
  /// A model curve.
  interface Curve {
    /// The value at x; writes ∂/∂b to `gradient`.
    double value(double x, double[] b, double[] gradient);
  }

  private final Curve curve;
  private final Map<String, double[]> named = new HashMap<>();
  private final List<double[]> rows;

  private NistProblem(String name, Curve curve) {
    this.curve = curve;
    List<String> lines = read(name);
    for (String line : lines) {
      if (Character.isLetter(line.charAt(0))) {
        String[] cells = line.split(",", 2);
        named.put(cells[0], numbers(cells[1]));
      }
    }
    rows =
        lines.stream()
            .filter(line -> !Character.isLetter(line.charAt(0)))
            .map(NistProblem::numbers)
            .toList();
  }

  static NistProblem of(String name, Curve curve) {
    return new NistProblem(name, curve);
  }

  double[] named(String key) {
    double[] values = named.get(key);
    if (values == null) {
      throw new IllegalArgumentException(key + ": not in the file");
    }
    return values;
  }

  @Override
  public int parameterCount() {
    return named("start").length;
  }

  @Override
  public int residualCount() {
    return rows.size();
  }

  @Override
  public boolean evaluate(double[] x, double[] residuals, double[] jacobian) {
    double[] gradient = new double[x.length];
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] = curve.value(rows.get(i)[1], x, gradient) - rows.get(i)[0];
      System.arraycopy(gradient, 0, jacobian, i * x.length, x.length);
    }
    return true;
  }

  private static double[] numbers(String cells) {
    return Arrays.stream(cells.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  private static List<String> read(String name) {
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      Path file = p.resolve("data/golden/nist").resolve(name + ".csv");
      if (Files.exists(file)) {
        try {
          return Files.readAllLines(file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    throw new IllegalStateException("data/golden/nist/" + name + ".csv: not found above here");
  }
}
