package io.calibrant.core.model.line;

/// A maker of [NodePasses] that stands on the class path, found by `ServiceLoader`.
public interface NodePassesProvider {
  /// Why this machine or this start of Java cannot use it, or an empty text if it can.
  String obstacle();

  /// The passes, without state; only where [#obstacle] is empty.
  NodePasses passes();

  /// Whether they are to be used from the first call on, however long that one takes.
  default boolean isEager() {
    return false;
  }
}
