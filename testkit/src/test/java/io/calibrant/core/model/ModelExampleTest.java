package io.calibrant.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.calibrant.core.black.Black76;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A model of one's own is one class, and the kernels allocate nothing.
class ModelExampleTest {
  static final int CALLS = 200;

  /// Black-Scholes as a user would add it: a name, parameters, one formula.
  private static final class BlackScholes implements JetModel {
    @Override
    public String name() {
      return "black-scholes";
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(Parameter.open("sigma", 0, 10));
    }

    @Override
    public int formula(Jets j) {
      int variance = j.times(j.times(j.parameter(0), j.parameter(0)), j.expiry());
      return j.times(j.affine(variance, 0.5, 0), j.times(j.p(), j.affine(j.p(), 1, -1)));
    }

    @Override
    public boolean momentExists(double[] parameters, double expiry, double power) {
      return true;
    }
  }

  @Test
  void price_ownModel_equalsBlack76() {
    var pricer = ContourPricer.of(new BlackScholes());
    double[] out = new double[ContourPricer.FIRST_PARAMETER + 1];
    double[] x = {0.6};
    for (double years : new double[] {1 / 8760.0, 0.25, 10}) {
      for (double z : new double[] {-8, -1, 0, 0.3, 8}) {
        double k = z * 0.6 * Math.sqrt(years);
        pricer.greeks(x, years, k, out);
        double v = 0.6 * Math.sqrt(years);
        double truth = k >= 0 ? Black76.normalizedCall(k, v) : Black76.normalizedPut(k, v);
        assertThat(out[ContourPricer.VALUE]).isCloseTo(truth, within(1e-11 * truth));
      }
    }
  }

  @Test
  void pricers_call_allocateNothing() {
    double[] x = ModelSamples.typical(Bates.MODEL);
    OptionGrid grid = OptionGrid.of(new double[] {0.1, 1}, new double[][] {{-0.2, 0}, {0.4}});
    SurfacePricer surface = Bates.MODEL.pricer(grid, x);
    var contour = ContourPricer.of(Bates.MODEL);
    double[] values = new double[3];
    double[] jacobian = new double[3 * x.length];
    double[] out = new double[ContourPricer.FIRST_PARAMETER + x.length];
    assertThat(
            leastAllocation(
                () -> {
                  surface.price(x, values, jacobian);
                  contour.greeks(x, 0.1, 0.3, out);
                }))
        .isLessThan(CALLS * 8);
  }

  static long leastAllocation(Runnable call) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    return least;
  }
}
