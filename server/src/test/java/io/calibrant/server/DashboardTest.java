package io.calibrant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.calibrant.core.decision.Decision;
import io.calibrant.engine.api.EngineHealth;
import io.calibrant.engine.api.SurfaceFeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/// The dashboard in a real browser.
class DashboardTest {
  /// Texts of less than 4.5:1 on what is painted behind them, by WCAG 2.
  private static final String CONTRAST =
      """
      const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
      const rgb = (colour) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
      };
      const light = ([r, g, b]) => [r, g, b]
        .map((c) => (c / 255 <= 0.03928 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4))
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
      const ground = (node) => {
        for (let n = node; n; n = n.parentElement) {
          const colour = rgb(getComputedStyle(n).backgroundColor);
          if (colour[3] > 200) return colour;
        }
        return rgb(getComputedStyle(document.documentElement).backgroundColor);
      };
      const faint = new Set();
      for (const node of document.querySelectorAll('.top *, .rail *, .page *')) {
        const own = [...node.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
        if (!own || !node.offsetParent) continue;
        const [a, b] = [light(rgb(getComputedStyle(node).color)), light(ground(node))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) faint.add(`${node.className || node.tagName} '${node.textContent.slice(0, 20)}' ${ratio.toFixed(2)}`);
      }
      done([...faint].join('; '));
      """;

  private static final List<String> PAGES =
      List.of("monitor", "surface", "smile", "term", "parameters", "router");

  private static @Nullable Browser shared;

  private final FakeFeed feed = FakeFeed.live();
  private CalibrantServer server = start(feed, 0);

  @BeforeAll
  static void launch() throws IOException {
    assumeTrue(Browser.isInstalled(), Browser.MISSING);
    shared = Browser.start();
  }

