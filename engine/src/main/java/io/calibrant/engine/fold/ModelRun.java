package io.calibrant.engine.fold;

import io.calibrant.core.calibration.track.Cuts;
import io.calibrant.core.calibration.track.ModelInput;
import io.calibrant.core.calibration.track.ModelTrack;
import io.calibrant.core.calibration.track.TrackState;
import java.util.function.Consumer;

/// One step of an underlying's models, taken out of the state with all that it rests on, so that it
/// may go on beside the fold on any thread; what it comes to is a function of these values and of
/// where deadlines cut it.
public record ModelRun(ModelTrack track, TrackState before, ModelInput input) {
  /// Fits the models.
  ///
  /// @param done is told each family's name when it is fitted
  public ModelTrack.Step run(Cuts cuts, Consumer<String> done) {
    return track.step(before, input, cuts, done);
  }
}
