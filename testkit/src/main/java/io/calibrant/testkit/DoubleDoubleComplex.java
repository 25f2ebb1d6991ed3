package io.calibrant.testkit;

/// A complex number of two [DoubleDouble]s; branches are the principal ones.
///
/// @param re real part
/// @param im imaginary part
record DoubleDoubleComplex(DoubleDouble re, DoubleDouble im) {
  /// π/2 in three doubles' worth of digits: arguments up to 1e6 keep 25 of theirs.
  private static final DoubleDouble HALF_PI =
      DoubleDouble.SQRT_HALF_PI.times(DoubleDouble.SQRT_HALF_PI);

  private static final double LEAST_TERM = 1e-34;

  static DoubleDoubleComplex of(double re, double im) {
    return new DoubleDoubleComplex(DoubleDouble.of(re), DoubleDouble.of(im));
  }

  DoubleDoubleComplex plus(DoubleDoubleComplex y) {
    return new DoubleDoubleComplex(re.plus(y.re), im.plus(y.im));
  }

  DoubleDoubleComplex minus(DoubleDoubleComplex y) {
    return new DoubleDoubleComplex(re.minus(y.re), im.minus(y.im));
  }

  DoubleDoubleComplex times(DoubleDoubleComplex y) {
    return new DoubleDoubleComplex(
        re.times(y.re).minus(im.times(y.im)), re.times(y.im).plus(im.times(y.re)));
  }

  DoubleDoubleComplex times(DoubleDouble y) {
    return new DoubleDoubleComplex(re.times(y), im.times(y));
  }

  DoubleDoubleComplex dividedBy(DoubleDoubleComplex y) {
    DoubleDouble norm = y.re.times(y.re).plus(y.im.times(y.im));
    return new DoubleDoubleComplex(
        re.times(y.re).plus(im.times(y.im)).dividedBy(norm),
        im.times(y.re).minus(re.times(y.im)).dividedBy(norm));
  }

  private DoubleDouble modulus() {
    return re.times(re).plus(im.times(im)).squareRoot();
  }

  /// √z, real part ≥ 0.
  DoubleDoubleComplex squareRoot() {
    if (re.hi() == 0 && im.hi() == 0) {
      return this;
    }
    DoubleDouble size = new DoubleDouble(Math.abs(re.hi()), Math.copySign(1, re.hi()) * re.lo());
    DoubleDouble big = modulus().plus(size).times(0.5).squareRoot();
    DoubleDouble small = im.times(0.5).dividedBy(big);
    if (re.hi() >= 0) {
      return new DoubleDoubleComplex(big, small);
    }
    return im.hi() >= 0
        ? new DoubleDoubleComplex(small, big)
        : new DoubleDoubleComplex(small.negated(), big.negated());
  }

  static DoubleDoubleComplex exp(DoubleDoubleComplex z) {
    DoubleDouble size = DoubleDouble.exp(z.re);
    DoubleDoubleComplex turn = turn(z.im);
    return turn.times(size);
  }

  /// e^(ix): x less a multiple of π/2, Taylor's series of a sixteenth of it, squared four times.
  private static DoubleDoubleComplex turn(DoubleDouble x) {
    double quarters = Math.rint(x.hi() / HALF_PI.hi());
    DoubleDouble r = x.minus(HALF_PI.times(quarters)).times(1.0 / 16);
    DoubleDouble square = r.times(r).negated();
    DoubleDouble cosTerm = square.times(0.5);
    DoubleDouble cosLess1 = cosTerm;
    DoubleDouble sinTerm = r;
    DoubleDouble sin = r;
    for (int n = 3; Math.abs(sinTerm.hi()) > LEAST_TERM * Math.abs(sin.hi()); n += 2) {
      sinTerm = sinTerm.times(square).dividedBy(DoubleDouble.of(n * (n - 1)));
      sin = sin.plus(sinTerm);
      cosTerm = cosTerm.times(square).dividedBy(DoubleDouble.of(n * (n + 1)));
      cosLess1 = cosLess1.plus(cosTerm);
    }
    // z − 1 = w: z² − 1 = 2w + w².
    DoubleDoubleComplex w = new DoubleDoubleComplex(cosLess1, sin);
    for (int i = 0; i < 4; i++) {
      w = w.plus(w).plus(w.times(w));
    }
    DoubleDouble c = w.re.plus(DoubleDouble.ONE);
    DoubleDouble s = w.im;
    return switch ((int) Math.floorMod((long) quarters, 4L)) {
      case 0 -> new DoubleDoubleComplex(c, s);
      case 1 -> new DoubleDoubleComplex(s.negated(), c);
      case 2 -> new DoubleDoubleComplex(c.negated(), s.negated());
      default -> new DoubleDoubleComplex(s, c.negated());
    };
  }

  /// ln z: the double's argument mended by one step of e^(−iφ)z, whose argument is small.
  static DoubleDoubleComplex ln(DoubleDoubleComplex z) {
    DoubleDouble angle = DoubleDouble.of(StrictMath.atan2(z.im.hi(), z.re.hi()));
    DoubleDoubleComplex left = z.times(turn(angle.negated()));
    DoubleDouble rest = left.im.dividedBy(left.re);
    return new DoubleDoubleComplex(DoubleDouble.ln(z.modulus()), angle.plus(rest));
  }
}
