package io.calibrant.examples;

import io.calibrant.core.model.ContourPricer;
import io.calibrant.core.model.JetModel;
import io.calibrant.core.model.Jets;
import io.calibrant.core.model.LineChecker;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.model.Parameter;
import io.calibrant.core.model.SurfacePricer;
import java.util.List;

/// A model of one's own in one file: diffusion and jumps of one fixed size (Cox and Ross, 1976). A
/// name, parameters and one formula give prices, exact gradients, Greeks and the second integrator.
///
/// ```
/// L(p) = ½σ²T p(p − 1) + λT (e^(pj) − 1 − p(eʲ − 1))
/// ```
public final class FixedJumps implements JetModel {
  @Override
  public String name() {
    return "fixed-jumps";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.open("sigma", 0, 10),
        Parameter.closed("lambda", 0, 1000),
        Parameter.closed("jump", -5, 5));
  }

  @Override
  public int formula(Jets j) {
    int p = j.p();
    int variance = j.times(j.times(j.parameter(0), j.parameter(0)), j.expiry());
    int diffusion = j.times(j.affine(variance, 0.5, 0), j.times(p, j.affine(p, 1, -1)));
    int jumped = j.expm1(j.times(p, j.parameter(2)));
    int compensator = j.times(p, j.expm1(j.parameter(2)));
    int rate = j.times(j.parameter(1), j.expiry());
    return j.plus(diffusion, j.times(rate, j.minus(jumped, compensator)));
  }

  /// All moments are finite; without this far wings would only be absolutely accurate.
  @Override
  public boolean momentExists(double[] parameters, double expiry, double power) {
    return true;
  }

  /// Prices a small surface and has its last price checked.
  public static void main(String[] args) {
    var model = new FixedJumps();
    double[] parameters = {0.5, 2, -0.15};
    double[] years = {0.05, 0.5};
    double[][] ks = {{-0.1, 0, 0.1}, {-0.4, 0, 0.4}};
    SurfacePricer pricer = model.pricer(OptionGrid.of(years, ks), parameters);
    double[] values = new double[6];
    double[] jacobian = new double[6 * 3];
    pricer.price(parameters, values, jacobian);
    for (int i = 0; i < 6; i++) {
      System.out.printf(
          "T=%.2f k=%5.2f value %.8f dPrice_sigma %.8f dPrice_lambda %.8f dPrice_jump %.8f%n",
          years[i / 3],
          ks[i / 3][i % 3],
          values[i],
          jacobian[3 * i],
          jacobian[3 * i + 1],
          jacobian[3 * i + 2]);
    }
    var contour = ContourPricer.of(model);
    contour.price(parameters, 0.5, 0.4);
    var finding = LineChecker.of(model).check(parameters, 0.5, 0.4, contour.value(), 1e-9, 1e-13);
    System.out.println(finding instanceof LineChecker.Finding.Confirmed ? "confirmed" : finding);
  }
}
