package io.calibrant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {
  /// The journal of a running engine gets new files while it is read.
  @Test
  void at_moreFilesThanCounted_isFull() {
    var text = new StringWriter();
    var progress = new Progress(new PrintWriter(text), true, 3);

    progress.at(5);

    assertThat(text.toString()).contains("█".repeat(30) + " 3/3 files", " 0 s left");
  }
}
