package io.calibrant.core.black;

/// A maker of [BlackBatch]es that stands on the class path, found by `ServiceLoader`.
public interface BlackBatchProvider {
  /// Why this machine or this start of Java cannot use it, or an empty text if it can.
  String obstacle();

  /// A new batch; only where [#obstacle] is empty.
  BlackBatch create();
}
