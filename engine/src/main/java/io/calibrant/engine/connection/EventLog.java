package io.calibrant.engine.connection;

/// Takes what is worth telling a person.
@FunctionalInterface
public interface EventLog {
  /// Something happened.
  ///
  /// @param kind a short class in lower case, such as `connection`
  /// @param underlying empty when it concerns all
  void event(long timeNs, String kind, String underlying, String text);
}
