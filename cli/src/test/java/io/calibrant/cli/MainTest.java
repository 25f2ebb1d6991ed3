package io.calibrant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @ParameterizedTest
  @ValueSource(strings = {"run", "fit", "iv", "price", "simulate", "replay", "doctor", "bench"})
  void help_ofEachCommand_isPrintedWithExitCode0(String command) {
    CliRun run = CliRun.of(command, "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Usage: calibrant " + command);
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "fit", "iv", "price", "simulate", "replay", "doctor"})
  void format_ofEachCommand_isOffered(String command) {
    assertThat(CliRun.of(command, "--help").out()).contains("--format=FORMAT");
  }

  @Test
  void help_ofTheRoot_listsWhatExistsOnly() {
    String out = CliRun.of("--help").out();

    assertThat(out)
        .contains("run ", "fit ", "iv ", "price ", "simulate ", "replay ", "backtest ", "doctor ");
    assertThat(out).doesNotContain("keeper", "record ", "verify");
  }

  @Test
  void noCommand_printsUsage_exitCode2() {
    CliRun run = CliRun.of();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("no command given", "Usage: calibrant");
  }

  @Test
  void unknownOption_namesIt_exitCode2() {
    CliRun run = CliRun.of("fit", "--formatt", "json", "x.csv");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--formatt", "calibrant fit --help");
  }

  @Test
  void unknownFormat_namesTheChoices_exitCode2() {
    CliRun run = CliRun.of("iv", "-", "--format", "xml");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--format", "xml", "JSON");
  }

  @Test
  void version_isPrinted() {
    assertThat(CliRun.of("--version").lines().getFirst()).startsWith("calibrant ");
  }

  @Test
  void help_withoutATerminal_hasNoColours() {
    assertThat(CliRun.of("fit", "--help").out()).doesNotContain("\u001b");
  }
}
