package io.calibrant.cli;

import picocli.CommandLine.IVersionProvider;

/// What `calibrant --version` prints: our version, then the JDK's.
public final class Version implements IVersionProvider {
  /// Our own version; `development` where it runs from classes, not from the jar.
  public static final String OWN = own();

  private static String own() {
    String own = Version.class.getPackage().getImplementationVersion();
    return own == null ? "development" : own;
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "calibrant " + OWN, "java " + Runtime.version() + " on " + System.getProperty("os.name")
    };
  }
}
