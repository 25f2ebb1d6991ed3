package io.calibrant.engine.connection;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.VenueMessage.Listed;
import io.calibrant.venues.InstrumentReply;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One venue's contract lists: which requests are still out, what they brought, when to ask again.
final class ContractLists {
  /// How long a failed request waits before the whole round is asked again.
  static final long RETRY_NS = 2_000_000_000L;

  private final Map<String, Instrument> known = new HashMap<>();
  private final Set<URI> outstanding = new HashSet<>();
  private final List<Listed> gathered = new ArrayList<>();
  private long round;
  private long askAtNs = Long.MAX_VALUE;

  /// The lists are wanted as soon as possible.
  void want(long nowNs) {
    askAtNs = Math.min(askAtNs, nowNs);
  }

  /// Whether a round should begin now.
  boolean isDue(long nowNs) {
    return nowNs >= askAtNs;
  }

  /// Begins a round.
  ///
  /// @return its number
  long begin(Collection<URI> requests) {
    askAtNs = Long.MAX_VALUE;
    outstanding.clear();
    outstanding.addAll(requests);
    gathered.clear();
    return ++round;
  }

  /// A request failed: the round is void and asked again later.
  void failed(long ofRound, long nowNs) {
    if (ofRound == round) {
      outstanding.clear();
      askAtNs = Math.min(askAtNs, nowNs + RETRY_NS);
    }
  }

  /// A request of the round brought `reply`.
  ///
  /// @return all contracts when this was the last one that was out; null otherwise
  @Nullable List<Listed> arrived(long ofRound, URI request, InstrumentReply.Instruments reply) {
    if (ofRound != round || !outstanding.remove(request)) {
      return null;
    }
    gathered.addAll(reply.listed());
    return outstanding.isEmpty() ? List.copyOf(gathered) : null;
  }

  /// Whether `listed` says something new; remembers it.
  boolean isNews(Listed listed) {
    Instrument instrument = listed.instrument();
    return !instrument.equals(known.put(instrument.name(), instrument));
  }

  /// Forgets contracts that are not among `listed`, so that the memory stays as small as the venue.
  void keepOnly(List<Listed> listed) {
    Set<String> names = new HashSet<>();
    for (Listed one : listed) {
      names.add(one.instrument().name());
    }
    known.keySet().retainAll(names);
  }
}
