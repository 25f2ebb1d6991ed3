package io.calibrant.cli.csv;

import io.calibrant.cli.CommandFailure;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What became of the rows of one input: each has one status, and at least one must have a result.
///
/// `NO_X`: the field of X is empty. `BAD_X`: X is a number outside its domain.
final class RowStatus {
  static final String OK = "OK";

  /// T = 0: the value is the payoff.
  static final String EXPIRED = "EXPIRED";

  private static final int MAX_SHOWN = 4;

  private final Map<String, Integer> withoutResult = new LinkedHashMap<>();
  private long resultCount;

  /// Counts a row.
  void count(String status, boolean result) {
    if (result) {
      resultCount++;
    } else {
      withoutResult.merge(status, 1, Integer::sum);
    }
  }

  /// Ends the command with exit code 3 when no row had a result.
  ///
  /// @param result what a row should have had, such as `vol`
  void requireResult(String result) {
    if (resultCount > 0) {
      return;
    }
    if (withoutResult.isEmpty()) {
      throw CommandFailure.noResult("the input has a header and no rows");
    }
    String most =
        withoutResult.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(MAX_SHOWN)
            .map(entry -> "%s %d".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", "));
    throw CommandFailure.noResult(
        "no row gave a %s (%s): see the status of each".formatted(result, most));
  }

  /// The first that is not [#OK].
  static String first(String... statuses) {
    for (String status : statuses) {
      if (!status.equals(OK)) {
        return status;
      }
    }
    return OK;
  }

  /// The status of a number that must be > 0; NaN is an empty field.
  static String positive(String name, double value) {
    return Double.isNaN(value) ? "NO_" + name : value > 0 ? OK : "BAD_" + name;
  }

  /// The status of a number that must be ≥ 0; NaN is an empty field.
  static String notNegative(String name, double value) {
    return Double.isNaN(value) ? "NO_" + name : value >= 0 ? OK : "BAD_" + name;
  }
}
