package io.calibrant.core.model;

import io.calibrant.core.model.line.LineKernel;
import io.calibrant.core.model.line.LinePoints;
import io.calibrant.core.model.line.MertonLine;
import io.calibrant.core.model.line.NodePasses;
import java.util.List;
import java.util.stream.Stream;

/// The model of Merton (1976): Black-Scholes diffusion with vol `sigma` and log-normal jumps.
public final class Merton implements AffineModel {
  /// The model.
  public static final Merton MODEL = new Merton();

  /// Largest vol of a Lévy model, per √year.
  static final double MAX_VOL = 10;

  private static final List<Parameter> PARAMETERS =
      Stream.concat(
              Stream.of(Parameter.open("sigma", 0, MAX_VOL)), LogNormalJumps.PARAMETERS.stream())
          .toList();

  private Merton() {}

  @Override
  public String name() {
    return "merton";
  }

  @Override
  public List<Parameter> parameters() {
    return PARAMETERS;
  }

  @Override
  public int formula(Jets j) {
    return j.plus(diffusion(j), LogNormalJumps.term(j, 1));
  }

  @Override
  public int rate(Jets j, int p, int firstSlope) {
    return j.plus(diffusionRate(j, p), LogNormalJumps.rate(j, 1, p));
  }

  /// ½σ²T p(p − 1), σ the first parameter.
  static int diffusion(Jets j) {
    int sigma = j.parameter(0);
    int variance = j.times(j.times(sigma, sigma), j.expiry());
    return j.times(j.affine(variance, 0.5, 0), j.times(j.p(), j.affine(j.p(), 1, -1)));
  }

  /// The same per year.
  static int diffusionRate(Jets j, int p) {
    int variance = j.times(j.parameter(0), j.parameter(0));
    return j.times(j.affine(variance, 0.5, 0), j.times(p, j.affine(p, 1, -1)));
  }

  @Override
  public LineKernel lineKernel(NodePasses passes, LinePoints points) {
    return new MertonLine(passes, points);
  }

  @Override
  public double revival(double[] parameters, double expiry, double re, double im) {
    return LogNormalJumps.revival(parameters, 1, expiry, re, im);
  }

  @Override
  public boolean momentExists(double[] parameters, double expiry, double power) {
    return true;
  }
}
