package io.calibrant.core.calibration.track;

import io.calibrant.core.calibration.complexity.ComplexityControl;
import io.calibrant.core.calibration.complexity.Ladder;
import io.calibrant.core.calibration.model.ScoredFamily;
import io.calibrant.core.model.TransformModels;
import io.calibrant.core.solve.route.History;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The families that are followed through one underlying's quotes: a pure function from what was
/// known and the next quotes to what is known then.
///
/// Each family is fitted to all quotes and, with the same prior, to those that are not held out;
/// the choice among them is [ComplexityControl]'s.
///
/// @param names of the families, in the order in which they are told; not empty
public record ModelTrack(List<String> names) {
  /// What one step came to.
  ///
  /// @param decision for the world
  /// @param after for the next step
  public record Step(ModelDecision decision, TrackState after) {}

  /// Families by name: `svi`, any transform model, or any of [Ladder].
  public ModelTrack {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("no families: name one at least");
    }
    names.forEach(ModelTrack::followed);
  }

  private static FollowedFamily followed(String name) {
    if (name.equals(FollowedSmiles.NAME)) {
      return new FollowedSmiles();
    }
    var model = TransformModels.named(name);
    if (model.isPresent()) {
      return new FollowedModel(model.get());
    }
    return Ladder.named(name)
        .<FollowedFamily>map(FollowedOther::new)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "family '%s' is not known: known are %s and %s"
                        .formatted(name, Ladder.NAMES, TransformModels.names())));
  }

  /// Fits every family to `input`.
  ///
  /// @param cuts where deadlines stop the fits, and where they did
  public Step step(TrackState before, ModelInput input, Cuts cuts) {
    return step(before, input, cuts, _ -> {});
  }

  /// The same, telling each family's name when it is done.
  public Step step(TrackState before, ModelInput input, Cuts cuts, Consumer<String> done) {
    History history =
        before.routes().isEmpty() ? History.learned() : History.parse(before.routes());
    SortedMap<String, FamilyState> states = new TreeMap<>();
    List<ScoredFamily> scored = new ArrayList<>();
    List<FamilyResult> results = new ArrayList<>();
    for (String name : names) {
      FollowedFamily.Fitted fitted =
          followed(name).fit(input, before.families().get(name), history, cuts);
      scored.add(fitted.scored());
      results.add(fitted.result());
      if (fitted.after() != null) {
        states.put(name, fitted.after());
      }
      done.accept(name);
    }
    String inUse = before.inUse();
    var control =
        new ComplexityControl(
            inUse != null && names.contains(inUse) ? inUse : null, before.streak());
    ComplexityControl.Step choice = control.accept(scored);
    var decision =
        new ModelDecision(
            input.underlying(),
            input.asOfNs(),
            input.snapshotHash(),
            input.quotes().size(),
            input.expiryTimesNs().size(),
            results,
            new ModelDecision.Choice(
                choice.family(),
                choice.target(),
                choice.switched(),
                control.streak(),
                choice.reason()));
    return new Step(
        decision,
        new TrackState(states, history.toText(), control.inUse(), control.streak(), decision));
  }
}
