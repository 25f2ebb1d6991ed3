package io.calibrant.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.architecture.Sources.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The house style, as far as text can show it.
class TidyTest {
  private static final int MAX_COLUMNS = 100;
  private static final int MAX_METHOD_LINES = 70;

  /// The methods that were too long when the limit came; a line leaves when its method shrinks.
  private static final String LONG_METHODS =
      "cli/src/test/resources/io/calibrant/architecture/long-methods.txt";

  private static final Pattern BANNED_IN_TYPES =
      Pattern.compile(
          "(Manager|Helper|Utils?|Impl|Processor|Handler)(?![a-z])"
              + "|(Data|Info)$|^Abstract(?=[A-Z])|[a-z]2$");

  private static final Pattern FINANCIAL =
      Pattern.compile(
          "(?i)(?<![a-z])(strikes?|vols?|volatility|volatilities|quotes?|smiles?|expiry|expiries"
              + "|premiums?|vega|options?|markets?|surfaces?|discount\\w*|moneyness|svi|black)"
              + "(?![a-z])");

  private static final Pattern LITERAL = Pattern.compile("\"([^\"\\\\]|\\\\.)*\"");

  private static final Pattern PRINT = Pattern.compile("\\bSystem\\.(out|err)\\b");

  private static final Pattern BARE_TODO =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b(?!\\(#\\d+\\))");

  @Test
  void methods_length_neverGrowsPastTheLimit() throws IOException {
    List<String> known = Files.readAllLines(Sources.ROOT.resolve(LONG_METHODS));
    Map<String, Integer> tooLong =
        Declarations.ALL.methods.stream()
            .filter(m -> m.lineCount() > MAX_METHOD_LINES)
            .collect(
                Collectors.toMap(
                    Declarations.Method::id,
                    Declarations.Method::lineCount,
                    Math::max,
                    TreeMap::new));
    Map<String, Integer> allowed = new TreeMap<>();
    for (String line : known) {
      int space = line.lastIndexOf(' ');
      if (!line.isBlank() && !line.startsWith("#")) {
        allowed.put(line.substring(0, space), Integer.parseInt(line.substring(space + 1)));
      }
    }
    List<String> grown = new ArrayList<>();
    tooLong.forEach(
        (id, lines) -> {
          if (lines > allowed.getOrDefault(id, MAX_METHOD_LINES)) {
            grown.add("%s has %d lines: split it".formatted(id, lines));
          }
        });
    assertThat(grown).as("methods longer than %d lines", MAX_METHOD_LINES).isEmpty();
    assertThat(allowed.keySet())
        .as("lines of %s that can go: their methods are short now", LONG_METHODS)
        .isSubsetOf(tooLong.keySet());
  }

  @Test
  void types_names_sayWhatTheyAre() {
    assertThat(Declarations.ALL.types)
        .filteredOn(t -> t.file().contains("/src/main/"))
        .filteredOn(t -> BANNED_IN_TYPES.matcher(t.name()).find())
        .as("types named for nothing")
        .isEmpty();
  }

  @Test
  void lines_width_isAtMost100() {
    List<String> wide = new ArrayList<>();
    for (Source source : Sources.ALL) {
      List<String> lines = source.lines();
      boolean textBlock = false;
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (line.contains("\"\"\"")) {
          textBlock = !textBlock;
        }
        if (!textBlock && isTooWide(line)) {
          wide.add(source.path() + ":" + (i + 1));
        }
      }
    }
    assertThat(wide).as("lines wider than %d columns", MAX_COLUMNS).isEmpty();
  }

  /// Imports, addresses and literals cannot be broken and do not count.
  private static boolean isTooWide(String line) {
    String breakable = LITERAL.matcher(line).replaceAll("");
    return breakable.codePointCount(0, breakable.length()) > MAX_COLUMNS
        && !line.startsWith("import ")
        && !line.contains("https://");
  }

  @Test
  void output_use_staysInCommandsAndExamples() {
    Set<String> printing = Set.of("cli", "bench", "examples");
    assertThat(matches(PRINT, s -> s.isMain() && !printing.contains(s.module())))
        .as("prints outside cli, bench and examples")
        .isEmpty();
  }

  @Test
  void todos_text_namesAnIssue() {
    assertThat(matches(BARE_TODO, s -> true)).as("to-dos without (#issue)").isEmpty();
  }

  @Test
  void mathematics_words_knowNoFinance() {
    assertThat(
            matches(
                FINANCIAL,
                s ->
                    s.path().contains("/main/java/io/calibrant/core/math/")
                        || s.path().contains("/main/java/io/calibrant/core/solve/")))
        .as("financial words in core.math and core.solve")
        .isEmpty();
  }

  @Test
  void packages_nullness_isMarked() {
    Map<String, Boolean> marked = new TreeMap<>();
    for (Source source : Sources.ALL) {
      if (source.isMain()) {
        String folder = source.path().substring(0, source.path().lastIndexOf('/'));
        boolean marks =
            source.path().endsWith("/package-info.java") && source.text().contains("@NullMarked");
        marked.merge(folder, marks, Boolean::logicalOr);
      }
    }
    assertThat(marked).as("packages without @NullMarked in package-info.java").isNotEmpty();
    assertThat(marked.entrySet()).filteredOn(e -> !e.getValue()).isEmpty();
  }

  private static List<String> matches(Pattern pattern, Predicate<Source> concerned) {
    List<String> found = new ArrayList<>();
    for (Source source : Sources.ALL) {
      if (concerned.test(source)) {
        List<String> lines = source.lines();
        for (int i = 0; i < lines.size(); i++) {
          Matcher matcher = pattern.matcher(lines.get(i));
          if (matcher.find()) {
            found.add(
                String.format(
                    Locale.ROOT, "%s:%d: %s", source.path(), i + 1, matcher.group().strip()));
          }
        }
      }
    }
    return found;
  }
}
