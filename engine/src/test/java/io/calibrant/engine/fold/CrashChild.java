package io.calibrant.engine.fold;

import io.calibrant.engine.MeanStages;
import io.calibrant.engine.SyntheticFeed;
import io.calibrant.engine.journal.JournalSettings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// The process that is killed: it journals and folds without end and says `sequence state-hash` of
/// whatever it acknowledges.
final class CrashChild {
  private CrashChild() {}

  public static void main(String[] args) throws IOException {
    var settings = new JournalSettings(Path.of(args[0]), 1_000_000, 1 << 30, "test");
    long seed = Long.parseLong(args[1]);
    var feed = new SyntheticFeed(new SplittableRandom(seed), 4, 1_000_000);
    var random = new SplittableRandom(seed + 1);
    try (var out = new FileOutputStream(FileDescriptor.out);
        JournalledFold fold = JournalledFold.open(settings, new MeanStages())) {
      for (long i = 0; i < 10_000_000; i++) {
        fold.say(feed.next());
        if (random.nextInt(30) == 0) {
          fold.cycle(feed.nowNs(), random.nextBoolean() ? "BTC" : "ETH");
        }
        if (random.nextInt(10) == 0) {
          long acknowledged = fold.flush();
          String line = acknowledged + " " + fold.state().counts().messages() + "\n";
          out.write(line.getBytes(StandardCharsets.US_ASCII));
        }
      }
    }
  }
}
