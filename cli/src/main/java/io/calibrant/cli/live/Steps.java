package io.calibrant.cli.live;

import io.calibrant.cli.Format;
import io.calibrant.cli.Rows;
import io.calibrant.cli.Style;
import io.calibrant.cli.Terminal;
import java.util.List;
import java.util.Locale;

/// Tells what a starting program has done so far, with the seconds since it began.
final class Steps {
  private static final double NS_PER_SECOND = 1e9;

  private final Terminal terminal;
  private final Format format;
  private final Style style;
  private final Rows rows;
  private final long startNs = System.nanoTime();
  private boolean over;

  Steps(Terminal terminal, Format format) {
    this.terminal = terminal;
    this.format = format;
    this.style = new Style(terminal.colour());
    this.rows =
        Rows.to(
            format == Format.TABLE ? Format.CSV : format,
            format == Format.TABLE ? silent() : terminal.out(),
            List.of("seconds", "step", "text"));
  }

  /// Tells that `step` is done; any thread may.
  synchronized void done(String step, String text) {
    if (over) {
      return;
    }
    double seconds = (System.nanoTime() - startNs) / NS_PER_SECOND;
    if (format == Format.TABLE) {
      String at = String.format(Locale.ROOT, "%6.2f s", seconds);
      terminal.out().println("%s  %-9s %s".formatted(style.faint(at), step, text));
    } else {
      rows.number(seconds).text(step).text(text).end();
    }
    terminal.out().flush();
  }

  /// Tells the last step; whatever other threads still have to tell is told no more.
  synchronized void last(String step, String text) {
    done(step, text);
    over = true;
  }

  /// A line for a person only.
  synchronized void say(String text) {
    if (format == Format.TABLE) {
      terminal.out().println(text);
      terminal.out().flush();
    }
  }

  Style style() {
    return style;
  }

  private static java.io.PrintWriter silent() {
    return new java.io.PrintWriter(java.io.Writer.nullWriter());
  }
}
