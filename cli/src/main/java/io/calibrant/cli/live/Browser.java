package io.calibrant.cli.live;

import io.calibrant.cli.Terminal;
import java.io.IOException;
import java.util.Locale;

/// The desktop's browser.
final class Browser {
  private Browser() {}

  /// Opens `address`, or says that there is no browser.
  static void open(String address, Terminal terminal) {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String opener = system.contains("mac") ? "open" : "xdg-open";
    try {
      new ProcessBuilder(opener, address)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      terminal.error("no browser could be opened (%s): open %s".formatted(e.getMessage(), address));
    }
  }
}
