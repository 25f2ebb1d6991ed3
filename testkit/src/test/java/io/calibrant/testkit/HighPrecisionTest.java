package io.calibrant.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/// Values from mpmath 1.3.0 at 70 digits.
class HighPrecisionTest {
  private static final BigDecimal TOLERANCE = new BigDecimal("1e-58");

  @Test
  void constants_have60Digits() {
    same(HighPrecision.PI, "3.14159265358979323846264338327950288419716939937510582097494459");
    same(
        HighPrecision.ln(new BigDecimal("10")),
        "2.30258509299404568401799145468436420760110148862877297603332790");
    same(
        HighPrecision.exp(BigDecimal.ONE),
        "2.71828182845904523536028747135266249775724709369995957496696763");
    same(HighPrecision.ln(HighPrecision.exp(new BigDecimal("-700.123"))), "-700.123");
  }

  @Test
  void normal_centreAndTails_haveRelativeAccuracy() {
    same(
        HighPrecision.normalCdf(new BigDecimal("0.3")),
        "0.61791142218895263730652896312141764805124146718122807764888865");
    same(
        HighPrecision.normalCdf(new BigDecimal("-1.5")),
        "0.066807201268858066004494040979886079522895185661221442406287734");
    same(
        HighPrecision.normalCdf(new BigDecimal("-5.6")),
        "0.000000010717590258310907354960896082817072255401291555389491123866319");
    same(
        HighPrecision.normalCdf(new BigDecimal("-5.7")),
        "0.0000000059903714010635344298339464178506797289319073717162670811986942");
    same(
        HighPrecision.normalCdf(new BigDecimal("-20")),
        "2.7536241186062336950756227808574653328074977347593305676993717e-89");
    same(
        HighPrecision.normalCdf(new BigDecimal("-38")),
        "2.8854283600687843083509704815669040946618177729455823325891058e-316");
    same(
        HighPrecision.normalCdf(new BigDecimal("3")),
        "0.99865010196836990547334818523240502262217063184161935063577801");
    same(
        HighPrecision.erf(new BigDecimal("0.001")),
        "0.0011283787909692363799484776569048125992468632126466421387975624");
    same(
        HighPrecision.erf(new BigDecimal("2")),
        "0.99532226501895273416206925636725292861089179704006007673835233");
    same(
        HighPrecision.erf(new BigDecimal("5")),
        "0.99999999999846254020557196514981165651461662110988194968527662");
  }

  private static void same(BigDecimal actual, String expected) {
    BigDecimal reference = new BigDecimal(expected);
    assertThat(actual.subtract(reference).abs()).isLessThan(reference.abs().multiply(TOLERANCE));
  }
}
