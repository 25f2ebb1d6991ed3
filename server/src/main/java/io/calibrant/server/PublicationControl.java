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
        public void veto(String underlying, String by) {}

        @Override
        public void release(String underlying, String by) {}
      };

  /// Whether commands are taken at all.
  default boolean isOffered() {
    return true;
  }

  /// Publishes nothing of `underlying` until [#release]; survives a restart.
  ///
  /// @param underlying empty for all
  /// @param by who and why, for the journal
  void veto(String underlying, String by);

  /// Publishes again.
  ///
  /// @param underlying empty for all, those among them that were paused alone
  /// @param by who and why, for the journal
  void release(String underlying, String by);
}
