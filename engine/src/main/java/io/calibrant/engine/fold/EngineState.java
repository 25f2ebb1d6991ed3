package io.calibrant.engine.fold;

import io.calibrant.core.calibration.track.ModelDecision;
import io.calibrant.core.calibration.track.ModelTrack;
import io.calibrant.core.calibration.track.TrackState;
import io.calibrant.core.decision.PathState;
import io.calibrant.core.market.VenueMessage;
import io.calibrant.engine.journal.BinaryReader;
import io.calibrant.engine.journal.BinaryWriter;
import io.calibrant.engine.journal.Entry;
import io.calibrant.engine.journal.StateBytes;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the engine knows: a fold over the journal's entries and a function of nothing else.
///
/// The same class runs live, on restart and in replay. It reads no clock; the time comes with the
/// entries. Two states that saw equal entries have equal bytes. Not thread-safe.
public final class EngineState {
  private final Stages stages;
  private final SortedMap<BookKey, Book> books = new TreeMap<>();
  private final Map<String, Map<String, Book>> byVenueAndContract = new HashMap<>();
  private final SortedMap<String, PathState> paths = new TreeMap<>();
  private final SortedMap<String, Entry.Operator> frozen = new TreeMap<>();
  private final ModelFold models = new ModelFold();
  private FoldCounters counters = new FoldCounters();

  private EngineState(Stages stages) {
    this.stages = stages;
  }

  /// The state before the first entry.
  public static EngineState empty(Stages stages) {
    return new EngineState(stages);
  }

  /// The state that [#toBytes] wrote.
  public static EngineState of(StateBytes bytes, Stages stages) {
    var state = new EngineState(stages);
    BinaryReader in = bytes.reader();
    state.counters = FoldCounters.of(EngineCounts.read(in));
    int frozenCount = in.getLength(4);
    for (int i = 0; i < frozenCount; i++) {
      String underlying = in.getString();
      state.frozen.put(
          underlying,
          new Entry.Operator(in.getLong(), Entry.Command.FREEZE, underlying, in.getString()));
    }
    int bookCount = in.getLength(8);
    for (int i = 0; i < bookCount; i++) {
      var key = new BookKey(in.getString(), in.getString());
      Book book = Book.read(key, in);
      state.books.put(key, book);
      book.names().forEach(name -> state.routes(key.venue()).put(name, book));
    }
    int pathCount = in.getLength(5);
    for (int i = 0; i < pathCount; i++) {
      String underlying = in.getString();
      state.paths.put(underlying, PathCodec.read(in));
    }
    state.models.read(in);
    in.end();
    return state;
  }

  /// All of the state, in a fixed order.
  public StateBytes toBytes() {
    var out = BinaryWriter.ofHeap(1 << 16);
    counters.counts().write(out);
    out.putInt(frozen.size());
    frozen.forEach(
        (underlying, freeze) -> {
          out.putString(underlying);
          out.putLong(freeze.timeNs());
          out.putString(freeze.by());
        });
    out.putInt(books.size());
    books.forEach(
        (key, book) -> {
          out.putString(key.venue());
          out.putString(key.underlying());
          book.write(out);
        });
    out.putInt(paths.size());
    paths.forEach(
        (underlying, path) -> {
          out.putString(underlying);
          PathCodec.write(path, out);
        });
    models.write(out);
    return StateBytes.copyOf(out.toArray());
  }

  /// Takes one entry in.
  ///
  /// @return what a cycle came to; empty for every other entry
  public Optional<CycleOutcome> apply(Entry entry) {
    switch (entry) {
      case Entry.Said(var message) -> apply(message);
      case Entry.Cycle cycle -> {
        return Optional.of(apply(cycle));
      }
      case Entry.Operator operator -> apply(operator);
      case Entry.ModelBegun begun -> begin(begun);
      case Entry.Modelled modelled -> apply(modelled);
      case Entry.SegmentHeader _, Entry.Checkpoint _, Entry.Decided _ -> {}
    }
    return Optional.empty();
  }

  /// Takes in what a venue said.
  public void apply(VenueMessage message) {
    counters.message(message);
    String venue = message.origin().venue();
    switch (message) {
      case VenueMessage.Listed listed -> list(listed);
      case VenueMessage.OptionTicker m -> toContract(venue, m.instrument(), m);
      case VenueMessage.FutureTicker m -> toContract(venue, m.instrument(), m);
      case VenueMessage.BookTop m -> toContract(venue, m.instrument(), m);
      case VenueMessage.OptionMark m -> toContract(venue, m.instrument(), m);
      case VenueMessage.StateChanged m -> changeState(venue, m);
      case VenueMessage.Trade m -> toContract(venue, m.instrument(), m);
      case VenueMessage.IndexLevel m -> toIndex(venue, m.index(), m);
      case VenueMessage.VolIndexLevel m -> toIndex(venue, m.index(), m);
      case VenueMessage.SequenceGap gap -> {
        Book book = routes(venue).get(gap.stream());
        if (book != null) {
          book.apply(gap);
        } else {
          toAll(venue, gap);
        }
      }
      case VenueMessage.Connection connection -> toAll(venue, connection);
    }
  }

