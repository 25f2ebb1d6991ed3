package io.calibrant.core.decision;

import io.calibrant.core.calibration.CalibratedSurface;
import org.jspecify.annotations.Nullable;

/// What the world may see, and why.
public sealed interface Decision {
  /// The instant the decision speaks of, ns since 1970-01-01 UTC.
  long asOfNs();

  /// The underlying coin.
  String underlying();

  /// SHA-256 of the snapshot that was decided on, lower-case hex.
  String snapshotHash();

  /// Publish `surface`: it passed every check.
  record Publish(CalibratedSurface surface) implements Decision {
    @Override
    public long asOfNs() {
      return surface.asOfNs();
    }

    @Override
    public String underlying() {
      return surface.underlying();
    }

    @Override
    public String snapshotHash() {
      return surface.snapshotHash();
    }
  }

  /// Publish nothing new; the last good surface, if there is one, still stands.
  ///
  /// @param code the class of trouble
  /// @param reason one sentence that names the numbers
  /// @param last the last published surface; null when there was none
  record Hold(
      long asOfNs,
      String underlying,
      String snapshotHash,
      HoldCode code,
      String reason,
      @Nullable CalibratedSurface last)
      implements Decision {}

  /// Classes of trouble that hold a publication.
  enum HoldCode {
    /// The snapshot has no usable quotes.
    NO_QUOTES,
    /// The whole venue failed its sanity gate.
    VENUE_REJECTED,
    /// No expiry could be fitted.
    NO_FIT,
    /// A fitted surface failed a check that could not be repaired.
    CHECK_FAILED,
    /// The quotes are older than the limit.
    STALE,
    /// Too few of the known contracts have been quoted since the connection is up
    /// ([CoverageFloor]).
    GATHERING
  }
}
