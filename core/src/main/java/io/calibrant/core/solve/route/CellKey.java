package io.calibrant.core.solve.route;

import java.util.Set;

/// What problems, or answers, have in common, as a key of [History]'s tables: finer keys differ in
/// more.
///
/// @param kind of the question; empty: all kinds
/// @param code the rest, packed; its low bits tell the sort of key
record CellKey(String kind, int code) {
  static final CellKey ALL = new CellKey("", 0);

  private static final int KIND = 1;
  private static final int SHAPE = 2;
  private static final int START = 3;
  private static final int EXPLAINED = 4;
  private static final int EXPLAINED_COST = 5;
  private static final int MINIMUM = 6;
  private static final int MINIMA = 7;

  /// Problems of a kind.
  static CellKey kind(Features f) {
    return new CellKey(f.kind(), kindCode(f.rough()));
  }

  private static int kindCode(boolean rough) {
    return KIND | bit(rough, 3);
  }

  /// Whether this is the key of a kind's smooth, or rough, problems.
  boolean isKind(boolean rough) {
    return code == kindCode(rough);
  }

  /// Kind, `*` for all, and code between a space.
  String toText() {
    return (kind.isEmpty() ? "*" : kind) + " " + code;
  }

  /// The key of the two words of [#toText].
  static CellKey parse(String kind, String code) {
    return new CellKey(kind.equals("*") ? "" : kind, Integer.parseInt(code));
  }

  /// Problems alike in everything but the number of residuals and the start.
  static CellKey shape(Features f) {
    return new CellKey(f.kind(), SHAPE | shapeBits(f));
  }

  /// Those with a start about as bad, too.
  static CellKey start(Features f) {
    return new CellKey(f.kind(), startCode(f));
  }

  /// The code of that key.
  static int startCode(Features f) {
    return START | shapeBits(f) | level(f.level());
  }

  /// Answers of a kind that passed every check.
  static CellKey explained(Features f) {
    return new CellKey(f.kind(), EXPLAINED | bit(f.rough(), 3));
  }

  /// Those to problems of one shape, within a factor of eight in cost a residual.
  static CellKey explained(Features f, double cost) {
    return new CellKey(f.kind(), explainedCode(f, cost));
  }

  /// The code of that key.
  static int explainedCode(Features f, double cost) {
    return EXPLAINED_COST | shapeBits(f) | level(Features.octave(2 * cost / f.residuals()));
  }

  /// Answers of a kind that look like a minimum but cost more than noise explains, at a bound or
  /// not.
  static CellKey minima(Features f, Set<Doubt> doubts) {
    return new CellKey(
        f.kind(), MINIMA | bit(f.rough(), 3) | bit(doubts.contains(Doubt.AT_BOUND), 7));
  }

  /// Answers that look like a minimum but cost more than noise explains: to problems of one shape,
  /// at a bound or not, within a factor of eight in cost.
  static CellKey minimum(Features f, Set<Doubt> doubts, double cost) {
    return new CellKey(f.kind(), minimumCode(f, doubts, cost));
  }

  /// The code of that key.
  static int minimumCode(Features f, Set<Doubt> doubts, double cost) {
    return MINIMUM
        | shapeBits(f)
        | bit(doubts.contains(Doubt.AT_BOUND), 7)
        | level(Features.octave(cost));
  }

  /// Of a kind, the minima that `candidate` took for the right one and that were not: what `helper`
  /// found from the same start.
  static CellKey other(Features f, String candidate, String helper) {
    int first =
        candidate.equals(Candidate.TRUST_REGION)
            ? 1
            : candidate.equals(Candidate.LEVENBERG_MARQUARDT) ? 2 : 3;
    return new CellKey(
        f.kind(), bit(f.rough(), 3) | first << 4 | bit(helper.equals(Candidate.LBFGS), 6));
  }

  private static int shapeBits(Features f) {
    return bit(f.rough(), 3)
        | bit(f.warm(), 4)
        | bit(f.bounded(), 5)
        | bit(f.whitened(), 6)
        | Math.min(f.parameters(), 255) << 8;
  }

  private static int level(int octave) {
    return (octave + 512) << 16;
  }

  private static int bit(boolean on, int place) {
    return on ? 1 << place : 0;
  }
}
