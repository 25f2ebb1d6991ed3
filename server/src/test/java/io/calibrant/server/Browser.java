package io.calibrant.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.RemoteWebDriver;

/// Headless Chromium through ChromeDriver, from the distribution's packages.
final class Browser implements AutoCloseable {
  static final String MISSING =
      "no chromium and chromedriver on this machine: browser tests are skipped"
          + " (apt-get install chromium chromium-driver)";

  private static final List<String> FLAGS =
      List.of(
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-dev-shm-usage",
          "--hide-scrollbars",
          "--force-device-scale-factor=1",
          "--window-size=1600,900");
  private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
  private static final int WAIT_SECONDS = 20;
  private static final long POLL_NS = 50_000_000;

  private final Process driverProcess;
  private final RemoteWebDriver driver;

  private Browser(Process driverProcess, RemoteWebDriver driver) {
    this.driverProcess = driverProcess;
    this.driver = driver;
  }

  static boolean isInstalled() {
    return binary("chromium").isPresent() && binary("chromedriver").isPresent();
  }

  static Browser start() throws IOException {
    Process process =
        new ProcessBuilder(binary("chromedriver").orElseThrow().toString(), "--port=0")
            .redirectErrorStream(true)
            .start();
    URI address = URI.create("http://127.0.0.1:" + portOf(process));
    ChromeOptions options = new ChromeOptions();
    options.setBinary(binary("chromium").orElseThrow().toString());
    options.addArguments(FLAGS);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    return new Browser(process, new RemoteWebDriver(address.toURL(), options, false));
  }

  void open(int port, String hash) {
    driver.get("http://127.0.0.1:" + port + "/" + hash);
  }

  /// Waits until the JavaScript expression `condition` is true.
  void await(String condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(WAIT_SECONDS).toNanos();
    while (!Boolean.TRUE.equals(driver.executeScript("return Boolean(" + condition + ");"))) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "not within %d s: %s; the page shows: %s"
                .formatted(WAIT_SECONDS, condition, text("body")));
      }
      LockSupport.parkNanos(POLL_NS);
    }
  }

  String text(String selector) {
    return driver.findElement(By.cssSelector(selector)).getText();
  }

  int count(String selector) {
    return driver.findElements(By.cssSelector(selector)).size();
  }

  void press(CharSequence keys) {
    driver.findElement(By.tagName("body")).sendKeys(keys);
  }

  void click(String selector) {
    driver.findElement(By.cssSelector(selector)).click();
  }

  void hover(String selector) {
    new Actions(driver).moveToElement(driver.findElement(By.cssSelector(selector))).perform();
  }

  /// Sets the size of the window's inside.
  void resize(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
  }

  void type(String selector, String text) {
    driver.findElement(By.cssSelector(selector)).sendKeys(text);
  }

  /// Runs `script`, which calls `done(text)`.
  String evaluateAsync(String script) {
    driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
    return String.valueOf(
        driver.executeAsyncScript("const done = arguments[arguments.length - 1];" + script));
  }

  void screenshot(Path file) throws IOException {
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  /// Errors and warnings in the console since the last call.
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
    driverProcess.destroy();
  }

  private static int portOf(Process process) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
        return Integer.parseInt(port.group(1));
      }
    }
    throw new IOException("chromedriver ended before it said its port");
  }

  private static Optional<Path> binary(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin");
    return Stream.concat(Stream.of(path.split(":", -1)), Stream.of("/usr/bin"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
