package io.calibrant.core.calibration.model;

import io.calibrant.core.model.Model;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.model.Parameter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The text form of a [CalibrationProblem]: doubles as `Double.toString` writes them, which is
/// exact.
///
/// ```
/// calibration-problem 1
/// model heston
/// objective VEGA_PRICE QUOTE_ERRORS LEAST_SQUARES 1.0
/// parameter v0 1.0E-6 25.0 free            (domain, then `free` or the value held)
/// start 0.04 1.5 0.04 0.5 -0.6             (only where given)
/// prior-mean 0.04 1.5 …                    (only where given, with one row of W a line)
/// prior-row 1.0 0.0 …
/// expiry 0.25 2
/// quote -0.1 0.52 0.52 0.002 0.004         (k, lower, upper, stdDev, halfSpread)
/// ```
final class ProblemText {
  private final StringBuilder text = new StringBuilder();

  private ProblemText() {}

  static String of(CalibrationProblem problem) {
    var form = new ProblemText();
    form.head(problem);
    form.quotes(problem.quotes());
    return form.text.toString();
  }

  static String hash(CalibrationProblem problem) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(of(problem).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private void head(CalibrationProblem problem) {
    Model model = problem.model();
    Objective objective = problem.objective();
    text.append("calibration-problem 1\nmodel ").append(model.name());
    text.append("\nobjective ").append(objective.measure()).append(' ');
    text.append(objective.weights()).append(' ').append(objective.loss().kind()).append(' ');
    text.append(objective.loss().scale()).append('\n');
    for (int i = 0; i < model.parameterCount(); i++) {
      Parameter domain = problem.domain(i);
      text.append("parameter ").append(domain.name());
      number(domain.lower());
      number(domain.upper());
      text.append(' ').append(Double.isNaN(problem.held(i)) ? "free" : "" + problem.held(i));
      text.append('\n');
    }
    double[] start = problem.start();
    if (start != null) {
      row("start", start);
    }
    GaussianPrior prior = problem.prior();
    if (prior != null) {
      prior(prior);
    }
  }

  private void prior(GaussianPrior prior) {
    double[] values = new double[prior.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = prior.mean(i);
    }
    row("prior-mean", values);
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values.length; j++) {
        values[j] = prior.whitener(i, j);
      }
      row("prior-row", values);
    }
  }

  private void quotes(ModelQuotes quotes) {
    OptionGrid grid = quotes.grid();
    for (int e = 0; e < grid.expiryCount(); e++) {
      text.append("expiry");
      number(grid.expiry(e));
      text.append(' ').append(grid.size(e)).append('\n');
      for (int i = grid.first(e); i < grid.first(e) + grid.size(e); i++) {
        text.append("quote");
        number(quotes.k(i));
        number(quotes.lower(i));
        number(quotes.upper(i));
        number(quotes.stdDev(i));
        number(quotes.halfSpread(i));
        text.append('\n');
      }
    }
  }

  private void row(String word, double[] values) {
    text.append(word);
    for (double value : values) {
      number(value);
    }
    text.append('\n');
  }

  private void number(double value) {
    text.append(' ').append(value);
  }
}
