package io.calibrant.core.path;

/// Turns independent normals, most important first, into the normalised steps of one Wiener path:
/// the first normal sets its end, the next its middle, and so on.
///
/// W(m) between known W(l) and W(r): mean (W(l)(tᵣ − tₘ) + W(r)(tₘ − tₗ))/(tᵣ − tₗ), variance (tₘ −
/// tₗ)(tᵣ − tₘ)/(tᵣ − tₗ). R. E. Caflisch and B. Moskowitz, *Modified Monte Carlo methods using
/// quasi- random sequences*, 1995. One thread at a time.
final class BrownianBridge {
  private final int size;
  private final double[] roots;
  private final int[] at;
  private final int[] left;
  private final int[] right;
  private final double[] leftWeight;
  private final double[] rightWeight;
  private final double[] spread;
  private final double[] path;

  BrownianBridge(double[] dts) {
    size = dts.length;
    double[] times = new double[size + 1];
    roots = new double[size];
    for (int i = 0; i < size; i++) {
      times[i + 1] = times[i] + dts[i];
      roots[i] = Math.sqrt(dts[i]);
    }
    at = new int[size];
    left = new int[size];
    right = new int[size];
    leftWeight = new double[size];
    rightWeight = new double[size];
    spread = new double[size];
    path = new double[size + 1];
    at[0] = size;
    spread[0] = Math.sqrt(times[size]);
    // Breadth first: intervals are halved in the order in which they came to be.
    int[] starts = new int[size + 1];
    int[] ends = new int[size + 1];
    int head = 0;
    int tail = 1;
    ends[0] = size;
    for (int n = 1; n < size; n++) {
      int l = starts[head];
      int r = ends[head];
      int m = (l + r) >>> 1;
      double length = times[r] - times[l];
      at[n] = m;
      left[n] = l;
      right[n] = r;
      leftWeight[n] = (times[r] - times[m]) / length;
      rightWeight[n] = (times[m] - times[l]) / length;
      spread[n] = Math.sqrt((times[m] - times[l]) * (times[r] - times[m]) / length);
      head++;
      // Intervals of one step need no middle.
      if (m - l > 1) {
        starts[tail] = l;
        ends[tail] = m;
        tail++;
      }
      if (r - m > 1) {
        starts[tail] = m;
        ends[tail] = r;
        tail++;
      }
    }
  }

  /// Replaces normals by the path's steps over √dt, in place.
  void increments(double[] normals) {
    path[size] = spread[0] * normals[0];
    for (int n = 1; n < size; n++) {
      path[at[n]] =
          leftWeight[n] * path[left[n]] + rightWeight[n] * path[right[n]] + spread[n] * normals[n];
    }
    for (int i = 0; i < size; i++) {
      normals[i] = (path[i + 1] - path[i]) / roots[i];
    }
  }
}
