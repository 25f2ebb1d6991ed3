package io.calibrant.core.solve.route;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the router knew, expected, chose and got; the journal's entry, of which [History] is the
/// fold.
///
/// @param features what it looked at
/// @param predictions of all candidates, in their order
/// @param workLimit what the deadline allowed when it chose, in evaluations of residuals
/// @param attempts in order
/// @param cost the least cost found
/// @param doubts what still speaks against the answer; empty if it is believed
public record RouteRecord(
    Features features,
    List<Prediction> predictions,
    double workLimit,
    List<Attempt> attempts,
    double cost,
    Set<Doubt> doubts) {
  /// A record; copies its collections.
  public RouteRecord {
    predictions = List.copyOf(predictions);
    attempts = List.copyOf(attempts);
    doubts = Doubt.copyOf(doubts);
  }

  /// Whether the answer may be believed.
  public boolean trusted() {
    return doubts.isEmpty();
  }

  /// Whether an attempt converged at the least cost found, though perhaps nothing confirmed it.
  public boolean hasConverged() {
    return attempts.stream()
        .filter(attempt -> Router.isAsGood(attempt.cost(), cost, features))
        .map(Attempt::doubts)
        .anyMatch(
            found ->
                !found.contains(Doubt.FAILED)
                    && !found.contains(Doubt.NOT_CONVERGED)
                    && !found.contains(Doubt.GRADIENT));
  }

  /// Why the first attempt was chosen, and what became of it, in sentences.
  public String reason() {
    return Choice.reason(this);
  }

  /// Everything on one line, with the reason for a reader last: fields between tabs, lists between
  /// `;`, their fields between `,`. Doubles are written so that [#parse] gives the same bits.
  public String toText() {
    return String.join(
        "\t",
        String.join(
            ",",
            features.kind(),
            Integer.toString(features.parameters()),
            Integer.toString(features.residuals()),
            flags(),
            Integer.toString(features.level())),
        predictions.stream()
            .map(
                p ->
                    String.join(
                        ",",
                        p.candidate(),
                        Double.toString(p.success()),
                        Double.toString(p.work()),
                        Integer.toString(p.trials())))
            .collect(Collectors.joining(";")),
        Double.toString(workLimit),
        attempts.stream()
            .map(
                a ->
                    String.join(
                        ",",
                        a.candidate(),
                        Double.toString(a.work()),
                        Integer.toString(a.evaluations()),
                        Double.toString(a.cost()),
                        text(a.doubts())))
            .collect(Collectors.joining(";")),
        Double.toString(cost),
        text(doubts),
        reason());
  }

  private String flags() {
    return (features.bounded() ? "b" : "-")
        + (features.warm() ? "w" : "-")
        + (features.whitened() ? "n" : "-")
        + (features.rough() ? "r" : "-")
        + (features.separable() ? "s" : "-");
  }

  private static String text(Set<Doubt> doubts) {
    return doubts.stream().sorted().map(Doubt::name).collect(Collectors.joining("+"));
  }

  /// The record of a line of [#toText].
  public static RouteRecord parse(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != 7) {
      throw new IllegalArgumentException(
          "%d fields in a route record: 7 expected, between tabs".formatted(fields.length));
    }
    String[] f = fields[0].split(",", -1);
    String flags = f[3];
    var features =
        new Features(
            f[0],
            Integer.parseInt(f[1]),
            Integer.parseInt(f[2]),
            flags.charAt(0) == 'b',
            flags.charAt(1) == 'w',
            flags.charAt(2) == 'n',
            flags.charAt(3) == 'r',
            flags.charAt(4) == 's',
            f.length > 4 ? Integer.parseInt(f[4]) : Features.NO_LEVEL);
    return new RouteRecord(
        features,
        items(fields[1]).map(RouteRecord::prediction).toList(),
        Double.parseDouble(fields[2]),
        items(fields[3]).map(RouteRecord::attempt).toList(),
        Double.parseDouble(fields[4]),
        doubts(fields[5]));
  }

  private static Stream<String[]> items(String field) {
    return Arrays.stream(field.split(";", -1))
        .filter(item -> !item.isEmpty())
        .map(item -> item.split(",", -1));
  }

  private static Prediction prediction(String[] p) {
    return new Prediction(
        p[0], Double.parseDouble(p[1]), Double.parseDouble(p[2]), Integer.parseInt(p[3]));
  }

  private static Attempt attempt(String[] a) {
    return new Attempt(
        a[0],
        Double.parseDouble(a[1]),
        Integer.parseInt(a[2]),
        Double.parseDouble(a[3]),
        doubts(a[4]));
  }

  private static Set<Doubt> doubts(String text) {
    Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
    for (String name : text.split("\\+", -1)) {
      if (!name.isEmpty()) {
        doubts.add(Doubt.valueOf(name));
      }
    }
    return doubts;
  }
}
