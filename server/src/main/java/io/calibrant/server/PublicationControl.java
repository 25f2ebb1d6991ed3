package io.calibrant.server;

/// What a person may tell an engine from the dashboard.
public interface PublicationControl {
  /// An engine that takes no commands.
  PublicationControl NONE =
      new PublicationControl() {
        @Override
        public boolean isOffered() {
          return false;
        }

        @Override
        public void veto(String by) {}

        @Override
        public void release(String by) {}
      };

  /// Whether commands are taken at all.
  default boolean isOffered() {
    return true;
  }

  /// Publishes nothing, for any underlying, until [#release]; survives a restart.
  ///
  /// @param by who and why, for the journal
  void veto(String by);

  /// Publishes again.
  ///
  /// @param by who and why, for the journal
  void release(String by);
}
