package io.calibrant.core.model;

import io.calibrant.core.model.line.KouLine;
import io.calibrant.core.model.line.LineKernel;
import io.calibrant.core.model.line.LinePoints;
import io.calibrant.core.model.line.NodePasses;
import java.util.List;

/// The model of Kou (2002): diffusion and jumps of ln S that go up with probability `p` and are
/// exponential with rates η₁ > 1 (up) and η₂ (down).
///
/// ```
/// L = ½σ²T p(p − 1) + λT p·(u/(η₁ − p) − (1 − u)/(η₂ + p) − u/(η₁ − 1) + (1 − u)/(η₂ + 1))
/// ```
public final class Kou implements AffineModel {
  /// The model.
  public static final Kou MODEL = new Kou();

  private static final double MAX_RATE = 1e6;

  private static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.open("sigma", 0, Merton.MAX_VOL),
          Parameter.closed("lambda", 0, LogNormalJumps.MAX_INTENSITY),
          Parameter.closed("p", 0, 1),
          Parameter.open("eta1", 1, MAX_RATE),
          Parameter.open("eta2", 0, MAX_RATE));

  private Kou() {}

  @Override
  public String name() {
    return "kou";
  }

  @Override
  public List<Parameter> parameters() {
    return PARAMETERS;
  }

  @Override
  public int formula(Jets j) {
    int jumps = j.times(j.times(j.parameter(1), j.expiry()), growth(j, j.p()));
    return j.plus(Merton.diffusion(j), jumps);
  }

  @Override
  public int rate(Jets j, int p, int firstSlope) {
    int jumps = j.times(j.parameter(1), growth(j, p));
    return j.plus(Merton.diffusionRate(j, p), jumps);
  }

  private static int growth(Jets j, int p) {
    int up = j.parameter(2);
    int down = j.affine(up, -1, 1);
    int eta1 = j.parameter(3);
    int eta2 = j.parameter(4);
    int rise = j.minus(j.inverse(j.minus(eta1, p)), j.inverse(j.affine(eta1, 1, -1)));
    int fall = j.minus(j.inverse(j.affine(eta2, 1, 1)), j.inverse(j.plus(eta2, p)));
    return j.times(p, j.plus(j.times(up, rise), j.times(down, fall)));
  }

  @Override
  public LineKernel lineKernel(NodePasses passes, LinePoints points) {
    return new KouLine(points);
  }

  @Override
  public boolean momentExists(double[] parameters, double expiry, double power) {
    return power < parameters[3] && power > -parameters[4];
  }
}
