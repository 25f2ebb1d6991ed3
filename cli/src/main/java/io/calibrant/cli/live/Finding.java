package io.calibrant.cli.live;

/// What one check of the machine found.
///
/// @param check what was looked at
/// @param found what is there
/// @param mend the cure; empty when all is well
record Finding(String check, State state, String found, String mend) {
  /// How bad it is.
  enum State {
    /// As it should be.
    OK,
    /// Works, but not as well as it could.
    WARN,
    /// Does not work.
    FAIL
  }

  static Finding ok(String check, String found) {
    return new Finding(check, State.OK, found, "");
  }

  static Finding warn(String check, String found, String mend) {
    return new Finding(check, State.WARN, found, mend);
  }

  static Finding fail(String check, String found, String mend) {
    return new Finding(check, State.FAIL, found, mend);
  }
}
