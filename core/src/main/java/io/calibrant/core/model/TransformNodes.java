package io.calibrant.core.model;

/// Points p of the complex plane and what a [TransformModel] says there: L(p), its gradient in the
/// parameters and in expiry, and its second derivative in the level parameter.
///
/// Columns are public to the package's kernels through accessors that compile to array access; a
/// component is 0 for L, 1…n for ∂L/∂parameter, n+1 for ∂L/∂T, n+2 for ∂²L/∂level².
public final class TransformNodes {
  private final int capacity;
  private final int parameterCount;
  private final int level;
  private final double[] pRe;
  private final double[] pIm;
  private final double[] re;
  private final double[] im;
  private final Jets jets;
  private int size;
  private boolean gradients;

  private TransformNodes(int capacity, int parameterCount, int level) {
    this.capacity = capacity;
    this.parameterCount = parameterCount;
    this.level = level;
    pRe = new double[capacity];
    pIm = new double[capacity];
    re = new double[capacity * (parameterCount + 3)];
    im = new double[re.length];
    jets = new Jets(parameterCount, level);
  }

  /// Room for `capacity` points of `model`.
  public static TransformNodes of(TransformModel model, int capacity) {
    return new TransformNodes(capacity, model.parameterCount(), model.level());
  }

  /// Drops all points and says whether derivatives are wanted.
  public void reset(boolean wantGradients) {
    size = 0;
    gradients = wantGradients;
  }

  /// Adds the point p.
  public void add(double real, double imaginary) {
    if (size == capacity) {
      throw new IllegalStateException("more than " + capacity + " nodes: reset first");
    }
    pRe[size] = real;
    pIm[size] = imaginary;
    size++;
  }

  /// Number of points.
  public int size() {
    return size;
  }

  /// Most points at a time.
  public int capacity() {
    return capacity;
  }

  /// Whether derivatives are wanted.
  public boolean gradients() {
    return gradients;
  }

  /// Number of model parameters n.
  public int parameterCount() {
    return parameterCount;
  }

  /// Index of the level parameter.
  public int level() {
    return level;
  }

  /// Re p of point `j`.
  public double pRe(int j) {
    return pRe[j];
  }

  /// Im p of point `j`.
  public double pIm(int j) {
    return pIm[j];
  }

  /// Writes component `c` of point `j`.
  public void set(int j, int c, double real, double imaginary) {
    int at = j * (parameterCount + 3) + c;
    re[at] = real;
    im[at] = imaginary;
  }

  /// Real part of component `c` of point `j`.
  public double re(int j, int c) {
    return re[j * (parameterCount + 3) + c];
  }

  /// Imaginary part of component `c` of point `j`.
  public double im(int j, int c) {
    return im[j * (parameterCount + 3) + c];
  }

  /// Registers for a formula evaluated with its derivatives.
  public Jets jets() {
    return jets;
  }
}
