package io.calibrant.core.smile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.calibrant.core.smile.CalendarCertificate.Answer;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalendarCertificateTest {
  private static final int PAIRS = 20_000;

  @Test
  void answer_randomPairs_agreesWithTheRootsOfTheQuartic() {
    var random = new SplittableRandom(7);
    var certificate = new CalendarCertificate();
    int free = 0;
    int crossing = 0;
    int undecided = 0;
    for (int i = 0; i < PAIRS; i++) {
      Svi earlier = smile(random, 0.01);
      Svi later = i % 2 == 0 ? smile(random, 0.014) : near(random, earlier);
      boolean expected = SviCalendar.isFree(earlier, later);
      Answer answer = compare(certificate, earlier, later);
      if (answer == Answer.UNDECIDED) {
        undecided++;
      } else {
        assertThat(answer == Answer.PROVEN).as("%s then %s", earlier, later).isEqualTo(expected);
      }
      free += expected ? 1 : 0;
      crossing += expected ? 0 : 1;
    }
    assertThat(free).isGreaterThan(PAIRS / 10);
    assertThat(crossing).isGreaterThan(PAIRS / 10);
    assertThat(undecided).as("left to the slow check").isLessThan(PAIRS / 200);
  }

  @Test
  void answer_smilesShiftedByAHair_areProvenOrRefutedByItsSign() {
    var certificate = new CalendarCertificate();
    var smile = new Svi(0.01, 0.05, -0.3, 0.02, 0.1);
    var above = new Svi(0.01 + 1e-5, 0.05, -0.3, 0.02, 0.1);
    assertThat(compare(certificate, smile, above)).isEqualTo(Answer.PROVEN);
    assertThat(compare(certificate, above, smile)).isEqualTo(Answer.REFUTED);
    assertThat(compare(certificate, smile, smile)).isNotEqualTo(Answer.PROVEN);
  }

  @Test
  void answer_crossingFarOut_isRefuted() {
    var certificate = new CalendarCertificate();
    var earlier = new Svi(0.01, 0.05, 0, 0, 0.1);
    var flatter = new Svi(0.02, 0.05, -1e-6, 0, 0.1);
    assertThat(compare(certificate, earlier, flatter)).isEqualTo(Answer.REFUTED);
  }

  @Test
  void answer_warm_allocatesNothing() {
    var certificate = new CalendarCertificate();
    var earlier = new Svi(0.01, 0.05, -0.3, 0.02, 0.1);
    var later = new Svi(0.012, 0.055, -0.28, 0.02, 0.11);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 10_000; i++) {
      compare(certificate, earlier, later);
    }
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int j = 0; j < 100; j++) {
        compare(certificate, earlier, later);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isZero();
  }

  private static Answer compare(CalendarCertificate certificate, Svi earlier, Svi later) {
    certificate.earlier(
        earlier.a(), earlier.b(), earlier.b() * earlier.rho(), earlier.m(), earlier.sigma());
    return certificate.isBelow(
        later.a(), later.b(), later.b() * later.rho(), later.m(), later.sigma());
  }

  private static Svi smile(SplittableRandom random, double level) {
    return new Svi(
        level * random.nextDouble(0.3, 1.7),
        random.nextDouble(0.01, 0.3),
        random.nextDouble(-0.9, 0.9),
        random.nextDouble(-0.1, 0.1),
        Math.exp(random.nextDouble(-5, 0)));
  }

  private static Svi near(SplittableRandom random, Svi smile) {
    double grown = random.nextDouble(1, 1.05);
    return new Svi(
        smile.a() * random.nextDouble(0.98, 1.1),
        smile.b() * grown,
        smile.rho(),
        smile.m() + random.nextDouble(-0.01, 0.01),
        smile.sigma() * random.nextDouble(0.9, 1.1));
  }
}
