package io.calibrant.cli.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.cli.CliRun;
import io.calibrant.core.model.HedgePricer;
import io.calibrant.core.model.VarianceGamma;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IvPriceTest {
  // Prices, delta and vega computed with 40 digits (mpmath 1.3).
  private static final String PRICES =
      """
      type,forward,strike,T,vol
      C,100,110,0.5,0.65
      P,100,90,0.25,0.8
      C,60000,75000,0.125,0.55
      """;
  private static final double DELTA_1 = 0.5089523471542574;
  private static final double VEGA_1 = 28.202376256184277;

  @TempDir Path folder;

  @Test
  void price_knownOptions_equalsReference() {
    CliRun run = CliRun.with(PRICES, "price", "-", "--model", "black");

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines().getFirst()).isEqualTo("type,forward,strike,T,vol,price,status");
    assertThat(cell(run, 1, 5)).isCloseTo(14.48618301482126, within(1e-13));
    assertThat(cell(run, 2, 5)).isCloseTo(10.571275493463874, within(1e-13));
    assertThat(cell(run, 3, 5)).isCloseTo(811.579072274496, within(1e-10));
  }

  @Test
  void price_greeks_addsThirteenColumnsAfterTheStatus() {
    CliRun run = CliRun.with(PRICES, "price", "-", "--greeks");

    List<String> names = Arrays.asList(run.lines().getFirst().split(",", -1));
    assertThat(names).hasSize(5 + 2 + 13).contains("delta", "ultima");
    assertThat(cell(run, 1, names.indexOf("delta"))).isCloseTo(DELTA_1, within(1e-12));
    assertThat(cell(run, 1, names.indexOf("vega"))).isCloseTo(VEGA_1, within(1e-10));
  }

  @Test
  void price_heston_equalsLewis() {
    String header = "id,spot,r,q,strike,T,v0,kappa,theta,volOfVol,rho\n";
    CliRun run =
        CliRun.with(
            header + "a,100,0.01,0.02,100,1,0.04,4,0.25,1,-0.5\n",
            "price",
            "-",
            "--model",
            "heston",
            "--greeks");

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines().getFirst()).contains("call,put,otmValue,impliedVol,status,delta");
    assertThat(run.lines().getFirst()).contains("greek_theta").endsWith("dPrice_rho");
    assertThat(cell(run, 1, 11)).isCloseTo(16.070154917028834, within(1e-12));
    assertThat(cell(run, 1, 12)).isCloseTo(17.05527096127011, within(1e-12));
    assertThat(run.lines().get(1)).startsWith("a,").contains(",OK,");

    CliRun bad =
        CliRun.with(
            header + "a,100,0.01,0.02,100,1,0.04,4,0.25,1,-1.5\n",
            "price",
            "-",
            "--model",
            "heston");
    assertThat(bad.exitCode()).isEqualTo(3);
    assertThat(bad.lines().get(1)).endsWith(",,,,,BAD_PARAMETER:rho");
    assertThat(bad.err()).contains("no row gave a price (BAD_PARAMETER:rho 1)");
  }

  @Test
  void price_badParameter_namesPlaceValueAndDomainOnce() {
    assertToldOnce(
        "merton",
        "forward,strike,T,sigma,lambda,muJ,sigmaJ",
        "100,90,1,0.2,0.5,-0.1,0.15",
        "100,90,1,-0.2,0.5,-0.1,0.15",
        ":3:10: sigma=-0.2: must be ");
    assertToldOnce(
        "sabr",
        "forward,strike,T,alpha,rho,nu",
        "100,90,1,0.2,-0.5,0.4",
        "100,90,1,0.2,-1.5,0.4",
        ":3:14: rho=-1.5: must be ");
  }

  private static void assertToldOnce(
      String model, String header, String good, String bad, String told) {
    String csv = String.join("\n", header, good, bad, bad, good) + "\n";
    CliRun run = CliRun.with(csv, "price", "-", "--model", model);
    assertThat(run.exitCode()).isZero();
    assertThat(run.lines()).hasSize(5);
    assertThat(run.err().lines().toList()).hasSize(1);
    assertThat(run.err()).contains(told).contains("2 rows are BAD_PARAMETER:");
  }

  @Test
  void price_events_pricesAtTheClocksTime() throws IOException {
    Path events = folder.resolve("events.csv");
    Files.writeString(
        events,
        """
        # a rate decision worth a day and a half
        instant,widthHours,extraDays,name
        2026-01-07T19:00:00Z,2,1.5,decision
        2027-01-07T19:00:00Z,2,5,too late to matter
        """);
    String parameters = "0.3,3,0.4,1.2,-0.25";
    CliRun clocked =
        CliRun.with(
            "forward,strike,expiry,v0,kappa,theta,volOfVol,rho\n100,104,2026-01-10T08:00:00Z,"
                + parameters
                + "\n",
            "price",
            "-",
            "--model",
            "heston",
            "--as-of",
            "2026-01-06T08:00:00Z",
            "--events",
            events.toString(),
            "--weekend",
            "0.3",
            "--greeks");
    assertThat(clocked.exitCode()).isZero();
    List<String> names = Arrays.asList(clocked.lines().getFirst().split(",", -1));
    double weekday = 7 / (5 + 2 * 0.3);
    double days = (4 - 8 / 24.0) * weekday + 8 / 24.0 * 0.3 * weekday + 1.5;
    assertThat(cell(clocked, 1, names.indexOf("varianceYears")))
        .isCloseTo(days / 365, within(1e-15));

    CliRun plain =
        CliRun.with(
            "forward,strike,T,v0,kappa,theta,volOfVol,rho\n100,104,"
                + days / 365
                + ","
                + parameters
                + "\n",
            "price",
            "-",
            "--model",
            "heston",
            "--greeks");
    List<String> others = Arrays.asList(plain.lines().getFirst().split(",", -1));
    for (String same : List.of("call", "delta", "dPrice_v0", "stickyStrikeDelta")) {
      assertThat(cell(clocked, 1, names.indexOf(same)))
          .as(same)
          .isCloseTo(cell(plain, 1, others.indexOf(same)), within(1e-12));
    }
    // Vols and decay are per calendar year.
    assertThat(cell(clocked, 1, names.indexOf("impliedVol")))
        .isCloseTo(
            cell(plain, 1, others.indexOf("impliedVol")) * Math.sqrt(days / 4), within(1e-12));
    assertThat(cell(clocked, 1, names.indexOf("greek_theta")))
        .isCloseTo(cell(plain, 1, others.indexOf("greek_theta")) * weekday, within(1e-9));
  }

  @Test
  void price_badEvents_areNamedWithLineAndColumn() throws IOException {
    Path events = folder.resolve("events.csv");
    String[] rows = {"yesterday,2,1", "2026-01-07T19:00:00Z,0,1", "2026-01-07T19:00:00Z,2,-1"};
    String[] places = {"2:1: instant='yesterday'", "2:22: widthHours='0'", "2:24: extraDays='-1'"};
    String input = "forward,strike,expiry,asOf,sigma,theta,nu\n";
    for (int i = 0; i < rows.length; i++) {
      Files.writeString(events, "instant,widthHours,extraDays\n" + rows[i] + "\n");
      CliRun run = CliRun.with(input, "price", "-", "--model", "vg", "--events", events.toString());
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("events.csv:" + places[i]);
    }
    CliRun untimed =
        CliRun.with(
            "forward,strike,T,sigma,theta,nu\n", "price", "-", "--model", "vg", "--weekend", "0");
    assertThat(untimed.exitCode()).isEqualTo(2);
    assertThat(untimed.err()).contains("<stdin>:1:1").contains("add a column 'expiry'");
    CliRun black = CliRun.with(PRICES, "price", "-", "--weekend", "0.5");
    assertThat(black.exitCode()).isEqualTo(2);
    assertThat(black.err()).contains("choose a model with parameters");
  }

  @Test
  void price_standingClock_paysThePayoff() {
    CliRun run =
        CliRun.with(
            """
            forward,strike,expiry,asOf,sigma,theta,nu
            100,90,2026-01-11T08:00:00Z,2026-01-10T08:00:00Z,0.5,-0.2,0.2
            """,
            "price",
            "-",
            "--model",
            "vg",
            "--weekend",
            "0");
    assertThat(run.lines().get(1)).endsWith(",10.0,0.0,0.0,,NO_VARIANCE,0.0");
  }

  /// A model without variance and without diffusion has a hedge of least variance too; jumps
  /// without second moment have none.
  @Test
  void price_minVarianceDelta_countsJumps() {
    CliRun run =
        CliRun.with(
            """
            spot,r,q,strike,T,sigma,theta,nu
            100,0.05,0.01,90,0.5,0.5,-0.2,0.2
            100,0.05,0.01,110,0.5,0.5,-0.2,0.2
            100,0.05,0.01,110,0.5,0.5,0.3,0.95
            """,
            "price",
            "-",
            "--model",
            "vg",
            "--greeks");
    int column = Arrays.asList(run.lines().getFirst().split(",", -1)).indexOf("minVarianceDelta");
    double[] x = {0.5, -0.2, 0.2};
    var hedge = HedgePricer.of(VarianceGamma.MODEL);
    double carried = Math.exp(-0.01 * 0.5);
    double forward = 100 * Math.exp(0.04 * 0.5);
    assertThat(cell(run, 1, column))
        .isCloseTo(carried * (1 + hedge.ratio(x, 0.5, Math.log(90 / forward))), within(1e-9));
    assertThat(cell(run, 2, column))
        .isCloseTo(carried * hedge.ratio(x, 0.5, Math.log(110 / forward)), within(1e-9));
    assertThat(run.lines().get(3).split(",", -1)[column]).isEmpty();
  }

  /// The three deltas are those of bumps: at the option's own vol; of the price and the strike
  /// together; of the price and v₀ as they move together.
  @Test
  void price_deltas_areThoseOfBumps() {
    String header = "forward,strike,T,v0,kappa,theta,volOfVol,rho\n";
    CliRun run =
        CliRun.with(
            header
                + "100,110,0.5,0.3,3,0.4,1.2,-0.5\n"
                + "100.1,110,0.5,0.3,3,0.4,1.2,-0.5\n"
                + "99.9,110,0.5,0.3,3,0.4,1.2,-0.5\n"
                + "100.1,110,0.5,0.2994,3,0.4,1.2,-0.5\n"
                + "99.9,110,0.5,0.3006,3,0.4,1.2,-0.5\n",
            "price",
            "-",
            "--model",
            "heston",
            "--greeks");
    List<String> names = Arrays.asList(run.lines().getFirst().split(",", -1));
    int call = names.indexOf("call");
    assertThat(cell(run, 1, names.indexOf("stickyDelta")))
        .isEqualTo(cell(run, 1, names.indexOf("delta")))
        .isCloseTo((cell(run, 2, call) - cell(run, 3, call)) / 0.2, within(1e-6));
    // dv₀ = ρξ d ln S = −0.5 · 1.2 · 0.001.
    assertThat(cell(run, 1, names.indexOf("minVarianceDelta")))
        .isCloseTo((cell(run, 4, call) - cell(run, 5, call)) / 0.2, within(1e-6));
    double vol = cell(run, 1, names.indexOf("impliedVol"));
    CliRun black =
        CliRun.with(
            "type,forward,strike,T,vol\nC,100,110,0.5," + vol + "\n", "price", "-", "--greeks");
    List<String> blackNames = Arrays.asList(black.lines().getFirst().split(",", -1));
    assertThat(cell(run, 1, names.indexOf("stickyStrikeDelta")))
        .isCloseTo(cell(black, 1, blackNames.indexOf("delta")), within(1e-12));
  }

  // Hagan's equation 2.17 as printed, in a script of its own; Greeks by its differences.
  @Test
  void price_sabr_equalsHagan() {
    String header = "forward,strike,T,alpha,beta,rho,nu\n";
    CliRun run =
        CliRun.with(
            header + "100,110,0.5,6,0.5,-0.3,0.8\n100,110,0.5,6,0.5,-1,0.8\n",
            "price",
            "-",
            "--model",
            "sabr",
            "--greeks");

    assertThat(run.exitCode()).isZero();
    List<String> names = Arrays.asList(run.lines().getFirst().split(",", -1));
    assertThat(cell(run, 1, names.indexOf("impliedVol")))
        .isCloseTo(0.5851315845355944, within(1e-14));
    assertThat(cell(run, 1, names.indexOf("call"))).isCloseTo(12.656439451397844, within(1e-12));
    assertThat(cell(run, 1, names.indexOf("put")))
        .isCloseTo(12.656439451397844 + 10, within(1e-12));
    assertThat(cell(run, 1, names.indexOf("delta"))).isCloseTo(0.4745004177912904, within(1e-7));
    assertThat(cell(run, 1, names.indexOf("gamma"))).isCloseTo(0.0105025965574157, within(1e-6));
    assertThat(cell(run, 1, names.indexOf("dPrice_alpha")))
        .isCloseTo(2.7761772365408888, within(1e-7));
    assertThat(cell(run, 1, names.indexOf("dPrice_rho")))
        .isCloseTo(1.9945235898433111, within(1e-7));
    assertThat(cell(run, 1, names.indexOf("dPrice_volOfVol")))
        .isCloseTo(0.4581288095550917, within(1e-7));
    assertThat(run.lines().get(2)).contains("BAD_PARAMETER:rho");

    CliRun wing =
        CliRun.with(
            "forward,strike,T,alpha,beta,rho,volOfVol\n1,0.02,5,0.4,0.5,-0.7,1.2\n",
            "price",
            "-",
            "--model",
            "sabr");
    assertThat(wing.lines().get(1)).endsWith("NEGATIVE_DENSITY");
  }

  @Test
  void iv_ofPrices_returnsTheVols() {
    String prices = CliRun.with(PRICES, "price", "-").out().replace("vol,price", "given,price");

    CliRun run = CliRun.with(prices, "iv", "-");

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines().getFirst()).endsWith("given,price,status,impliedVol,volStatus");
    assertThat(cell(run, 1, 7)).isCloseTo(0.65, within(1e-14));
    assertThat(cell(run, 2, 7)).isCloseTo(0.8, within(1e-14));
    assertThat(cell(run, 3, 7)).isCloseTo(0.55, within(1e-14));
    assertThat(run.lines()).allSatisfy(line -> assertThat(line).matches(".*(OK|volStatus)"));
  }

  @Test
  void iv_unknownColumnsAndComments_passThroughInOrder() {
    CliRun run =
        CliRun.with(
            "# recorded by hand\nnote,type,forward,strike,T,price,\"a,b\"\n"
                + "\"say \"\"hi\"\"\",P,100,110,0.5,1,x\n# again\n,C,100,110,0.5,,\"1\n2\"\n",
            "iv",
            "-");

    assertThat(run.exitCode()).as("no row has a vol").isEqualTo(3);
    assertThat(run.err()).contains("no row gave a vol (BELOW_INTRINSIC 1, NO_PRICE 1)");
    assertThat(run.out())
        .isEqualTo(
            "note,type,forward,strike,T,price,\"a,b\",impliedVol,status\n"
                + "\"say \"\"hi\"\"\",P,100,110,0.5,1,x,,BELOW_INTRINSIC\n"
                + ",C,100,110,0.5,,\"1\n2\",,NO_PRICE\n");
  }

  @Test
  void iv_expiryAsInstant_countsFromAsOf() {
    // 73 days are a fifth of a year of 365 days.
    String expiry = "type,forward,strike,expiry,price\nC,100,100,2026-03-15T00:00:00Z,5\n";
    String years = "type,forward,strike,T,price\nC,100,100,0.2,5\n";

    CliRun byExpiry = CliRun.with(expiry, "iv", "-", "--as-of", "2026-01-01T00:00:00Z");

    assertThat(cell(byExpiry, 1, 5)).isEqualTo(cell(CliRun.with(years, "iv", "-"), 1, 5));
  }

  @Test
  void iv_presentValues_areDividedByTheDiscountFactor() {
    String rows = "type,forward,strike,T,discountFactor,price\nC,100,100,0.2,0.5,5\n";

    double undiscounted = cell(CliRun.with(rows, "iv", "-"), 1, 6);
    double present = cell(CliRun.with(rows, "iv", "-", "--present-value"), 1, 6);

    assertThat(present).isGreaterThan(1.9 * undiscounted);
  }

  @Test
  void iv_json_hasNullWhereNoVolExists() {
    CliRun run =
        CliRun.with("type,forward,strike,T,price\nP,100,110,1,1\n", "iv", "-", "--format", "json");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out())
        .isEqualTo(
            "{\"type\":\"P\",\"forward\":\"100\",\"strike\":\"110\",\"T\":\"1\",\"price\":\"1\","
                + "\"impliedVol\":null,\"status\":\"BELOW_INTRINSIC\"}\n");
  }

  @Test
  void iv_jsonOfSeveralRows_isOneObjectALine() {
    String rows = "type,forward,strike,T,price\n" + "C,100,110,0.5,3\n".repeat(3);

    assertThat(CliRun.with(rows, "iv", "-", "--format", "json").lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("{") && line.endsWith("}"));
  }

  @Test
  void iv_malformedNumbers_nameLineColumnValueAndCure() {
    for (String bad : List.of("abc", "NaN", "1e400", "Infinity", "0x1p3", "1d")) {
      CliRun run =
          CliRun.with(
              "type,forward,strike,T,price\nC,100,110,0.5,3\nC,100," + bad + ",0.5,3\n", "iv", "-");

      assertThat(run.exitCode()).as(bad).isEqualTo(2);
      assertThat(run.out()).as("no half of a record").endsWith("\n");
      assertThat(run.err()).contains("<stdin>:3:7: strike='" + bad + "'");
      assertThat(run.err()).doesNotContain("\tat ");
    }
  }

  @Test
  void iv_badInputs_exitCode2_withPlaceAndCure() throws IOException {
    assertBad("", "the input is empty");
    assertBad("type,forward,strike,T\nC,1,1,1\n", "column 'price' is missing");
    assertBad("type,forward,strike,t,price\n", "names are case-sensitive");
    assertBad("type,forward,strike,T,price\nX,1,1,1,1\n", ":2:1: type='X': write C or P");
    assertBad("type,forward,strike,T,price\nC,1,1,1\n", "the line has 4 fields, the header 5");
    assertBad("type,forward,strike,T,price\nC,1,1,1,\"1\n", "a quoted field is not closed");
    assertBad("type,forward,strike,expiry,price\n", "needs an instant to count from");
    assertBad("type,type,forward,strike,T,price\n", "appears twice");
    assertBad("type,forward,strike,T,price,impliedVol\n", "already has a column 'impliedVol'");
    assertBad("a\u0000b,c\n", "zero byte");
    byte[] whole = gzip("type,forward,strike,T,price\n" + "C,100,110,0.5,3.25\n".repeat(5000));
    CliRun cut = CliRun.with(Arrays.copyOf(whole, whole.length / 2), "iv", "-");
    assertThat(cut.exitCode()).isEqualTo(2);
    assertThat(cut.err()).contains("cut off or damaged");
    CliRun binary = CliRun.with(new byte[] {(byte) 0xff, (byte) 0xfe, 1, 2}, "iv", "-");
    assertThat(binary.exitCode()).isEqualTo(2);
    assertThat(binary.err()).contains("not UTF-8");
  }

  @Test
  void iv_numbersOutsideTheirDomain_areTheRowsOwnStatus() {
    CliRun run =
        CliRun.with(
            """
            type,forward,strike,T,price,discountFactor
            C,-100,110,0.5,3,1
            C,0,110,0.5,3,1
            C,100,-110,0.5,3,1
            C,100,110,-1,3,1
            C,100,110,0,3,1
            C,100,110,0.5,-3,1
            C,100,110,0.5,3,0
            C,,110,0.5,3,1
            C,100,,0.5,3,1
            C,100,110,,3,1
            C,100,110,0.5,,1
            C,100,110,0.5,3,
            """,
            "iv",
            "-");

    assertThat(run.exitCode()).isZero();
    assertThat(statuses(run))
        .containsExactly(
            "BAD_FORWARD",
            "BAD_FORWARD",
            "BAD_STRIKE",
            "BAD_EXPIRY",
            "BAD_EXPIRY",
            "NEGATIVE_PRICE",
            "BAD_DISCOUNT_FACTOR",
            "NO_FORWARD",
            "NO_STRIKE",
            "NO_EXPIRY",
            "NO_PRICE",
            "OK");
    assertThat(run.lines().subList(1, 12)).allMatch(line -> line.matches(".*,,[A-Z_]+"));
  }

  @Test
  void price_numbersOutsideTheirDomain_areTheRowsOwnStatus() {
    CliRun run =
        CliRun.with(
            """
            type,forward,strike,T,vol
            C,-100,110,0.5,0.6
            C,100,0,0.5,0.6
            P,100,110,-1,0.6
            P,100,110,0,0.6
            C,100,110,0.5,-0.1
            C,100,110,0.5,
            """,
            "price",
            "-",
            "--greeks");

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines().subList(1, 7))
        .extracting(line -> line.split(",", -1)[6])
        .containsExactly("BAD_FORWARD", "BAD_STRIKE", "BAD_EXPIRY", "EXPIRED", "BAD_VOL", "NO_VOL");
    assertThat(run.lines().get(4)).as("the payoff").startsWith("P,100,110,0,0.6,10.0,EXPIRED");
  }

  @Test
  void price_ofModels_numbersOutsideTheirDomain_areTheRowsOwnStatus() {
    CliRun run =
        CliRun.with(
            """
            spot,r,q,strike,T,sigma,lambda,muJ,sigmaJ
            100,0,0,110,0.5,0.6,0,0,0.1
            -100,0,0,110,0.5,0.6,0,0,0.1
            100,,0,110,0.5,0.6,0,0,0.1
            100,0,,110,0.5,0.6,0,0,0.1
            100,0,0,-1,0.5,0.6,0,0,0.1
            100,0,0,110,-1,0.6,0,0,0.1
            100,0,0,110,0,0.6,0,0,0.1
            100,0,0,110,0.5,-0.6,0,0,0.1
            100,0,0,110,0.5,0.6,,0,0.1
            1e300,900,0,110,1,0.6,0,0,0.1
            """,
            "price",
            "-",
            "--model",
            "merton");

    assertThat(run.exitCode()).isZero();
    assertThat(statuses(run))
        .containsExactly(
            "OK",
            "BAD_SPOT",
            "NO_R",
            "NO_Q",
            "BAD_STRIKE",
            "BAD_EXPIRY",
            "EXPIRED",
            "BAD_PARAMETER:sigma",
            "NO_PARAMETER:lambda",
            "BAD_FORWARD");
  }

  @Test
  void ivAndPrice_noRowWithAResult_exitCode3() {
    CliRun none = CliRun.with("type,forward,strike,T,price\n", "iv", "-");
    assertThat(none.exitCode()).isEqualTo(3);
    assertThat(none.err()).contains("a header and no rows");
    CliRun bad = CliRun.with("type,forward,strike,T,vol\nC,-1,1,1,1\n", "price", "-");
    assertThat(bad.exitCode()).isEqualTo(3);
    assertThat(bad.lines().get(1)).isEqualTo("C,-1,1,1,1,,BAD_FORWARD");
    assertThat(bad.err()).contains("no row gave a price (BAD_FORWARD 1)");
  }

  @Test
  void iv_gzippedFile_isRead() throws IOException {
    Path file = folder.resolve("prices.csv.gz");
    Files.write(file, gzip("type,forward,strike,T,price\r\nC,100,110,0.5,3.2\r\n"));

    CliRun run = CliRun.of("iv", file.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines().get(1)).startsWith("C,100,110,0.5,3.2,0.240");
  }

  @Test
  void missingFile_saysSo_exitCode2() {
    CliRun run = CliRun.of("price", folder.resolve("none.csv").toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("none.csv: no such file");
  }

  private static void assertBad(String input, String message) {
    CliRun run = CliRun.with(input, "iv", "-");
    assertThat(run.exitCode()).as(input).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  private static List<String> statuses(CliRun run) {
    return run.lines().stream()
        .skip(1)
        .map(line -> line.substring(line.lastIndexOf(',') + 1))
        .toList();
  }

  private static double cell(CliRun run, int line, int column) {
    return Double.parseDouble(run.lines().get(line).split(",", -1)[column]);
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
