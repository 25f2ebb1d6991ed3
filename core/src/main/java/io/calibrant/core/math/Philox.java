package io.calibrant.core.math;

/// A counter-based random generator: block n of a stream is a function of (seed, stream, n) alone,
/// so any part of any stream is there at once and nothing is ever shared.
///
/// Philox4x64-10 of J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, *Parallel random
/// numbers: as easy as 1, 2, 3*, SC'11: 256-bit counter, 128-bit key, passes BigCrush. One thread
/// at a time.
public final class Philox {
  private static final long M0 = 0xD2E7470EE14C6C93L;
  private static final long M1 = 0xCA5A826395121157L;
  private static final long W0 = 0x9E3779B97F4A7C15L;
  private static final long W1 = 0xBB67AE8584CAA73BL;
  private static final int ROUNDS = 10;

  private final long seed;
  private final long stream;
  private long high;
  private long low;
  private long block;
  private int next;
  private long r0;
  private long r1;
  private long r2;
  private long r3;

  /// The stream `stream` of `seed`, at its start.
  public Philox(long seed, long stream) {
    this.seed = seed;
    this.stream = stream;
    seek(0, 0);
  }

  /// Goes to the start of the sub-stream (a, b).
  public void seek(long a, long b) {
    high = a;
    low = b;
    block = 0;
    next = 4;
  }

  /// The next 64 bits.
  public long nextLong() {
    if (next == 4) {
      fill(block++, 0, low, high);
      next = 0;
    }
    int at = next++;
    return at < 2 ? (at == 0 ? r0 : r1) : at == 2 ? r2 : r3;
  }

  /// A uniform number in (0, 1): odd multiples of 2⁻⁵⁴, never 0 or 1.
  public double nextDouble() {
    return ((nextLong() >>> 11) + 0.5) * 0x1p-53;
  }

  /// The block at the 256-bit counter (c₀ lowest), into r₀ … r₃.
  private void fill(long c0, long c1, long c2, long c3) {
    long k0 = seed;
    long k1 = stream;
    for (int i = 0; i < ROUNDS; i++) {
      long high0 = Math.unsignedMultiplyHigh(M0, c0);
      long low0 = M0 * c0;
      long high1 = Math.unsignedMultiplyHigh(M1, c2);
      long low1 = M1 * c2;
      c0 = high1 ^ c1 ^ k0;
      c1 = low1;
      c2 = high0 ^ c3 ^ k1;
      c3 = low0;
      k0 += W0;
      k1 += W1;
    }
    r0 = c0;
    r1 = c1;
    r2 = c2;
    r3 = c3;
  }
}
