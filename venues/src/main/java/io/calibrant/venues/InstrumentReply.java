package io.calibrant.venues;

import io.calibrant.core.market.VenueMessage.Listed;
import java.util.List;
import java.util.Map;

/// A venue's answer to a request for its contracts.
public sealed interface InstrumentReply {
  /// The list was read.
  ///
  /// @param listed options and futures, in the venue's order
  /// @param setAside entries that are neither (combos, inactive, unreadable), counted by reason
  record Instruments(List<Listed> listed, Map<String, Integer> setAside)
      implements InstrumentReply {
    public Instruments {
      listed = List.copyOf(listed);
      setAside = Map.copyOf(setAside);
    }
  }

  /// The venue said no.
  ///
  /// @param retryable whether the same request may succeed later (rate limit, maintenance)
  record Refused(int code, String message, boolean retryable) implements InstrumentReply {}

  /// The body is not what the venue's protocol says.
  record Malformed(String excerpt, String reason) implements InstrumentReply {}
}
