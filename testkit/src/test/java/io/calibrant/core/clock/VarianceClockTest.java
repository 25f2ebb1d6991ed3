package io.calibrant.core.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.surface.YearFraction;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VarianceClockTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3600 * SECOND;
  private static final long DAY = 24 * HOUR;

  /// A Thursday.
  private static final long NOW = ns("2026-03-05T08:00:00Z");

  private static final ScheduledEvent RATES =
      new ScheduledEvent("rates", ns("2026-03-18T18:00:00Z"), 2 * HOUR, 1.5 / 365);

  private static final VarianceClock CLOCK =
      VarianceClock.of(WeeklyProfile.weekend(0.4), List.of(RATES));

  @Test
  void time_evenClock_isTheCalendar() {
    assertThat(VarianceClock.CALENDAR.time(NOW, NOW + 1234567 * SECOND))
        .isCloseTo(YearFraction.between(NOW, NOW + 1234567 * SECOND), within(1e-16));
  }

  @Test
  void time_randomInstants_isAdditiveAndMonotone() {
    var random = new SplittableRandom(11);
    for (int i = 0; i < 20_000; i++) {
      long a = NOW + random.nextLong(-500 * DAY, 500 * DAY);
      long b = a + random.nextLong(0, 40 * DAY);
      long c = b + random.nextLong(0, 40 * DAY);
      assertThat(CLOCK.time(a, b) + CLOCK.time(b, c)).isCloseTo(CLOCK.time(a, c), within(1e-15));
      assertThat(CLOCK.time(a, b)).isNotNegative();
      assertThat(CLOCK.time(b, a)).isEqualTo(-CLOCK.time(a, b));
    }
  }

  @Test
  void time_weekAndWeekend_runAtTheirPaces() {
    WeeklyProfile profile = WeeklyProfile.weekend(0.4);
    double day = profile.years(ns("2026-03-04T00:00:00Z"), ns("2026-03-05T00:00:00Z"));
    double sunday = profile.years(ns("2026-03-08T00:00:00Z"), ns("2026-03-09T00:00:00Z"));
    assertThat(sunday / day).isCloseTo(0.4, within(1e-12));
    assertThat(profile.years(NOW, NOW + 7 * DAY)).isCloseTo(7.0 / 365, within(1e-16));
    assertThat(profile.rate(ns("2026-03-07T00:00:00Z"))).isCloseTo(2.8 / 5.8, within(1e-12));
    assertThat(profile.rate(ns("1969-12-31T12:00:00Z"))).isCloseTo(7 / 5.8, within(1e-12));
  }

  @Test
  void time_throughAnEvent_growsByItsExtraTime() {
    VarianceClock without = VarianceClock.of(WeeklyProfile.weekend(0.4), List.of());
    long before = RATES.instantNs() - HOUR;
    long after = RATES.instantNs() + HOUR;
    assertThat(CLOCK.time(before, after) - without.time(before, after))
        .isCloseTo(1.5 / 365, within(1e-15));
    assertThat(CLOCK.time(before, RATES.instantNs()) - without.time(before, RATES.instantNs()))
        .isCloseTo(0.75 / 365, within(1e-15));
    assertThat(CLOCK.time(after, after + DAY)).isEqualTo(without.time(after, after + DAY));
    assertThat(without.with(RATES).time(NOW, after)).isEqualTo(CLOCK.time(NOW, after));
  }

  @Test
  void vols_toClockAndBack_keepTotalVariance() {
    long expiry = NOW + 20 * DAY;
    double vol = CLOCK.calendarVol(0.6, NOW, expiry);
    assertThat(vol * vol * 20 / 365).isCloseTo(0.36 * CLOCK.time(NOW, expiry), within(1e-15));
    assertThat(CLOCK.clockVol(vol, NOW, expiry)).isCloseTo(0.6, within(1e-15));
  }

  @Test
  void settlementTime_averaged_isThatOfTheSimulatedAverage() {
    VarianceClock clock = VarianceClock.CALENDAR;
    long window = 30 * 60 * SECOND;
    double minute = 1.0 / (365 * 1440);
    long expiry = NOW + 10 * HOUR;
    assertThat(clock.settlementTime(NOW, expiry, window))
        .isCloseTo((600 - 20) * minute, within(1e-15));
    long inside = expiry - 12 * 60 * SECOND;
    assertThat(clock.settlementTime(inside, expiry, window))
        .isCloseTo(12.0 * 12 * 12 / (3 * 900) * minute, within(1e-15));
    assertThat(clock.settlementTime(expiry - window, expiry, window))
        .isCloseTo(10 * minute, within(1e-15));
    assertThat(clock.settlementTime(expiry + 1, expiry, window)).isZero();
    // The average of a Brownian path on 600 steps, the last 30 of which are averaged.
    var random = new SplittableRandom(2);
    double square = 0;
    int paths = 40_000;
    for (int p = 0; p < paths; p++) {
      double x = Math.sqrt(570) * random.nextGaussian();
      double sum = 0;
      for (int i = 0; i < 30; i++) {
        double step = random.nextGaussian();
        sum += (x + 0.5 * step) / 30;
        x += step;
      }
      square += sum * sum;
    }
    assertThat(square / paths / 580).isCloseTo(1, within(4 * Math.sqrt(2.0 / paths)));
  }

  @Test
  void weekendWeight_syntheticTerms_isRecoveredWithinItsError() {
    int inside = 0;
    double errors = 0;
    for (int seed = 0; seed < 200; seed++) {
      VarianceTerms terms = terms(VarianceClock.of(WeeklyProfile.weekend(0.4), List.of()), seed);
      WeekendWeight found = WeekendWeight.estimate(terms);
      inside += Math.abs(found.weight() - 0.4) < 2 * found.stdDev() ? 1 : 0;
      errors += found.stdDev() / 200;
    }
    // 95 % of 200 with four deviations' room below.
    assertThat(inside).isGreaterThan(177);
    assertThat(errors).isBetween(0.005, 0.1);
  }

  @Test
  void eventVariance_syntheticKink_isRecoveredWithinItsError() {
    int inside = 0;
    VarianceClock known = VarianceClock.of(WeeklyProfile.weekend(0.4), List.of());
    for (int seed = 0; seed < 200; seed++) {
      EventVariance found = EventVariance.estimate(terms(CLOCK, seed), known, RATES.instantNs());
      if (found instanceof EventVariance.Implied(double variance, double error, double extra)) {
        double truth = 0.36 * 1.5 / 365;
        inside += Math.abs(variance - truth) < 2 * error ? 1 : 0;
        assertThat(extra * 365).isBetween(0.7, 2.3);
      }
    }
    assertThat(inside).isGreaterThan(177);
  }

  @Test
  void eventVariance_noKink_isRefused() {
    VarianceClock plain = VarianceClock.of(WeeklyProfile.weekend(0.4), List.of());
    VarianceTerms dip =
        VarianceTerms.of(
            NOW,
            new long[] {NOW + 7 * DAY, NOW + 14 * DAY, NOW + 21 * DAY},
            new double[] {0.007, 0.013, 0.020},
            new double[] {1e-5, 1e-5, 1e-5});
    assertThat(EventVariance.estimate(dip, plain, NOW + 10 * DAY))
        .isInstanceOfSatisfying(
            EventVariance.Refused.class,
            r -> {
              assertThat(r.reason()).isEqualTo(EventVariance.Reason.NOT_POSITIVE);
              assertThat(r.variance()).isCloseTo(-0.001, within(1e-12));
              assertThat(r.stdDev()).isPositive();
            });
    assertThat(reason(dip, plain, NOW + 30 * DAY)).isEqualTo(EventVariance.Reason.OUT_OF_RANGE);
    assertThat(reason(dip, plain, NOW - DAY)).isEqualTo(EventVariance.Reason.OUT_OF_RANGE);
    assertThat(reason(dip, CLOCK, NOW + 10 * DAY)).isEqualTo(EventVariance.Reason.NOT_ALONE);
  }

  private static EventVariance.Reason reason(VarianceTerms terms, VarianceClock clock, long at) {
    return switch (EventVariance.estimate(terms, clock, at)) {
      case EventVariance.Refused(var reason, double _, double _) -> reason;
      case EventVariance.Implied implied -> throw new AssertionError(implied.toString());
    };
  }

  @Test
  void of_badArguments_areNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeeklyProfile.weekend(-1))
        .withMessageContaining("weight 120 is -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScheduledEvent("x", NOW, 0, 1))
        .withMessageContaining("widthNs=0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> VarianceTerms.of(NOW, new long[] {NOW}, new double[] {1}, new double[] {1}))
        .withMessageContaining("must ascend");
  }

  /// Daily expiries for a fortnight at 60 % with errors of 0.3 % of w.
  private static VarianceTerms terms(VarianceClock clock, long seed) {
    var random = new SplittableRandom(seed);
    int n = 16;
    long[] expiries = new long[n];
    double[] w = new double[n];
    double[] errors = new double[n];
    for (int i = 0; i < n; i++) {
      expiries[i] = NOW + (i + 1) * DAY;
      double exact = 0.36 * clock.time(NOW, expiries[i]);
      errors[i] = 0.003 * exact;
      w[i] = exact + errors[i] * random.nextGaussian();
    }
    return VarianceTerms.of(NOW, expiries, w, errors);
  }

  private static long ns(String instant) {
    return Instant.parse(instant).getEpochSecond() * SECOND;
  }
}
