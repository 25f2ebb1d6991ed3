package io.calibrant.engine.ingest;

import io.calibrant.core.market.VenueMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A bounded first-in first-out queue in which a level that has not been read yet gives way to a
/// newer level of the same kind and contract.
///
/// Invariants, whatever the load:
/// - trades, listings, states, gaps and connections leave in the order they came, none is lost;
/// - of tickers, book tops, marks and index levels the latest of each contract always leaves; those
///   it replaced are counted;
/// - what leaves, leaves in the order of arrival: the newer level takes a new place at the end, so
///   it never overtakes a gap that came before it;
/// - a level stamped earlier by the venue than the one waiting replaces nothing;
/// - at most `capacity` messages wait; then [#offer] refuses and the caller waits, which in the end
///   stops reading from the socket.
///
/// Safe for several producers and one consumer; the lock is held for some tens of nanoseconds a
/// message, and once for a whole batch on the reading side.
public final class ConflatingQueue {
  /// Contracts remembered at most; beyond it the memory is begun anew.
  private static final int MAX_KEYS = 1 << 17;

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notFull = lock.newCondition();
  private final Condition notEmpty = lock.newCondition();
  private final Map<Key, Place> places = new HashMap<>();
  private List<@Nullable VenueMessage> filling = new ArrayList<>();
  private List<@Nullable VenueMessage> spare = new ArrayList<>();
  private int live;
  private boolean woken;
  private boolean gathering;
  private long newestAt;
  private long drainedUpTo;
  private long generation;
  private long conflated;

  public ConflatingQueue(int capacity) {
    if (!(capacity > 0)) {
      throw new IllegalArgumentException("capacity=%d: must be > 0".formatted(capacity));
    }
    this.capacity = capacity;
  }

  private record Key(Class<?> kind, String venue, String name) {}

  /// Where the latest level of a key waits; good only within its generation.
  private static final class Place {
    private int index;
    private long generation = -1;
  }

  /// Adds `message`, waiting up to `maxWaitMs` for room.
  ///
  /// @return false when there was no room; nothing was added, try again
  public boolean offer(VenueMessage message, long maxWaitMs) throws InterruptedException {
    Key key = key(message);
    lock.lockInterruptibly();
    try {
      if (!awaitRoom(TimeUnit.MILLISECONDS.toNanos(maxWaitMs))) {
        return false;
      }
      if (key != null) {
        supersede(key, message);
      }
      if (key != null) {
        remember(key);
      }
      filling.add(message);
      live++;
      newestAt = System.nanoTime();
      if (gathering ? filling.size() == capacity : live == 1) {
        notEmpty.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Moves everything that waits to the end of `target`, in order.
  ///
  /// @return how many were moved
  public int drainTo(List<VenueMessage> target) {
    List<@Nullable VenueMessage> full;
    lock.lock();
    try {
      full = filling;
      filling = spare;
      spare = full;
      live = 0;
      generation++;
      drainedUpTo = newestAt;
      notFull.signalAll();
    } finally {
      lock.unlock();
    }
    int before = target.size();
    for (VenueMessage message : full) {
      if (message != null) {
        target.add(message);
      }
    }
    full.clear();
    return target.size() - before;
  }

  /// [System#nanoTime] when the newest of what was ever drained came; for the consumer alone.
  public long drainedUpTo() {
    return drainedUpTo;
  }

  /// Waits until something is there, at most `maxWaitNs`.
  public void awaitWork(long maxWaitNs) throws InterruptedException {
    lock.lock();
    try {
      long left = maxWaitNs;
      while (live == 0 && !woken && left > 0) {
        left = notEmpty.awaitNanos(left);
      }
      woken = false;
    } finally {
      lock.unlock();
    }
  }

  /// Lets messages come together for `ns`, without a turn of the consumer for each; only [#wake]
  /// and a full queue end it sooner.
  public void gather(long ns) throws InterruptedException {
    lock.lock();
    try {
      gathering = true;
      long left = ns;
      while (filling.size() < capacity && !woken && left > 0) {
        left = notEmpty.awaitNanos(left);
      }
      woken = false;
    } finally {
      gathering = false;
      lock.unlock();
    }
  }

  /// Wakes the consumer though nothing came.
  public void wake() {
    lock.lock();
    try {
      woken = true;
      notEmpty.signal();
    } finally {
      lock.unlock();
    }
  }

  /// How many levels gave way to newer ones.
  public long conflated() {
    lock.lock();
    try {
      return conflated;
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitRoom(long maxWaitNs) throws InterruptedException {
    long left = maxWaitNs;
    while (filling.size() >= capacity) {
      // Closing holes costs a walk through all, so it must pay.
      if (filling.size() - live >= Math.max(1, capacity / 8)) {
        compact();
      } else if (left <= 0) {
        return false;
      } else {
        left = notFull.awaitNanos(left);
      }
    }
    return true;
  }

  private static @Nullable Key key(VenueMessage message) {
    String venue = message.origin().venue();
    return switch (message) {
      case VenueMessage.OptionTicker m -> new Key(m.getClass(), venue, m.instrument());
      case VenueMessage.FutureTicker m -> new Key(m.getClass(), venue, m.instrument());
      case VenueMessage.BookTop m -> new Key(m.getClass(), venue, m.instrument());
      case VenueMessage.OptionMark m -> new Key(m.getClass(), venue, m.instrument());
      case VenueMessage.IndexLevel m -> new Key(m.getClass(), venue, m.index());
      case VenueMessage.VolIndexLevel m -> new Key(m.getClass(), venue, m.index());
      case VenueMessage.Listed _,
          VenueMessage.StateChanged _,
          VenueMessage.Trade _,
          VenueMessage.SequenceGap _,
          VenueMessage.Connection _ ->
          null;
    };
  }

  private void supersede(Key key, VenueMessage newer) {
    Place place = places.get(key);
    if (place == null || place.generation != generation) {
      return;
    }
    VenueMessage waiting = filling.get(place.index);
    if (waiting != null && newer.origin().exchangeTimeNs() >= waiting.origin().exchangeTimeNs()) {
      filling.set(place.index, null);
      place.generation = -1;
      live--;
      conflated++;
    }
  }

  private void remember(Key key) {
    if (places.size() >= MAX_KEYS) {
      places.clear();
    }
    Place place = places.computeIfAbsent(key, _ -> new Place());
    place.index = filling.size();
    place.generation = generation;
  }

  /// Closes the holes that superseded levels left.
  private void compact() {
    List<@Nullable VenueMessage> sparse = new ArrayList<>(filling);
    generation++;
    filling.clear();
    for (VenueMessage message : sparse) {
      if (message != null) {
        Key key = key(message);
        if (key != null) {
          remember(key);
        }
        filling.add(message);
      }
    }
  }
}
