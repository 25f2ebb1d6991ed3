package io.calibrant.core.model;

import io.calibrant.core.model.line.DoubleHestonLine;
import io.calibrant.core.model.line.LineKernel;
import io.calibrant.core.model.line.LinePoints;
import io.calibrant.core.model.line.NodePasses;
import java.util.List;
import java.util.stream.Stream;

/// The two-factor model of Christoffersen, Heston and Jacobs (2009): the variance of the price is
/// the sum of two independent [Heston] variances, each with its own correlation.
public final class DoubleHeston implements AffineModel {
  /// The model.
  public static final DoubleHeston MODEL = new DoubleHeston();

  private static final int SECOND = 5;

  private static final List<Parameter> PARAMETERS =
      Stream.concat(
              Heston.MODEL.parameters().stream(),
              Heston.MODEL.parameters().stream()
                  .map(p -> new Parameter(p.name() + "2", p.lower(), p.upper(), p.closed())))
          .toList();

  private DoubleHeston() {}

  @Override
  public String name() {
    return "double-heston";
  }

  @Override
  public List<Parameter> parameters() {
    return PARAMETERS;
  }

  @Override
  public int formula(Jets j) {
    return j.plus(Heston.term(j, 0), Heston.term(j, SECOND));
  }

  @Override
  public int varianceCount() {
    return 2;
  }

  @Override
  public int variance(int i) {
    return SECOND * i;
  }

  @Override
  public int rate(Jets j, int p, int firstSlope) {
    return j.plus(Heston.rate(j, 0, p, firstSlope), Heston.rate(j, SECOND, p, firstSlope + 1));
  }

  @Override
  public boolean rateExists(double[] parameters, double expiry, double power) {
    return true;
  }

  @Override
  public LineKernel lineKernel(NodePasses passes, LinePoints points) {
    return new DoubleHestonLine(passes, points);
  }

  @Override
  public boolean momentExists(double[] x, double expiry, double power) {
    return MomentExplosion.time(x[1], x[3], x[4], power) > expiry
        && MomentExplosion.time(x[1 + SECOND], x[3 + SECOND], x[4 + SECOND], power) > expiry;
  }

  @Override
  public double lean() {
    return Heston.LEAN;
  }

  /// The vols √(v₀ + v₀₂) and √(θ + θ₂) move by one unit, each factor in proportion.
  @Override
  public void parallel(double[] x, double[] direction) {
    double now = Math.sqrt(x[0] + x[SECOND]);
    double later = Math.sqrt(x[2] + x[2 + SECOND]);
    direction[0] = 2 * x[0] / now;
    direction[SECOND] = 2 * x[SECOND] / now;
    if (later > 0) {
      direction[2] = 2 * x[2] / later;
      direction[2 + SECOND] = 2 * x[2 + SECOND] / later;
    }
  }
}
