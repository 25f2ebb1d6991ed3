package io.calibrant.cli.backtest;

import io.calibrant.core.calibration.complexity.ComplexityControl;
import io.calibrant.core.calibration.complexity.ForwardScore;
import io.calibrant.core.calibration.complexity.Ladder;
import io.calibrant.core.calibration.model.Family;
import io.calibrant.core.calibration.model.FamilyFit;
import io.calibrant.core.calibration.model.FitLoss;
import io.calibrant.core.calibration.model.HoldOut;
import io.calibrant.core.calibration.model.Objective;
import io.calibrant.core.calibration.model.ScoredFamily;
import io.calibrant.core.calibration.model.TransformFamily;
import java.util.stream.Stream;

/// How the published ladder scores a family: one fit, to the strikes that are not held out, is
/// scored on these, on the others and on the next snapshot.
///
/// Found by the figures: SVI and SSVI in sample and forward agree with them to 0.006 this way, and
/// not with a fit to all strikes. Models are fitted a second time with vols weighted alike.
final class PublishedProtocol {
  /// What complexity control says here, where it is not asked.
  static final ComplexityControl.Step NO_CHOICE =
      new ComplexityControl.Step("none", "none", false, "not asked");

  private static final String ALIKE = ", vols alike";
  private static final double NS_PER_MS = 1e6;

  private PublishedProtocol() {}

  /// The names under which a family is scored.
  static Stream<String> variants(String name) {
    return Ladder.named(name).orElseThrow() instanceof TransformFamily
        ? Stream.of(name, name + ALIKE)
        : Stream.of(name);
  }

  static ModelScore score(String name, HoldOut split, ForwardScore forward) {
    long startNs = System.nanoTime();
    Family family = family(name);
    FamilyFit fit = family.fit(split.shown());
    double elapsedMs = (System.nanoTime() - startNs) / NS_PER_MS;
    double[] held = fit.vols(split.held());
    var scored =
        new ScoredFamily(
            family,
            fit,
            split.shown(),
            FitLoss.ofVols(split.shown(), fit.vols(split.shown())),
            FitLoss.ofVols(split.held(), held),
            ScoredFamily.HeldErrors.of(split.held(), held));
    return ModelScore.of(name, scored, forward.rmse(forward.vols(fit)), elapsedMs, 0);
  }

  private static Family family(String name) {
    boolean alike = name.endsWith(ALIKE);
    String known = alike ? name.substring(0, name.length() - ALIKE.length()) : name;
    Family family = Ladder.named(known).orElseThrow();
    return alike && family instanceof TransformFamily model
        ? new TransformFamily(model.model(), Objective.EQUAL_VOLS, false)
        : family;
  }
}
