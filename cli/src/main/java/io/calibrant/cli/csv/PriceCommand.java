package io.calibrant.cli.csv;

import io.calibrant.cli.CommandFailure;
import io.calibrant.cli.ExitCode;
import io.calibrant.cli.Format;
import io.calibrant.cli.OutputOptions;
import io.calibrant.cli.Rows;
import io.calibrant.cli.Terminal;
import io.calibrant.core.black.Black76;
import io.calibrant.core.black.Greeks;
import io.calibrant.core.clock.VarianceClock;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `calibrant price`: vols in, model prices and Greeks out.
@Command(
    name = "price",
    description = {
      "Price options; CSV in, CSV out.",
      "",
      "Columns by name: type (C or P), forward, strike, T (years) or expiry (ISO-8601 instant, with"
          + " asOf), vol (or impliedVol; decimal, 0.65 not 65), optional discountFactor. Other"
          + " columns pass through. Lines that start with # are comments.",
      "Adds price (undiscounted, quote currency; modelPrice where the input has a price), where the"
          + " input has discountFactor presentValue, and status (priceStatus where the input has a"
          + " status).",
      "",
      "With --model other than black: strike, T (or expiry) and forward, or spot, r and q"
          + " (continuous rates), and the model's parameters; no type. Adds call, put, otmValue"
          + " (the smaller-intrinsic side: call where strike ≥ forward), impliedVol and status."
          + " Values are undiscounted with forward, present values with spot or where the input has"
          + " discountFactor or r. status: OK, NOT_CONVERGED, or why no vol exists as in `calibrant"
          + " iv --help`.",
      "",
      "With --events or --weekend variance runs by a clock of its own"
          + " (docs/models/variance-clock.md): models are priced at varianceYears, which is added;"
          + " impliedVol and theta stay per calendar year."
    },
    footer = {
      "",
      "Status: OK; EXPIRED (T = 0: the price is the payoff); NO_VARIANCE (the same, where --weekend"
          + " 0 leaves no variance to the expiry).",
      PriceCommand.ROWS,
      "",
      "Greeks are those of the undiscounted price: delta, gamma, vega (per 1.00 of vol), theta (per"
          + " year; divide by 365), vanna, volga, charm, veta, speed, zomma, color, vannaVolga,"
          + " ultima.",
      "Other models: delta (call; to spot where given, else to forward), putDelta, gamma, vega (to"
          + " v0, or to sigma; nig: to delta), vegaParallel (all vols + 1.00), theta (of the call,"
          + " per year), vanna and volga (delta's and vega's derivative in vega's parameter), three"
          + " deltas of the call: stickyStrikeDelta (the option's vol stays), stickyDelta (the"
          + " smile moves with the price: the model's own) and minVarianceDelta (the hedge in the"
          + " asset alone that leaves least variance, jumps included; empty where they have no"
          + " second moment), and dPrice_NAME for each parameter; a Greek whose name the input has,"
          + " such as heston's theta, is called greek_theta.",
      "sabr: delta, putDelta and gamma at constant alpha (the smile moves with the forward), vega"
          + " (all vols + 1.00), dPrice_NAME, stickyStrikeDelta and minVarianceDelta; status"
          + " NEGATIVE_DENSITY where the expansion implies a negative density at the strike.",
      "",
      "Example:",
      "  printf 'type,forward,strike,T,vol\\nC,100,110,0.5,0.65\\n' | calibrant price - --greeks"
    })
public final class PriceCommand implements Callable<Integer> {
  static final String ROWS =
      "A row's own trouble is its status, its results are empty, and the other rows go on: NO_X"
          + " (the field is empty) and BAD_X (a number outside its domain), X one of FORWARD, SPOT,"
          + " STRIKE, EXPIRY (T < 0), DISCOUNT_FACTOR, PRICE, VOL and PARAMETER:name; of each bad"
          + " parameter the first place, value and domain go to standard error. A field that"
          + " is no number, and a column or field too few, end the command with line and column.\n"
          + "Exit codes: 0 done; 2 the input cannot be read; 3 no row gave a result.";

  private static final List<String> GREEK_NAMES =
      List.of(
          "delta",
          "gamma",
          "vega",
          "theta",
          "vanna",
          "volga",
          "charm",
          "veta",
          "speed",
          "zomma",
          "color",
          "vannaVolga",
          "ultima");

  private static final int[] GREEK_INDICES = {
    Greeks.DELTA,
    Greeks.GAMMA,
    Greeks.VEGA,
    Greeks.THETA,
    Greeks.VANNA,
    Greeks.VOLGA,
    Greeks.CHARM,
    Greeks.VETA,
    Greeks.SPEED,
    Greeks.ZOMMA,
    Greeks.COLOR,
    Greeks.VANNA_VOLGA,
    Greeks.ULTIMA
  };

