package io.calibrant.core.calibration.slice;

/// The least cost of long runs from every point of the coarse grid of the region and from the least
/// of the fine one: what [SviFit] would find if it followed every start to its end.
final class EveryStart {
  private static final int STEPS = 200;

  private final SviProgram program = new SviProgram();
  private final SviProjection projection;
  private final SviSearch search;

  EveryStart(int capacity) {
    projection = new SviProjection(capacity);
    search = new SviSearch(capacity, projection, new SviPolish(projection));
  }

  double least(QuoteColumns quotes) {
    search.frame(quotes);
    projection.prepare(quotes.k, quotes.lower, quotes.weight, quotes.size());
    program.within(search.middle(), search.half());
    double least = Double.POSITIVE_INFINITY;
    search.rankAll();
    for (int j = 0; j < SviSearch.RANKED; j++) {
      if (search.hasRanked(j)) {
        least = Math.min(least, run(quotes, search.ranked(j)));
      }
    }
    for (int j = 0; j < SviSearch.COARSE; j++) {
      least = Math.min(least, run(quotes, search.coarse(j)));
    }
    return least;
  }

  private double run(QuoteColumns quotes, double[] from) {
    return program.run(quotes, Loss.LEAST_SQUARES, from, STEPS, SviProgram.COLD);
  }
}
