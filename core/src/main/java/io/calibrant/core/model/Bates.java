package io.calibrant.core.model;

import io.calibrant.core.model.line.BatesLine;
import io.calibrant.core.model.line.LineKernel;
import io.calibrant.core.model.line.LinePoints;
import io.calibrant.core.model.line.NodePasses;
import java.util.List;
import java.util.stream.Stream;

/// The model of Bates (1996): [Heston] variance and log-normal jumps of the price.
public final class Bates implements AffineModel {
  /// The model.
  public static final Bates MODEL = new Bates();

  private static final int JUMPS = 5;

  private static final List<Parameter> PARAMETERS =
      Stream.concat(Heston.MODEL.parameters().stream(), LogNormalJumps.PARAMETERS.stream())
          .toList();

  private Bates() {}

  @Override
  public String name() {
    return "bates";
  }

  @Override
  public List<Parameter> parameters() {
    return PARAMETERS;
  }

  @Override
  public int formula(Jets j) {
    return j.plus(Heston.term(j, 0), LogNormalJumps.term(j, JUMPS));
  }

  @Override
  public int varianceCount() {
    return 1;
  }

  @Override
  public int variance(int i) {
    return 0;
  }

  @Override
  public int rate(Jets j, int p, int firstSlope) {
    return j.plus(Heston.rate(j, 0, p, firstSlope), LogNormalJumps.rate(j, JUMPS, p));
  }

  @Override
  public boolean rateExists(double[] parameters, double expiry, double power) {
    return true;
  }

  @Override
  public LineKernel lineKernel(NodePasses passes, LinePoints points) {
    return new BatesLine(passes, points);
  }

  @Override
  public double revival(double[] parameters, double expiry, double re, double im) {
    return LogNormalJumps.revival(parameters, JUMPS, expiry, re, im);
  }

  @Override
  public boolean momentExists(double[] parameters, double expiry, double power) {
    return Heston.MODEL.momentExists(parameters, expiry, power);
  }

  @Override
  public double lean() {
    return Heston.LEAN;
  }

  @Override
  public void parallel(double[] parameters, double[] direction) {
    Heston.parallel(parameters, direction, 0);
  }
}
