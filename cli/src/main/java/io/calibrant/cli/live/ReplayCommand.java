package io.calibrant.cli.live;

import io.calibrant.cli.CommandFailure;
import io.calibrant.cli.ExitCode;
import io.calibrant.cli.Format;
import io.calibrant.cli.Interruption;
import io.calibrant.cli.OutputOptions;
import io.calibrant.cli.Progress;
import io.calibrant.cli.Rows;
import io.calibrant.cli.Terminal;
import io.calibrant.engine.fold.Replay;
import io.calibrant.engine.fold.ReplayEvent;
import io.calibrant.engine.fold.ReplayReport;
import io.calibrant.engine.journal.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `calibrant replay`: computes a journal's decisions again and compares them bit for bit.
@Command(
    name = "replay",
    description = "Compute every decision of a journal again and compare it bit for bit.",
    footer = {
      "",
      "Exit codes: 0 all are equal; 3 one differs, or damage hides a part of the journal. A tail",
      "that was cut off by a kill is told and is no difference."
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final long STOP_WAIT_SECONDS = 3;

  private final Terminal terminal;

  @Mixin private OutputOptions output = new OutputOptions();

  @Mixin private JournalArgument journal = new JournalArgument();

  /// The command on `terminal`.
  ///
  /// @param terminal where the counts are told
  public ReplayCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path directory = journal.existing();
    var course = new Course(Segment.list(directory).size());
    // Ctrl-C: what was compared is shown, a difference too: a process that was told to end waits
    // for this block, but for no exception.
    try (var _ = Interruption.calling(course::stop, STOP_WAIT_SECONDS)) {
      long startNs = System.nanoTime();
      ReplayReport report = Replay.run(directory, course::take, course::goesOn);
      double seconds = (System.nanoTime() - startNs) / 1e9;
      course.progress.clear();
      print(report, seconds);
      int code = exitCode(report, course);
      terminal.flush();
      return code;
    }
  }

  private void print(ReplayReport report, double seconds) {
    List<String> names =
        List.of(
            "entries",
            "messages",
            "cycles",
            "models",
            "matched",
            "mismatched",
            "unverifiable",
            "unwitnessed",
            "checkpointsEqual",
            "checkpointsDifferent",
            "damages",
            "seconds",
            "stateHash");
    Format format = output.format(Format.TABLE);
    try (Rows rows = Rows.to(format, terminal.out(), names)) {
      rows.count(report.entries())
          .count(report.messages())
          .count(report.cycles())
          .count(report.modelsMatched())
          .count(report.matched())
          .count(report.mismatched())
          .count(report.unverifiable())
          .count(report.unwitnessed())
          .count(report.checkpointsEqual())
          .count(report.checkpointsDifferent())
          .count(report.damages().size())
          .number(seconds)
          .text(report.stateHash().substring(0, 16))
          .end();
    }
    report.damages().forEach(damage -> terminal.error("damaged: " + damage));
  }

  private int exitCode(ReplayReport report, Course course) {
    if (course.cut) {
      terminal.error(
          "stopped in file %d of %d, after %,d entries: the rest was not compared"
              .formatted(
                  course.segment, Math.max(course.segment, course.segments), report.entries()));
    }
    if (report.firstMismatch().isPresent()) {
      return noResult("not identical: " + report.firstMismatch().get());
    }
    if (course.hidesDecisions()) {
      return noResult(
          "the journal is damaged before its end: decisions after the damage up to the next"
              + " checkpoint cannot be compared");
    }
    if (report.entries() == 0 && !course.cut) {
      throw CommandFailure.badInput(
          journal.existing() + ": holds no journal: name the one of `run`");
    }
    if (output.format(Format.TABLE) == Format.TABLE) {
      terminal
          .out()
          .println(
              "identical, bit for bit: %,d decisions, %,d on models"
                  .formatted(report.matched(), report.modelsMatched()));
    }
    return ExitCode.DONE;
  }

  private int noResult(String message) {
    terminal.error(message);
    return ExitCode.NO_RESULT;
  }

  /// How far the walk has come, and whether damage stands at the very end, as a kill leaves it, or
  /// before.
  private final class Course {
    private final int segments;
    private final Progress progress;
    private volatile boolean stopped;
    private boolean cut;
    private int segment;
    private boolean damaged;
    private boolean hides;

    private Course(int segments) {
      this.segments = segments;
      progress = new Progress(terminal.err(), terminal.errTerminal(), segments);
    }

    void stop() {
      stopped = true;
    }

    boolean goesOn() {
      cut = stopped;
      return !cut;
    }

    void take(ReplayEvent event) {
      switch (event) {
        case ReplayEvent.SegmentBegun _ -> progress.at(segment++);
        case ReplayEvent.Damaged _ -> damaged = true;
        case ReplayEvent.Recomputed _, ReplayEvent.Remodelled _ -> {
          hides |= damaged;
          progress.at(segment - 1);
        }
        case ReplayEvent.Broken _ -> {}
      }
    }

    boolean hidesDecisions() {
      return hides;
    }
  }
}
