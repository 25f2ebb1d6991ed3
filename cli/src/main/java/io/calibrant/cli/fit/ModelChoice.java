package io.calibrant.cli.fit;

import io.calibrant.cli.CommandFailure;
import io.calibrant.core.calibration.CalibratedSurface;
import io.calibrant.core.calibration.complexity.EvidenceChoice;
import io.calibrant.core.calibration.complexity.FamilyEvidence;
import io.calibrant.core.calibration.model.ClockedFamily;
import io.calibrant.core.calibration.model.Families;
import io.calibrant.core.calibration.model.Family;
import io.calibrant.core.calibration.model.FamilyFit;
import io.calibrant.core.calibration.model.FittedModel;
import io.calibrant.core.calibration.model.ModelQuotes;
import io.calibrant.core.calibration.model.Profile;
import io.calibrant.core.calibration.model.ScoredFamily;
import io.calibrant.core.calibration.model.SurfaceQuotes;
import io.calibrant.core.calibration.model.TransformFamily;
import io.calibrant.core.clock.VarianceClock;
import io.calibrant.core.surface.SurfaceSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The families that `--model` asks for, and whether one is to be chosen.
///
/// @param names in the order asked for, each once
/// @param chooses whether `auto` is among them
/// @param profiles whether parameters get their profile likelihood too
/// @param clock by which time runs in the fits; null for the calendar
record ModelChoice(
    List<String> names, boolean chooses, boolean profiles, @Nullable VarianceClock clock) {
  /// No model: the surface alone.
  static final ModelChoice NONE = new ModelChoice(List.of(), false, false, null);

  private static final String AUTO = "auto";
  private static final double NS_PER_MS = 1e6;

  /// The families of a list such as `svi,heston`; `auto` adds the ladder.
  static ModelChoice parse(String list) {
    Set<String> names = new LinkedHashSet<>();
    boolean chooses = false;
    for (String word : list.split(",", -1)) {
      String name = word.strip();
      if (name.equals(AUTO)) {
        chooses = true;
        names.add(PublishedFamily.NAME);
        names.addAll(Families.LADDER);
      } else if (known().contains(name)) {
        names.add(name);
      } else {
        throw CommandFailure.badInput(
            "--model=%s: '%s' is not a model; known are %s and auto"
                .formatted(list, name, String.join(", ", known())));
      }
    }
    return new ModelChoice(List.copyOf(names), chooses, false, null);
  }

  /// The same with or without profiles.
  ModelChoice withProfiles(boolean wanted) {
    return new ModelChoice(names, chooses, wanted, clock);
  }

  /// The same with times by a clock.
  ModelChoice on(@Nullable VarianceClock other) {
    if (other != null && (names.isEmpty() || chooses)) {
      throw CommandFailure.badInput(
          "--events, --weekend: name the models with --model, without auto; the surface itself is"
              + " fitted in total variance, which no clock changes");
    }
    return new ModelChoice(names, chooses, profiles, other);
  }

  private static List<String> known() {
    List<String> known = new ArrayList<>(Families.names());
    known.add(1, PublishedFamily.NAME);
    return known;
  }

  /// Fits them all to the core quotes of `surface`.
  List<ModelRow> fit(SurfaceSnapshot snapshot, CalibratedSurface surface) {
    if (names.isEmpty()) {
      return List.of();
    }
    ModelQuotes quotes = SurfaceQuotes.STANDARD.of(surface);
    if (quotes.size() == 0) {
      return List.of();
    }
    List<ScoredFamily> scored = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    for (String name : names) {
      long startNs = System.nanoTime();
      scored.add(ScoredFamily.of(clocked(family(name, snapshot, surface), snapshot), quotes));
      times.add((System.nanoTime() - startNs) / NS_PER_MS);
    }
    List<FamilyEvidence> evidence =
        chooses ? scored.stream().map(FamilyEvidence::of).toList() : List.of();
    EvidenceChoice choice = chooses ? EvidenceChoice.of(evidence) : null;
    List<ModelRow> rows = new ArrayList<>();
    for (int i = 0; i < scored.size(); i++) {
      boolean chosen =
          choice != null && choice.chosen().scored().family().name().equals(names.get(i));
      rows.add(
          new ModelRow(
              scored.get(i),
              times.get(i),
              chosen,
              chosen && choice != null ? choice.reason() : "",
              chooses ? evidence.get(i) : null,
              profiles ? profiles(scored.get(i)) : List.of()));
    }
    return List.copyOf(rows);
  }

  /// In variance time, but for the published surface, whose total variances are the same.
  private Family clocked(Family family, SurfaceSnapshot snapshot) {
    return clock == null || family instanceof PublishedFamily
        ? family
        : new ClockedFamily(family, clock, snapshot.asOfNs());
  }

  /// The fit as the family made it, in its own time.
  static FamilyFit own(ScoredFamily scored) {
    return scored.fit() instanceof ClockedFamily.Fit(FamilyFit own, ClockedFamily _)
        ? own
        : scored.fit();
  }

  private static List<Profile> profiles(ScoredFamily scored) {
    return own(scored) instanceof TransformFamily.Solved(FittedModel fitted)
        ? Profile.allOf(fitted)
        : List.of();
  }

  private static Family family(String name, SurfaceSnapshot snapshot, CalibratedSurface surface) {
    return name.equals(PublishedFamily.NAME)
        ? new PublishedFamily(snapshot, surface)
        : Families.named(name).orElseThrow();
  }
}
