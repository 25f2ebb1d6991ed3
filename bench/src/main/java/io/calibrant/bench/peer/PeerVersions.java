package io.calibrant.bench.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/// Names of the peers with the versions that the build resolved.
public final class PeerVersions {
  /// `finmath 6.0.28` or as the build has it.
  public static final String FINMATH = "finmath " + version("finmath");

  /// `strata 2.12.48` or as the build has it.
  public static final String STRATA = "strata " + version("strata");

  private PeerVersions() {}

  private static String version(String peer) {
    var versions = new Properties();
    try (InputStream in =
        Objects.requireNonNull(PeerVersions.class.getResourceAsStream("versions.properties"))) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Objects.requireNonNull(versions.getProperty(peer), peer);
  }
}
