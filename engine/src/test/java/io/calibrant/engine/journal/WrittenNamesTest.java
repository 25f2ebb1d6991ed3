package io.calibrant.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.calibration.SmileQuotes;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.ReasonCode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WrittenNamesTest {
  /// Quotes of contracts so named, all else zero.
  static SmileQuotes quotes(String... names) {
    int n = names.length;
    var types = new OptionType[n];
    var reasons = new ReasonCode[n];
    Arrays.fill(types, OptionType.CALL);
    Arrays.fill(reasons, ReasonCode.USED);
    double[] column = new double[n];
    return SmileQuotes.ofUnsafe(
        names, column, types, column, column, column, column, column, reasons);
  }

  @Test
  void write_everyName_isWhatPutStringWrites() {
    SmileQuotes quotes = quotes("BTC-27MAR26-60000-C", "", "Ω-1");
    var plain = BinaryWriter.ofHeap(64);
    SurfaceCodec.writeQuotes(quotes, plain);
    var kept = BinaryWriter.ofHeap(64);
    WrittenNames names = WrittenNames.of(quotes);
    SurfaceCodec.writeQuotes(quotes, names::write, kept);
    assertThat(kept.toArray()).isEqualTo(plain.toArray());
  }

  @Test
  void areThoseOf_otherNames_areNot() {
    String first = "BTC-27MAR26-60000-C";
    WrittenNames names = WrittenNames.of(quotes(first, "b"));
    assertThat(names.areThoseOf(quotes(first, "b"))).isTrue();
    assertThat(names.areThoseOf(quotes(first, "c"))).isFalse();
    assertThat(names.areThoseOf(quotes(first))).isFalse();
    assertThat(names.areThoseOf(quotes(first, "b", "c"))).isFalse();
  }
}
