package io.calibrant.cli.live;

import io.calibrant.cli.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Whether a port can be listened on.
final class Ports {
  private Ports() {}

  /// Fails with exit code 2, naming the cure, when `port` cannot be listened on; 0 is always free.
  static void check(String host, int port) {
    if (port < 0 || port > 65_535) {
      throw CommandFailure.badInput("--port=%d: must be 0 to 65535".formatted(port));
    }
    String trouble = trouble(host, port);
    if (!trouble.isEmpty()) {
      throw CommandFailure.badInput(
          "port %d on %s cannot be used: %s; stop the program that holds it, or choose another with"
                  .formatted(port, host, trouble)
              + " --port (0 takes any free one)");
    }
  }

  /// What the system says against listening; empty when nothing.
  static String trouble(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
