package io.calibrant.sim.model;

/// A complex number; short-lived, so that the JIT keeps it in registers.
record Complex(double re, double im) {
  Complex plus(Complex o) {
    return new Complex(re + o.re, im + o.im);
  }

  Complex plus(double otherRe, double otherIm) {
    return new Complex(re + otherRe, im + otherIm);
  }

  Complex minus(Complex o) {
    return new Complex(re - o.re, im - o.im);
  }

  Complex times(Complex o) {
    return new Complex(re * o.re - im * o.im, re * o.im + im * o.re);
  }

  Complex times(double factor) {
    return new Complex(re * factor, im * factor);
  }

  Complex over(Complex o) {
    double n = o.re * o.re + o.im * o.im;
    return new Complex((re * o.re + im * o.im) / n, (im * o.re - re * o.im) / n);
  }

  Complex exp() {
    double r = StrictMath.exp(re);
    return new Complex(r * StrictMath.cos(im), r * StrictMath.sin(im));
  }

  Complex log() {
    return new Complex(StrictMath.log(re * re + im * im) / 2, StrictMath.atan2(im, re));
  }

  /// The root with a real part ≥ 0.
  Complex sqrt() {
    double r = Math.sqrt((Math.sqrt(re * re + im * im) + Math.abs(re)) / 2);
    if (r == 0) {
      return new Complex(0, 0);
    }
    double other = im / (2 * r);
    return re >= 0 ? new Complex(r, other) : new Complex(Math.abs(other), im < 0 ? -r : r);
  }
}
