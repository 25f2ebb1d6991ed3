package io.calibrant.core.calibration.model;

/// A fit as a function of unconstrained coordinates around its optimum, for given quotes: what a
/// posterior is drawn from.
///
/// Coordinates fall into blocks, each of which moves the vols of its own quotes alone: one block an
/// expiry for smiles that are fitted for themselves, else one for all. One thread at a time.
public interface Neighbourhood {
  /// Number of blocks.
  int blockCount();

  /// First quote of block `block`.
  int first(int block);

  /// Number of quotes of block `block`.
  int size(int block);

  /// The optimum's coordinates; a copy.
  double[] centre(int block);

  /// The vols of the block's quotes at coordinates `y`.
  ///
  /// @param vols receives them, length [#size]
  /// @return false, with unspecified vols, outside the domain
  boolean vols(int block, double[] y, double[] vols);

  /// The Fisher information JᵀJ of a block at its optimum, J the derivatives of whitened vols by
  /// its coordinates: by differences, one-sided at the edge of the domain.
  ///
  /// @param quotes those that this is of
  /// @return n × n, row-major
  default double[] information(int block, ModelQuotes quotes) {
    double[] y = centre(block);
    int n = y.length;
    int size = size(block);
    double[][] columns = new double[n][size];
    double[] above = new double[size];
    double[] below = new double[size];
    for (int j = 0; j < n; j++) {
      double at = y[j];
      double step = 1e-5 * Math.min(1, Math.max(Math.abs(at), 1e-2));
      y[j] = at + step;
      double up = vols(block, y, above) ? step : 0;
      y[j] = at - step;
      double down = vols(block, y, below) ? step : 0;
      y[j] = at;
      if (up == 0 || down == 0) {
        vols(block, y, up == 0 ? above : below);
      }
      for (int i = 0; i < size; i++) {
        double std = quotes.stdDev(first(block) + i);
        columns[j][i] = up + down > 0 ? (above[i] - below[i]) / ((up + down) * std) : 0;
      }
    }
    double[] gram = new double[n * n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b <= a; b++) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
          sum += columns[a][i] * columns[b][i];
        }
        gram[a * n + b] = sum;
        gram[b * n + a] = sum;
      }
    }
    return gram;
  }
}