  /// Runs the stages.
  public CycleOutcome apply(Entry.Cycle cycle) {
    return finish(begin(cycle).run());
  }

  /// Takes out what a run of the stages rests on. Until [#finish] has taken the result in, no other
  /// run of the same underlying may begin, and the state has no [#toBytes].
  public CycleRun begin(Entry.Cycle cycle) {
    Book book = books.get(new BookKey(cycle.venue(), cycle.underlying()));
    PathState path = paths.getOrDefault(cycle.underlying(), PathState.EMPTY);
    return CycleRun.of(
        stages,
        cycle.underlying(),
        path,
        () -> {
          if (book == null) {
            throw new IllegalStateException(
                "a cycle of %s at %s, which listed no contract of it"
                    .formatted(cycle.underlying(), cycle.venue()));
          }
          return book.snapshot(cycle.asOfNs());
        });
  }

  /// Takes in what a run of the stages came to.
  public CycleOutcome finish(CycleRun.Result result) {
    return switch (result) {
      case CycleRun.Result.Decided(var underlying, var step) -> {
        paths.put(underlying, step.state());
        counters.decided(step.decision());
        yield new CycleOutcome.Made(step.decision());
      }
      case CycleRun.Result.Broke(var underlying, var cause) -> {
        counters.broken();
        yield new CycleOutcome.Broken(underlying, cause);
      }
    };
  }

  /// Takes out what a step of the models rests on: the surface published last, which must be the
  /// one that is named. Until [#finish] has taken its result in, no other step of the same
  /// underlying may begin.
  public Optional<ModelRun> begin(Entry.ModelBegun begun) {
    PathState path = paths.getOrDefault(begun.underlying(), PathState.EMPTY);
    return models.begin(begun, path.last());
  }

  /// Takes in what a step of the models came to.
  public void finish(ModelTrack.Step step) {
    models.finish(step);
  }

  /// Makes the step of the models again that ended with `modelled`; empty when its beginning is not
  /// known.
  public Optional<ModelDecision> apply(Entry.Modelled modelled) {
    return models.again(modelled);
  }

  /// What is known of each underlying's models.
  public SortedMap<String, TrackState> models() {
    return models.states();
  }

  /// Takes in what a person said.
  public void apply(Entry.Operator operator) {
    switch (operator.command()) {
      case FREEZE -> frozen.put(operator.underlying(), operator);
      case UNFREEZE -> {
        if (operator.underlying().isEmpty()) {
          frozen.clear();
        } else {
          frozen.remove(operator.underlying());
        }
      }
    }
  }

  /// Whether a person has paused the publication of `underlying`, or of all.
  public boolean isFrozen(String underlying) {
    return frozen.containsKey("") || frozen.containsKey(underlying);
  }

  /// Who has paused what, when and why, in order of the underlying; the empty one is all of them.
  public List<Entry.Operator> freezes() {
    return List.copyOf(frozen.values());
  }

  /// The books known so far.
  public Collection<Book> books() {
    return Collections.unmodifiableCollection(books.values());
  }

  /// What the path remembers, by underlying.
  public SortedMap<String, PathState> paths() {
    return Collections.unmodifiableSortedMap(paths);
  }

  /// How many of what were seen.
  public EngineCounts counts() {
    return counters.counts();
  }

  private void list(VenueMessage.Listed listed) {
    String venue = listed.instrument().venue();
    var key = new BookKey(venue, listed.instrument().underlying());
    Book book = books.computeIfAbsent(key, Book::empty);
    book.apply(listed);
    Map<String, Book> routes = routes(venue);
    String name = listed.instrument().name();
    if (routes.put(name, book) != book) {
      book.addName(name).forEach(routes::remove);
    }
  }

  private void changeState(String venue, VenueMessage.StateChanged change) {
    toContract(venue, change.instrument(), change);
    boolean over =
        switch (change.state()) {
          case OPEN, HALTED -> false;
          case SETTLED, CLOSED -> true;
        };
    Book book = over ? routes(venue).remove(change.instrument()) : null;
    if (book != null) {
      book.removeName(change.instrument());
    }
  }

  private void toContract(String venue, String contract, VenueMessage message) {
    apply(routes(venue).get(contract), message);
  }

  /// An index is named after its coin: `btc_usd`.
  private void toIndex(String venue, String index, VenueMessage message) {
    int end = index.indexOf('_');
    String coin = (end < 0 ? index : index.substring(0, end)).toUpperCase(Locale.ROOT);
    apply(books.get(new BookKey(venue, coin)), message);
  }

  private void toAll(String venue, VenueMessage message) {
    for (Book book : books.values()) {
      if (book.key().venue().equals(venue)) {
        book.apply(message);
      }
    }
  }

  private void apply(@Nullable Book book, VenueMessage message) {
    if (book == null) {
      counters.unrouted();
    } else {
      book.apply(message);
    }
  }

  private Map<String, Book> routes(String venue) {
    return byVenueAndContract.computeIfAbsent(venue, _ -> new HashMap<>());
  }
}