  @AfterAll
  static void quit() {
    if (shared != null) {
      shared.close();
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everyPage_showsDataWithoutComplaints() throws IOException {
    Path pictures = Files.createDirectories(Path.of("target", "screenshots"));
    Browser browser = browser();
    for (String page : new String[] {"monitor", "surface", "smile", "term", "surface?view=3d"}) {
      open(browser, "#/" + page);
      browser.await("document.querySelector('canvas')");
      assertThat(drawnShare(browser)).as(page).isGreaterThan(0.002);
      assertThat(browser.text(".chip")).isEqualTo("● LIVE");
      assertThat(browser.complaints()).as(page).isEmpty();
      browser.screenshot(pictures.resolve(page.replace("?view=", "-") + ".png"));
    }
  }

  @Test
  void modelPages_showParametersErrorsAndTheReasonOfTheChoice() throws IOException {
    Path pictures = Files.createDirectories(Path.of("target", "screenshots"));
    for (int i = 0; i < 3; i++) {
      feed.step(20_000_000_000L);
      feed.fitModels();
    }
    Browser browser = browser();
    open(browser, "#/parameters?family=heston");
    browser.await("document.querySelectorAll('.multiple canvas').length == 5");
    assertThat(browser.count("table.parameters tbody tr")).isEqualTo(5);
    assertThat(browser.text("table.parameters tbody tr:nth-child(2)")).startsWith("κ");
    assertThat(browser.text(".model-facts .detail:not([hidden])")).isNotBlank();
    assertThat(browser.text(".badge")).isNotBlank();
    browser.screenshot(pictures.resolve("parameters.png"));
    browser.press(Keys.F9);
    browser.await("location.hash.startsWith('#/router')");
    browser.await("document.querySelectorAll('.page-router canvas').length == 2");
    assertThat(browser.text(".choice-line")).contains("is in use", "held out");
    assertThat(browser.text(".route .why")).contains("Chosen: ", " because ", "evaluations");
    assertThat(browser.text(".page-router table.summary")).contains("held out vp", "heston");
    browser.screenshot(pictures.resolve("router.png"));
    // A step that comes while the page is open is shown without asking again.
    feed.step(5_000_000_000L);
    feed.fitModels();
    feed.step(1_000_000L);
    browser.await(
        "document.querySelector('.models-panel .note').textContent.includes('fitted 0.0 s ago')");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void modelPages_noModels_sayWhy() {
    Browser browser = browser();
    open(browser, "#/parameters");
    assertThat(browser.text(".nothing")).contains("No model has been fitted");
    open(browser, "#/router");
    assertThat(browser.text(".nothing")).contains("No model has been fitted");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void monitor_everyExpiry_hasARowAndMissingNumbersAreNotZero() {
    Browser browser = browser();
    open(browser, "#/monitor");
    assertThat(browser.count("table.summary tbody tr")).isEqualTo(13);
    assertThat(browser.text("tr[data-expiry='25NOV26']")).contains("n/a", "thin");
    assertThat(browser.text("tr[data-expiry='23NOV26'] td:nth-child(6)")).isEqualTo("n/a");
    assertThat(browser.text(".log")).contains("1,204 instruments subscribed");
  }

  @Test
  void keyboard_everyKey_doesItsWork() {
    Browser browser = browser();
    open(browser, "#/smile");
    browser.press("6");
    browser.await("document.querySelector('.tabs [aria-selected=true]').dataset.expiry=='20DEC26'");
    browser.press("k");
    browser.await("location.hash.includes('axis=strike')");
    browser.press("m");
    browser.await("location.hash.includes('axis=k')");
    browser.press("d");
    browser.await("!location.hash.includes('axis')");
    browser.press("b");
    browser.await("location.hash.includes('bands=0')");
    browser.press("r");
    browser.await("location.hash.includes('residuals=0')");
    browser.press(Keys.ARROW_DOWN);
    browser.await("location.hash.includes('e=27DEC26')");
    browser.press(Keys.F4);
    browser.await("location.hash.startsWith('#/term')");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void url_holdsTheWholeState() {
    Browser browser = browser();
    open(browser, "#/smile?u=ETH&e=24JAN27&axis=strike&bands=0");
    browser.await("document.querySelector('.panel h2').textContent=='Smile 24JAN27'");
    assertThat(browser.text(".assets [aria-pressed=true]")).isEqualTo("ETH");
    assertThat(browser.text(".choice[aria-label=Axis] [aria-pressed=true]")).isEqualTo("K");
  }

  @Test
  void space_freezesTheViewWhileDataGoOn() {
    Browser browser = browser();
    open(browser, "#/monitor");
    browser.press(" ");
    browser.await("document.querySelector('.top .toggle').textContent.includes('frozen')");
    String before = browser.text(".hash");
    feed.step(1_000_000_000L);
    browser.await("Number(document.body.dataset.frames) >= 2");
    assertThat(browser.text(".hash")).isEqualTo(before);
    browser.press(" ");
    browser.await("document.querySelector('.hash').textContent != '" + before + "'");
  }

  @Test
  void state_holdFrozenAndStale_areSaidInWords() {
    Browser browser = browser();
    open(browser, "#/monitor");
    feed.hold("BTC", Decision.HoldCode.CHECK_FAILED, "calendar gap at 28NOV26");
    browser.await("document.querySelector('.hold').textContent.includes('CHECK_FAILED')");
    feed.engineState(EngineHealth.State.FROZEN);
    browser.await("document.querySelector('.chip').textContent.includes('FROZEN')");
    feed.engineState(EngineHealth.State.LIVE);
    feed.pass(Duration.ofSeconds(30).toNanos());
    browser.await("document.querySelector('.chip').textContent.includes('STALE')");
    browser.await("/^3\\d s$/.test(document.querySelector('.age').textContent)");
    assertThat(browser.text("#banner")).contains("STALE", "more than 10 s is stale");
  }

  @Test
  void serverRestart_isSurvived() {
    Browser browser = browser();
    open(browser, "#/smile");
    int port = server.port();
    server.close();
    browser.await("document.querySelector('.chip').textContent.includes('OFFLINE')");
    assertThat(browser.text(".panel h2")).startsWith("Smile ");
    server = start(feed, port);
    browser.await("document.body.dataset.state == 'LIVE'");
    String before = browser.text(".hash");
    feed.step(1_000_000_000L);
    browser.await("document.querySelector('.hash').textContent != '" + before + "'");
    browser.complaints();
  }

  @Test
  void underlyingWithoutSurface_saysSo() {
    Browser browser = browser();
    browser.open(server.port(), "#/monitor?u=SOL");
    for (String page : new String[] {"monitor", "surface", "smile", "term"}) {
      browser.open(server.port(), "#/" + page + "?u=SOL");
      browser.await(
          "document.querySelector('.empty:not([hidden])')?.textContent"
              + ".includes('Nothing of SOL has been published')");
    }
    browser.open(server.port(), "#/term?u=DOGE");
    browser.await("document.querySelector('.empty').textContent.includes('DOGE is not known')");
    assertThat(browser.text(".empty")).contains("BTC, ETH, SOL");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void tenors_onEveryPage_standBesideTheExpiries() {
    Browser browser = browser();
    open(browser, "#/monitor");
    browser.press("t");
    browser.await("location.hash.includes('by=tenor')");
    browser.await("document.querySelectorAll('table.summary tbody tr').length == 10");
    assertThat(browser.text("tr[data-expiry='1M']")).contains("30", "interpolated");
    assertThat(browser.text("tr[data-expiry='1Y']")).contains("extrapolated", "n/a");
    for (String page : new String[] {"surface", "surface?view=3d", "term"}) {
      open(browser, "#/" + page + (page.contains("?") ? "&" : "?") + "by=tenor");
      assertThat(drawnShare(browser)).as(page).isGreaterThan(0.002);
      assertThat(browser.complaints()).as(page).isEmpty();
    }
    open(browser, "#/smile?e=1M");
    assertThat(browser.text(".panel h2")).isEqualTo("Smile 1M");
    assertThat(browser.text(".aside-list")).startsWith("Interpolated between");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void coinDelta_whenOn_movesTheWings() {
    Browser browser = browser();
    open(browser, "#/monitor");
    String forward = browser.text("tr[data-expiry='27DEC26'] td:nth-child(9)");
    browser.press("c");
    browser.await("location.hash.includes('delta=coin')");
    browser.await(
        "document.querySelector(\"tr[data-expiry='27DEC26'] td:nth-child(9)\").textContent != '"
            + forward
            + "'");
    open(browser, "#/smile?delta=coin");
    assertThat(drawnShare(browser)).isGreaterThan(0.002);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void crossHair_byKeyboard_standsOnEveryChartAndReadsTheSmile() {
    Browser browser = browser();
    open(browser, "#/smile");
    drawnShare(browser);
    browser.press(Keys.ARROW_RIGHT);
    browser.press(Keys.ARROW_RIGHT);
    browser.await("document.querySelectorAll('.cross:not([hidden])').length == 3");
    assertThat(browser.text(".readout")).contains("K ", "Δ call 0.", "σ ", "±");
    String before = browser.text(".readout");
    browser.press(Keys.ARROW_LEFT);
    browser.await("document.querySelector('.readout').textContent != '" + before + "'");
  }

  @Test
  void tooltip_whileFramesCome_stays() {
    Browser browser = browser();
    open(browser, "#/surface");
    drawnShare(browser);
    browser.hover(".plot canvas");
    browser.await("document.querySelector('.float:not([hidden]) .chart-tip')");
    String frames = browser.evaluateAsync("done(document.body.dataset.frames)");
    feed.step(1_000_000_000L);
    browser.await("document.body.dataset.frames != '" + frames + "'");
    browser.evaluateAsync("setTimeout(() => done(''), 500)");
    assertThat(browser.text(".float:not([hidden]) .chart-tip")).contains("Implied vol", "strike");
  }

  @Test
  void theme_flipped_isKeptAndFlipsBack() {
    Browser browser = browser();
    open(browser, "#/smile");
    String theme = "document.documentElement.dataset.theme";
    String before = browser.evaluateAsync("done(" + theme + ")");
    String ground = "getComputedStyle(document.body).backgroundColor";
    String colour =
        browser.evaluateAsync(
            "done("
                + ground
                + " + getComputedStyle(document.querySelector('.panel')).backgroundColor)");
    browser.press("l");
    browser.await(theme + " != '" + before + "'");
    String other =
        browser.evaluateAsync(
            "done("
                + ground
                + " + getComputedStyle(document.querySelector('.panel')).backgroundColor)");
    assertThat(other).isNotEqualTo(colour);
    assertThat(drawnShare(browser)).isGreaterThan(0.002);
    open(browser, "#/smile");
    browser.await(theme + " != '" + before + "'");
    browser.press("l");
    browser.await(theme + " == '" + before + "'");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void theme_both_haveContrastOfAtLeastFourAndAHalf() {
    Browser browser = browser();
    open(browser, "#/monitor");
    for (int i = 0; i < 2; i++) {
      assertThat(browser.evaluateAsync(CONTRAST)).isEmpty();
      browser.press("l");
    }
  }

  @Test
  void playback_overTheHistory_showsWhatStoodThenAndReturns() {
    for (int i = 0; i < 30; i++) {
      feed.step(2_000_000_000L);
    }
    Browser browser = browser();
    open(browser, "#/monitor");
    String live = browser.text(".hash");
    browser.press("p");
    browser.await("document.querySelector('.chip').textContent.includes('HISTORIC')");
    browser.await("!document.querySelector('.playback input').disabled");
    browser.evaluateAsync(
        "const s = document.querySelector('.playback input'); s.value = 0;"
            + " s.dispatchEvent(new Event('input')); done('')");
    browser.await("document.querySelector('.hash').textContent != '" + live + "'");
    browser.await("location.hash.includes('at=')");
    String then = browser.text(".hash");
    feed.step(1_000_000_000L);
    browser.await("Number(document.body.dataset.frames) >= 2");
    assertThat(browser.text(".hash")).as("live frames do not show through").isEqualTo(then);
    String hash = browser.evaluateAsync("done(location.hash)");
    open(browser, hash);
    browser.await("document.querySelector('.hash').textContent == '" + then + "'");
    browser.press("p");
    browser.await("document.querySelector('.chip').textContent.includes('LIVE')");
    browser.await("document.querySelector('.hash').textContent != '" + then + "'");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void decisions_ofEarlierRuns_areListed() {
    feed.stored(
        List.of(
            new SurfaceFeed.PastDecision(
                FakeFeed.START_NS - 9, "abcdef0123456789", false, "STALE", "the feed was down")));
    feed.step(1_000_000_000L);
    Browser browser = browser();
    open(browser, "#/monitor?log=decisions");
    browser.await("document.querySelector('.log').textContent.includes('the feed was down')");
    assertThat(browser.text(".log")).contains("passed every check", "snapshot abcdef0123");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void smile_agesOfQuotes_areSaid() {
    Browser browser = browser();
    open(browser, "#/smile");
    browser.await("/Quote age\\s*\\d/.test(document.querySelector('.figures').innerText)");
    browser.await("/Oldest\\s*1 min/.test(document.querySelector('.figures').innerText)");
  }

  @Test
  void narrowWindow_everyPage_scrollsDownAndNotSideways() {
    Browser browser = browser();
    try {
      browser.resize(900, 900);
      for (String page : PAGES) {
        open(browser, "#/" + page);
        String squashed =
            browser.evaluateAsync(
                "done([...document.querySelectorAll('.page .panel')].filter(p =>"
                    + " p.clientHeight < 90 || p.clientWidth < 500).length)");
        assertThat(squashed).as(page).isEqualTo("0");
        assertThat(
                browser.evaluateAsync(
                    "const m = document.querySelector('.page');"
                        + " done(m.scrollWidth - m.clientWidth)"))
            .as(page)
            .isEqualTo("0");
      }
    } finally {
      browser.resize(1600, 900);
    }
  }

  @Test
  void monitor_laptopsWidth_showsTheLastColumn() {
    Browser browser = browser();
    try {
      browser.resize(1440, 900);
      open(browser, "#/monitor");
      browser.await("document.querySelector('table.summary tbody tr')");
      assertThat(
              browser.evaluateAsync(
                  "const g = document.querySelector('table.summary').parentElement;"
                      + " done(g.scrollWidth - g.clientWidth)"))
          .isEqualTo("0");
    } finally {
      browser.resize(1600, 900);
    }
  }

  @Test
  void veto_withAReason_stopsPublicationAndIsReleased() {
    Browser browser = browser();
    open(browser, "#/monitor");
    browser.press("v");
    browser.await("document.querySelector('dialog[open] .veto').disabled");
    browser.type("dialog input", "wings are wrong");
    browser.click("dialog .veto");
    browser.await("document.querySelector('.chip').textContent.includes('FROZEN')");
    browser.await("!document.querySelector('dialog')");
    assertThat(browser.text("#banner")).contains("stopped by a person", "wings are wrong");
    browser.click(".strip .veto");
    browser.type("dialog input", "mended");
    browser.click("dialog .answers button:last-child");
    browser.await("document.querySelector('.chip').textContent.includes('LIVE')");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void veto_ofOneUnderlying_leavesTheOthersAlone() {
    Browser browser = browser();
    open(browser, "#/monitor?u=BTC");
    browser.press("v");
    browser.await("document.querySelector('dialog[open] select')");
    browser.evaluateAsync("done(document.querySelector('dialog select').value = 'BTC')");
    browser.type("dialog input", "index looks wrong");
    browser.click("dialog .veto");
    browser.await("document.querySelector('.chip').textContent.includes('FROZEN')");
    assertThat(browser.text("#banner")).contains("Publication of BTC", "index looks wrong");
    open(browser, "#/monitor?u=ETH");
    browser.await("document.querySelector('.chip').textContent.includes('LIVE')");
    open(browser, "#/monitor?u=BTC");
    browser.await("document.querySelector('.chip').textContent.includes('FROZEN')");
    browser.click(".strip .veto");
    browser.type("dialog input", "mended");
    browser.click("dialog .answers button:last-child");
    browser.await("document.querySelector('.chip').textContent.includes('LIVE')");
    assertThat(browser.complaints()).isEmpty();
  }

  private static CalibrantServer start(FakeFeed feed, int port) {
    return CalibrantServer.start(
        ServerSettings.DEFAULT.withPort(port), feed, new FakeControl(feed));
  }

  private static Browser browser() {
    if (shared == null) {
      throw new IllegalStateException(Browser.MISSING);
    }
    return shared;
  }

  /// A fresh page: a change of the hash alone would not load it again.
  private void open(Browser browser, String hash) {
    browser.open(server.port(), "icon.svg");
    browser.complaints();
    browser.open(server.port(), hash);
    browser.await("document.body && document.body.dataset.ready == 'true'");
    browser.await("document.querySelector('.field .age').textContent != 'n/a'");
  }

  /// Share of the largest canvas that is painted.
  private static double drawnShare(Browser browser) {
    return Double.parseDouble(
        browser.evaluateAsync(
            """
            setTimeout(() => {
              const all = [...document.querySelectorAll('canvas')];
              const canvas = all.sort((a, b) => b.width * b.height - a.width * a.height)[0];
              const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
              let painted = 0;
              for (let i = 3; i < pixels.length; i += 4) painted += pixels[i] > 40 ? 1 : 0;
              done(String(painted / (pixels.length / 4)));
            }, 700);
            """));
  }
}
