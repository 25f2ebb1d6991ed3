package io.calibrant.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.engine.fold.Book;
import io.calibrant.engine.fold.EngineState;
import io.calibrant.engine.fold.Stages;
import org.junit.jupiter.api.Test;

/// When a book is looked at again.
final class ScheduleTest {
  private static final long MS_NS = 1_000_000L;
  private static final long START_NS = MadeUpMarket.START_NS;
  private static final CycleSettings SETTINGS =
      new CycleSettings(MS_NS / 10, 0, 2 * MS_NS, 1.0, 20 * MS_NS, 5_000 * MS_NS);

  private final MadeUpMarket market = new MadeUpMarket();
  private final EngineState state = EngineState.empty(Stages.STANDARD);
  private final Schedule schedule = new Schedule(SETTINGS);
  private int said;

  private Book quoted() {
    if (state.books().isEmpty()) {
      market.opening().forEach(state::apply);
    }
    state.apply(market.ticker(said++ % market.size(), START_NS + said));
    return state.books().iterator().next();
  }

  /// Runs of `costNs` as soon as they are due, a quote before each, for `spanNs`.
  ///
  /// @return how many
  private int runsWithin(long spanNs, long costNs) {
    int runs = 0;
    for (long nowNs = START_NS; nowNs < START_NS + spanNs; nowNs += MS_NS / 20) {
      Book book = quoted();
      if (schedule.isDue(book, nowNs, true)) {
        schedule.ran(book.changes(), nowNs, nowNs + costNs);
        nowNs += costNs;
        runs++;
      }
    }
    return runs;
  }

  @Test
  void isDue_quotesCameDuringARun_isDueRightAfterIt() {
    Book book = quoted();
    assertThat(schedule.isDue(book, START_NS, true)).isTrue();
    schedule.ran(book.changes(), START_NS, START_NS + 3 * MS_NS);
    quoted();

    assertThat(schedule.isDue(book, START_NS + 3 * MS_NS + MS_NS / 20, true)).isFalse();
    assertThat(schedule.isDue(book, START_NS + 3 * MS_NS + MS_NS / 10, true)).isTrue();
  }

  @Test
  void isDue_quotesWithoutEnd_takesHalfOfOneCore() {
    // 1,000 ms hold 250 runs of 2 ms with rests as long, and the credit holds 5 more.
    assertThat(runsWithin(1_000 * MS_NS, 2 * MS_NS)).isBetween(245, 257);
  }

  @Test
  void isDue_oneLongRun_restsUntilTheCreditCoversIt() {
    Book book = quoted();
    schedule.ran(book.changes(), START_NS, START_NS + 100 * MS_NS);
    quoted();

    // It has to rest 100 ms, of which 20 may be owed.
    assertThat(schedule.isDue(book, START_NS + 179 * MS_NS, true)).isFalse();
    assertThat(schedule.restLeftNs(book, START_NS + 179 * MS_NS)).isEqualTo(MS_NS);
    assertThat(schedule.isDue(book, START_NS + 180 * MS_NS, true)).isTrue();
  }

  @Test
  void isDue_nothingChanged_waitsForTheHeartbeat() {
    Book book = quoted();
    schedule.ran(book.changes(), START_NS, START_NS + MS_NS);

    assertThat(schedule.isDue(book, START_NS + 4_000 * MS_NS, true)).isFalse();
    assertThat(schedule.isDue(book, START_NS + 5_001 * MS_NS, true)).isTrue();
  }
}
