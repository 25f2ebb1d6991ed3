package io.calibrant.cli;

import java.io.PrintWriter;

/// A bar on standard error that tells how far a run over many files has come.
///
/// Draws only where a person watches, at most every [#INTERVAL_NS].
public final class Progress {
  private static final long INTERVAL_NS = 100_000_000L;
  private static final int WIDTH = 30;

  private final PrintWriter err;
  private final boolean shown;
  private final int total;
  private final long startNs = System.nanoTime();
  private long drawnNs = startNs;
  private boolean drawn;

  /// A bar on `err`.
  ///
  /// @param shown whether a person watches
  /// @param total files to come
  public Progress(PrintWriter err, boolean shown, int total) {
    this.err = err;
    this.shown = shown && total > 1;
    this.total = total;
  }

  /// Draws the bar at so many files; full when there have come to be more than were counted.
  public void at(int files) {
    int done = Math.min(files, total);
    long nowNs = System.nanoTime();
    if (!shown || (nowNs - drawnNs < INTERVAL_NS && done < total)) {
      return;
    }
    drawnNs = nowNs;
    drawn = true;
    int filled = WIDTH * done / total;
    double seconds = (nowNs - startNs) / 1e9;
    err.print(
        "\r%s%s %d/%d files, %.0f s, %.0f s left \u001b[K"
            .formatted(
                "█".repeat(filled),
                "░".repeat(WIDTH - filled),
                done,
                total,
                seconds,
                seconds / Math.max(done, 1) * (total - done)));
    err.flush();
  }

  /// Wipes the bar, so that other lines stand clean.
  public void clear() {
    if (drawn) {
      err.print("\r\u001b[K");
      err.flush();
      drawn = false;
    }
  }
}
