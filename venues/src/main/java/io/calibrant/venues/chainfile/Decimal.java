package io.calibrant.venues.chainfile;

/// Decimal numbers as text, nothing else: no `NaN`, no hexadecimal, no type suffix, no blanks.
final class Decimal {
  /// Integers below 2⁵³ and powers of ten up to 10²² are exact doubles, so that one division or
  /// product of them is correctly rounded (Clinger 1990).
  private static final double[] POWERS_OF_TEN = new double[23];

  private static final int MAX_DIGITS = 15;

  static {
    POWERS_OF_TEN[0] = 1;
    for (int i = 1; i < POWERS_OF_TEN.length; i++) {
      POWERS_OF_TEN[i] = 10 * POWERS_OF_TEN[i - 1];
    }
  }

  private Decimal() {}

  /// The double nearest to `text`; NaN when it is not a finite decimal number.
  static double parse(String text) {
    int i = 0;
    int length = text.length();
    boolean negative = length > 0 && text.charAt(0) == '-';
    if (negative) {
      i++;
    }
    long mantissa = 0;
    int digits = 0;
    int significant = 0;
    int point = -1;
    for (; i < length; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
        significant += significant > 0 || c != '0' ? 1 : 0;
        mantissa = significant <= MAX_DIGITS ? 10 * mantissa + (c - '0') : mantissa;
      } else if (c == '.' && point < 0) {
        point = digits;
      } else {
        break;
      }
    }
    if (digits == 0) {
      return Double.NaN;
    }
    int scale = point < 0 ? 0 : digits - point;
    if (i == length && significant <= MAX_DIGITS && scale < POWERS_OF_TEN.length) {
      double value = mantissa / POWERS_OF_TEN[scale];
      return negative ? -value : value;
    }
    return i == length || isExponent(text, i) ? slow(text) : Double.NaN;
  }

  private static boolean isExponent(String text, int from) {
    int i = from + 1;
    if (text.charAt(from) != 'e' && text.charAt(from) != 'E') {
      return false;
    }
    if (i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
      i++;
    }
    int first = i;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i == text.length() && i > first;
  }

  private static double slow(String text) {
    double value = Double.parseDouble(text);
    return Double.isInfinite(value) ? Double.NaN : value;
  }
}