  private final Terminal terminal;
  private final double[] greekValues = new double[Greeks.COUNT];

  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "FILE", description = "A CSV file, gzipped or plain; - for stdin.")
  private String file = "-";

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = {
        "The model that prices: black (default), or a model with its parameters as columns:",
        "heston: v0,kappa,theta,volOfVol,rho",
        "bates: those and lambda,muJ,sigmaJ",
        "merton: sigma,lambda,muJ,sigmaJ",
        "kou: sigma,lambda,p,eta1,eta2",
        "vg: sigma,theta,nu",
        "nig: alpha,beta,delta",
        "svcj: heston's and lambda,muJ,sigmaJ,muV,rhoJ",
        "double-heston: v0,kappa,theta,volOfVol,rho and v02,kappa2,theta2,volOfVol2,rho2",
        "sabr: alpha,rho,volOfVol (or nu) and optionally beta (default 1); Hagan's lognormal"
            + " expansion"
      })
  private String model = "black";

  @Mixin private ClockOptions clock = new ClockOptions();

  @Option(names = "--greeks", description = "Add the Greeks to third order.")
  private boolean greeks;

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "The instant from which `expiry` counts, such as 2026-01-05T04:11:27Z.")
  private @Nullable Instant asOf;

  /// The command on `terminal`.
  ///
  /// @param terminal where the result goes
  public PriceCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CsvInput.read(file, terminal.in(), body());
    return ExitCode.DONE;
  }

  private CsvInput.Body body() {
    VarianceClock variance = clock.clock(terminal.in());
    if (variance != null && (model.equals("black") || model.equals(SabrPricing.NAME))) {
      throw CommandFailure.badInput(
          ("--events and --weekend with --model %s: its vols are per calendar year; choose a model"
                  + " with parameters such as heston")
              .formatted(model));
    }
    return switch (model) {
      case "black" -> this::price;
      case SabrPricing.NAME -> new SabrPricing(asOf, greeks, this::rows, terminal::error);
      default -> new ModelPricing(model, asOf, variance, greeks, this::rows, terminal::error);
    };
  }

  private Rows rows(List<String> names) {
    return Rows.to(output.format(Format.CSV), terminal.out(), names);
  }

  private void price(CsvReader csv) throws IOException, CsvFormatException {
    OptionColumns columns = OptionColumns.read(csv, asOf);
    int vol = columns.required(csv, "vol", "impliedVol");
    boolean discounted = columns.names().contains("discountFactor");
    List<String> added = new ArrayList<>();
    added.add(columns.names().contains("price") ? "modelPrice" : "price");
    if (discounted) {
      added.add("presentValue");
    }
    added.add(columns.statusName("priceStatus"));
    if (greeks) {
      added.addAll(GREEK_NAMES);
    }
    List<String> names = columns.namesWith(csv, added);
    var tally = new RowStatus();
    var terms = new OptionTerms(columns);
    try (Rows rows = rows(names)) {
      while (csv.next()) {
        columns.checkWidth(csv);
        terms.read(csv);
        double given = columns.numberOrEmpty(csv, vol);
        columns.passThrough(csv, rows);
        price(terms, given, discounted, rows, tally);
        rows.end();
      }
    }
    tally.requireResult("price");
  }

  private void price(
      OptionTerms terms, double vol, boolean discounted, Rows rows, RowStatus tally) {
    String expired = terms.years() == 0 ? RowStatus.EXPIRED : RowStatus.OK;
    String status = RowStatus.first(terms.fault(), RowStatus.notNegative("VOL", vol), expired);
    boolean priced = status.equals(expired);
    double price =
        priced
            ? Black76.value(terms.type(), terms.forward(), terms.strike(), vol, terms.years())
            : Double.NaN;
    tally.count(status, priced);
    rows.number(price);
    if (discounted) {
      rows.number(terms.discountFactor() * price);
    }
    rows.text(status);
    if (greeks) {
      // At v = 0 the Greeks jump or do not exist: left empty rather than invented.
      boolean smooth = priced && vol > 0 && terms.years() > 0;
      if (smooth) {
        Greeks.evaluate(
            terms.type(), terms.forward(), terms.strike(), vol, terms.years(), 1, greekValues);
      }
      for (int index : GREEK_INDICES) {
        rows.number(smooth ? greekValues[index] : Double.NaN);
      }
    }
  }
}
