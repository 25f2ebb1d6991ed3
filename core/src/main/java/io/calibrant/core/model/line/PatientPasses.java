package io.calibrant.core.model.line;

/// Passes that are plain until a process has done so much with them that waiting for the compiler
/// pays: vectors are interpreted, a thousand times slower, until they are compiled, which takes
/// seconds where a machine is busy.
///
/// Both give the same bits, so nobody can tell from a result when the change was made; the count,
/// which threads update without looking at one another, needs to be no more than near.
final class PatientPasses implements NodePasses {
  /// Multiply–adds of products after which vectors take over: one to two seconds of plain work,
  /// about what their compilation takes, so that neither choice costs more than twice the best.
  static final long PATIENCE = 2_000_000_000L;

  private static long done;

  private final NodePasses plain = ScalarPasses.INSTANCE;
  private final NodePasses vector;

  PatientPasses(NodePasses vector) {
    this.vector = vector;
  }

  private NodePasses current() {
    return done < PATIENCE ? plain : vector;
  }

  private static void count(long operations) {
    if (done < PATIENCE) {
      done += operations;
    }
  }

  @Override
  public void expm1(double[] x, double[] out, int n) {
    current().expm1(x, out, n);
  }

  @Override
  public void exp(double[] x, double[] out, int n) {
    current().exp(x, out, n);
  }

  @Override
  public void sinCos(double[] x, double[] sin, double[] cos, int n) {
    current().sinCos(x, sin, cos, n);
  }

  @Override
  public void log1p(double[] x, double[] out, int n) {
    current().log1p(x, out, n);
  }

  @Override
  public void atan2(double[] y, double[] x, double[] out, int n) {
    current().atan2(y, x, out, n);
  }

  @Override
  public void weigh(
      double[] weights,
      double[] sizes,
      double[] sines,
      double[] cosines,
      double[][] re,
      double[][] im,
      int columns,
      int n,
      double[] outRe,
      double[] outIm) {
    current().weigh(weights, sizes, sines, cosines, re, im, columns, n, outRe, outIm);
  }

  @Override
  public void waves(
      double[] us,
      double end,
      int n,
      double[] ks,
      double[] scales,
      int strikes,
      double[] cosines,
      double[] sines) {
    current().waves(us, end, n, ks, scales, strikes, cosines, sines);
  }

  @Override
  public void product(
      double[] re,
      double[] im,
      int columns,
      int n,
      double[] cosines,
      double[] sines,
      int strikes,
      double[] sums) {
    count(2L * columns * n * strikes);
    current().product(re, im, columns, n, cosines, sines, strikes, sums);
  }

  @Override
  public void decays(
      double[] coefficients,
      int stride,
      int columns,
      double[] decays,
      int[] ends,
      double[] polynomials,
      int powers,
      double[] xs,
      int strikes,
      double[] sums) {
    for (int block = 0; block < strikes / LANES; block++) {
      count((long) LANES * columns * ends[block]);
    }
    current()
        .decays(
            coefficients, stride, columns, decays, ends, polynomials, powers, xs, strikes, sums);
  }

  @Override
  public LineKernel heston(LinePoints points, int first) {
    LineKernel slow = plain.heston(points, first);
    LineKernel fast = vector.heston(points, first);
    return (parameters, gradients, re, im) ->
        (done < PATIENCE ? slow : fast).evaluate(parameters, gradients, re, im);
  }

  @Override
  public String kernel() {
    return done < PATIENCE ? plain.kernel() + ", later " + vector.kernel() : vector.kernel();
  }
}
