package io.calibrant.sim.server;

import io.calibrant.sim.Faults;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/// One client: its subscriptions, its heartbeat and the faults of its line.
///
/// All methods but the callbacks of finished sends run under the exchange's lock.
final class Connection {
  /// Frames handed to the socket and not yet written; a client that lets more pile up is cut off.
  static final int MAX_OUTSTANDING = 40_000;

  /// From here on it is told only what cannot be told by a later frame.
  private static final int BEHIND_OUTSTANDING = 4_000;

  private static final int MAX_HELD = 40_000;
  private static final long SECOND_NS = 1_000_000_000L;

  private final Session session;
  private final CoreSession core;
  private final Faults faults;
  private final SplittableRandom random;
  private final CreditPool credits;
  private final Set<String> channels = new LinkedHashSet<>();
  private final Deque<String> held = new ArrayDeque<>();
  private final AtomicLong outstanding = new AtomicLong();
  private final Callback written = Callback.from(outstanding::decrementAndGet);
  private @Nullable String newest;
  private @Nullable String overtaken;
  private @Nullable String closeReason;
  private long stalledUntilNs;
  private long heartbeatNs;
  private long lastBeatNs;
  private long lastHeardNs;
  private boolean testAsked;
  private boolean closed;
  private long frames;

  Connection(Session session, Faults faults, SplittableRandom random, long wallNs) {
    this.session = session;
    this.core = ((WebSocketSession) session).getCoreSession();
    this.faults = faults;
    this.random = random;
    this.credits = new CreditPool(wallNs);
    this.lastHeardNs = wallNs;
  }

  Set<String> channels() {
    return channels;
  }

  CreditPool credits() {
    return credits;
  }

  boolean isOpen() {
    return !closed && session.isOpen();
  }

  long frames() {
    return frames;
  }

  long outstanding() {
    return outstanding.get();
  }

  /// Whether its socket does not keep up.
  boolean isBehind() {
    return outstanding.get() > BEHIND_OUTSTANDING;
  }

  /// Sends an answer; the line's faults spare it, but for a stall.
  void answer(String frame) {
    if (stalledUntilNs > 0) {
      held.addLast(frame);
    } else {
      send(frame);
    }
  }

  /// Sends a notification through the faults of the line.
  void offer(String frame) {
    if (faults.gap() > 0 && random.nextDouble() < faults.gap()) {
      return;
    }
    if (faults.malformed() > 0 && random.nextDouble() < faults.malformed()) {
      pass(damage(frame));
    }
    if (overtaken != null) {
      pass(frame);
      pass(overtaken);
      overtaken = null;
      return;
    }
    if (faults.reorder() > 0 && random.nextDouble() < faults.reorder()) {
      overtaken = frame;
      return;
    }
    pass(frame);
    if (faults.duplicate() > 0 && random.nextDouble() < faults.duplicate()) {
      pass(frame);
    }
  }

  /// The client asked for heartbeats.
  void heartbeat(int seconds, long wallNs) {
    heartbeatNs = seconds * SECOND_NS;
    lastBeatNs = wallNs;
    testAsked = false;
  }

  /// The client said something.
  void heard(long wallNs) {
    lastHeardNs = wallNs;
  }

  /// The client passed the test.
  void tested() {
    testAsked = false;
  }

  /// Keeps the heartbeat and draws stalls and closures; call it about once per `seconds`.
  void tick(long wallNs, double seconds, String beat, String test) {
    if (closeReason != null) {
      close(1008, closeReason);
      return;
    }
    if (stalledUntilNs > 0 && wallNs >= stalledUntilNs) {
      stalledUntilNs = 0;
      while (!held.isEmpty() && isOpen()) {
        send(held.removeFirst());
      }
    }
    if (random.nextDouble() < faults.disconnect() * seconds) {
      cut();
      return;
    }
    if (stalledUntilNs == 0 && random.nextDouble() < faults.stall() * seconds) {
      stalledUntilNs = wallNs + (long) ((1 + 3 * random.nextDouble()) * SECOND_NS);
    }
    if (heartbeatNs == 0 || wallNs - lastBeatNs < heartbeatNs) {
      return;
    }
    lastBeatNs = wallNs;
    if (testAsked) {
      cut();
      return;
    }
    // As the venue does: a client that has been heard of lately is only told that we are alive.
    boolean quiet = wallNs - lastHeardNs >= heartbeatNs;
    testAsked = quiet;
    answer(quiet ? test : beat);
  }

  /// Closes with the next tick, so that what was said last arrives; hears nothing more until then.
  void closeSoon(String reason) {
    closeReason = reason;
  }

  /// Whether it waits to be closed.
  boolean isClosing() {
    return closeReason != null;
  }

  /// Closes in order.
  void close(int code, String reason) {
    if (!closed) {
      flush();
      closed = true;
      session.close(code, reason, org.eclipse.jetty.websocket.api.Callback.NOOP);
    }
  }

  /// Drops the line without a word.
  void cut() {
    closed = true;
    session.disconnect();
  }

  private void pass(String frame) {
    if (stalledUntilNs == 0) {
      send(frame);
    } else if (held.size() < MAX_HELD) {
      held.addLast(frame);
    } else {
      cut();
    }
  }

  private void send(String frame) {
    if (!isOpen()) {
      return;
    }
    if (outstanding.incrementAndGet() > MAX_OUTSTANDING) {
      cut();
      return;
    }
    frames++;
    flush(true);
    newest = frame;
  }

  /// Hands what was said since the last call to the socket in one piece, as a venue does that is
  /// not on the reader's machine: a write a frame wakes the reader in the middle of what is said.
  void flush() {
    flush(false);
  }

  private void flush(boolean moreFollows) {
    if (newest != null && isOpen()) {
      core.sendFrame(new Frame(OpCode.TEXT, newest), written, moreFollows);
    }
    newest = null;
  }

  private String damage(String frame) {
    int at = random.nextInt(Math.max(1, frame.length()));
    return switch (random.nextInt(4)) {
      case 0 -> frame.substring(0, at);
      case 1 -> frame.substring(at);
      case 2 -> frame.substring(0, at) + "\u0000}" + frame.substring(at);
      default -> "";
    };
  }
}
