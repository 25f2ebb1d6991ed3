package io.calibrant.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.cli.ExitCode;
import io.calibrant.cli.Terminal;
import io.calibrant.core.decision.Decision;
import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.Origin;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.market.VenueMessage;
import io.calibrant.engine.fold.EngineState;
import io.calibrant.engine.fold.Stages;
import io.calibrant.engine.journal.Entry;
import io.calibrant.engine.journal.JournalSettings;
import io.calibrant.engine.journal.JournalWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {
  private static final String VENUE = "deribit";

  @TempDir Path directory;

  /// What a caller would tell of an exception is lost on Ctrl-C: the process ends with the command.
  @Test
  void call_decisionThatDiffers_tellsItBeforeItReturns() throws IOException {
    var written = new Decision.Hold(1, "BTC", "", Decision.HoldCode.NO_QUOTES, "none", null);
    EngineState state = EngineState.empty(Stages.STANDARD);
    var settings = JournalSettings.of(directory, "test");
    try (JournalWriter journal = JournalWriter.begin(settings, 0, state.toBytes(), 0)) {
      var future =
          new Instrument.Future(
              VENUE, "BTC-PERPETUAL", "BTC", Settlement.INVERSE, Instrument.Future.PERPETUAL);
      journal.append(new Entry.Said(new VenueMessage.Listed(Origin.of(VENUE, 1, 1), future)));
      journal.append(new Entry.Cycle(1, VENUE, "BTC", 0));
      journal.append(new Entry.Decided("0".repeat(64), written));
      journal.flush();
    }
    var out = new StringWriter();
    var err = new StringWriter();
    var terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintWriter(out),
            new PrintWriter(err),
            false,
            false);
    ReplayCommand command =
        CommandLine.populateCommand(new ReplayCommand(terminal), directory.toString());

    assertThat(command.call()).isEqualTo(ExitCode.NO_RESULT);
    assertThat(out.toString()).contains("mismatched");
    assertThat(err.toString()).contains("not identical: ");
  }
}
