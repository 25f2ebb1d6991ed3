package io.calibrant.cli;

import picocli.CommandLine.IVersionProvider;

/// What `calibrant --version` prints: our version, then the JDK's.
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String own = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "calibrant " + (own == null ? "0.1.0-SNAPSHOT" : own),
      "java " + Runtime.version() + " on " + System.getProperty("os.name")
    };
  }
}
