package io.calibrant.core.solve;

/// A first solver, then a second one from the best point of the first: a global method that finds
/// the valley, and a local one that finds its bottom. It stops as the second does.
public record Polished(Solver first, Solver second) implements Solver {
  @Override
  public String name() {
    return first.name() + " + " + second.name();
  }

  @Override
  public Termination minimize(Workspace work) {
    double[] x = work.start();
    first.minimize(work.inner(0, x, Integer.MAX_VALUE));
    work.copyBest(x);
    return work.termination(second.minimize(work.inner(1, x, Integer.MAX_VALUE)));
  }
}
