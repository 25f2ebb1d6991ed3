package io.calibrant.venues.deribit;

import java.util.List;

/// The frames a client sends.
final class ClientFrames {
  private ClientFrames() {}

  static String hello(long id) {
    return request(
        id, "public/hello", "\"client_name\":\"calibrant\",\"client_version\":\"0.1.0\"");
  }

  /// @param intervalSeconds at least 10
  static String setHeartbeat(long id, int intervalSeconds) {
    return request(id, "public/set_heartbeat", "\"interval\":" + intervalSeconds);
  }

  static String test(long id) {
    return request(id, "public/test", "");
  }

  static String subscribe(long id, List<String> channels) {
    return request(id, "public/subscribe", channels(channels));
  }

  static String unsubscribe(long id, List<String> channels) {
    return request(id, "public/unsubscribe", channels(channels));
  }

  private static String channels(List<String> channels) {
    return "\"channels\":[\"" + String.join("\",\"", channels) + "\"]";
  }

  private static String request(long id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":{%s}}"
        .formatted(id, method, params);
  }
}
