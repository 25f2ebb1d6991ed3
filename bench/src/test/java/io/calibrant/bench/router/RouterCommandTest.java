package io.calibrant.bench.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RouterCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    var command =
        new RouterCommand(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new CommandLine(command)
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .execute(arguments);
  }

  @Test
  void share_none_isRefused() {
    for (String share : new String[] {"0", "1.1", "NaN"}) {
      err.reset();
      assertThat(run("--share", share)).isEqualTo(CommandLine.ExitCode.USAGE);
      assertThat(err.toString(StandardCharsets.UTF_8)).contains("--share " + share);
    }
  }

  /// What is trained is the same whether it is kept or read back.
  @Test
  void trained_keptHistory_isWhatAnotherRunReads(@TempDir Path folder) throws Exception {
    var first = new RouterRun(0.01, 0.01, 0);
    first.train(text -> {});
    Path file = folder.resolve("trained.txt");
    Files.writeString(file, first.training());
    var second = new RouterRun(0.01, 0.01, 0);
    second.trainFrom(Files.readString(file));
    assertThat(second.training()).isEqualTo(first.training());
    assertThat(second.trained).isEqualTo(first.trained);
  }
}
