// Times QuantLib on the numbers of `calibrant bench`.
//
//   quantlib_timing KIND RUNS MILLISECONDS_PER_RUN < input
//
// KIND is iv, iv-lirs, iv-warm, greeks, svi, svi-defaults, sabr, heston, heston-fit, bates, merton, vg, andreasen-huge,
// calibrate-heston, calibrate-heston-ef or calibrate-bates. The input holds whitespace-separated
// numbers: for iv*: `sign forward strike expiry price vol guess` a row; for greeks: `sign forward strike
// expiry vol`; for svi*: first `forward expiry a b sigma rho m`, for sabr: `forward expiry alpha beta nu
// rho`, then `strike vol` rows; for models: eight
// parameters, then `days strike value` rows; for calibrate-*: the spot and the start, then `days rate strike
// vol` rows; for andreasen-huge: `expiry k vol` a row. The output is a line `run NANOSECONDS_PER_UNIT` per run and lines
// `figure NAME VALUE`. As many runs again come first and are thrown away.
#include "local_vol.hpp"

#include <ql/experimental/variancegamma/analyticvariancegammaengine.hpp>
#include <ql/experimental/variancegamma/variancegammaprocess.hpp>
#include <ql/experimental/volatility/sviinterpolation.hpp>
#include <ql/instruments/vanillaoption.hpp>
#include <ql/math/interpolations/sabrinterpolation.hpp>
#include <ql/math/optimization/levenbergmarquardt.hpp>
#include <ql/pricingengines/blackcalculator.hpp>
#include <ql/pricingengines/blackformula.hpp>
#include <ql/models/equity/batesmodel.hpp>
#include <ql/models/equity/hestonmodel.hpp>
#include <ql/models/equity/hestonmodelhelper.hpp>
#include <ql/pricingengines/vanilla/analytichestonengine.hpp>
#include <ql/pricingengines/vanilla/batesengine.hpp>
#include <ql/pricingengines/vanilla/exponentialfittinghestonengine.hpp>
#include <ql/pricingengines/vanilla/jumpdiffusionengine.hpp>
#include <ql/processes/batesprocess.hpp>
#include <ql/processes/hestonprocess.hpp>
#include <ql/processes/merton76process.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/termstructures/volatility/equityfx/blackconstantvol.hpp>
#include <ql/termstructures/yield/flatforward.hpp>
#include <ql/termstructures/yield/zerocurve.hpp>
#include <ql/time/calendars/nullcalendar.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

using namespace QuantLib;

namespace {

constexpr Real kAccuracy = 1e-12;
volatile double sink;

using Rows = std::vector<std::vector<double>>;

Rows read(std::size_t first, std::size_t width) {
  Rows rows;
  std::vector<double> row;
  std::size_t want = first > 0 ? first : width;
  double x;
  while (std::cin >> x) {
    row.push_back(x);
    if (row.size() == want) {
      rows.push_back(row);
      row.clear();
      want = width;
    }
  }
  return rows;
}

void time(int runs, double milliseconds, double units, const std::function<double()>& work) {
  using Clock = std::chrono::steady_clock;
  for (int r = -runs; r < runs; r++) {
    const auto begin = Clock::now();
    double ns = 0;
    long calls = 0;
    do {
      sink = work();
      calls++;
      ns = std::chrono::duration<double, std::nano>(Clock::now() - begin).count();
    } while (ns < milliseconds * 1e6);
    if (r >= 0) {
      std::printf("run %.6f\n", ns / (static_cast<double>(calls) * units));
    }
  }
}

Option::Type type(double sign) { return sign > 0 ? Option::Call : Option::Put; }

void vols(const std::string& kind, int runs, double milliseconds) {
  const Rows rows = read(0, 7);
  std::vector<double> out(rows.size());
  const auto work = [&] {
    double sum = 0;
    for (std::size_t i = 0; i < rows.size(); i++) {
      const auto& q = rows[i];
      const double root = std::sqrt(q[3]);
      const Real guess = kind == "iv-warm" ? q[6] * root : Null<Real>();
      const double v =
          kind == "iv-lirs"
              ? blackFormulaImpliedStdDevLiRS(type(q[0]), q[2], q[1], q[4], 1, 0, guess, 1, kAccuracy)
              : blackFormulaImpliedStdDev(type(q[0]), q[2], q[1], q[4], 1, 0, guess, kAccuracy);
      out[i] = v / root;
      sum += out[i];
    }
    return sum;
  };
  time(runs, milliseconds, static_cast<double>(rows.size()), work);
  double worst = 0;
  for (std::size_t i = 0; i < rows.size(); i++) {
    worst = std::max(worst, std::abs(out[i] / rows[i][5] - 1));
  }
  std::printf("figure maxRelativeError %.17g\n", worst);
}

void greeks(int runs, double milliseconds) {
  const Rows rows = read(0, 5);
  time(runs, milliseconds, static_cast<double>(rows.size()), [&] {
    double sum = 0;
    for (const auto& q : rows) {
      const BlackCalculator c(type(q[0]), q[2], q[1], q[4] * std::sqrt(q[3]));
      sum += c.value() + c.deltaForward() + c.gammaForward() + c.vega(q[3]) + c.theta(q[1], q[3]);
    }
    return sum;
  });
}

template <class Fit>
void slice(int runs, double milliseconds, std::size_t head, const Fit& fit) {
  const Rows rows = read(head, 2);
  const std::vector<double>& start = rows[0];
  std::vector<double> strikes, quotes;
  for (std::size_t i = 1; i < rows.size(); i++) {
    strikes.push_back(rows[i][0]);
    quotes.push_back(rows[i][1]);
  }
  time(runs, milliseconds, 1, [&] { return fit(start, strikes, quotes).rmsError(); });
  auto model = fit(start, strikes, quotes);
  double sum = 0;
  for (std::size_t i = 0; i < strikes.size(); i++) {
    const double miss = model(strikes[i], true) - quotes[i];
    sum += miss * miss;
  }
  const double rmse = 100 * std::sqrt(sum / static_cast<double>(strikes.size()));
  std::printf("figure rmseVolPoints %.17g\n", rmse);
}

ext::shared_ptr<PricingEngine> model(const std::string& kind, const std::vector<double>& x, const Date& today) {
  const DayCounter days = Actual365Fixed();
  const Handle<YieldTermStructure> flat(ext::make_shared<FlatForward>(today, 0.0, days));
  const Handle<Quote> spot(ext::make_shared<SimpleQuote>(100.0));
  const auto quote = [](double v) { return Handle<Quote>(ext::make_shared<SimpleQuote>(v)); };
  if (kind == "heston" || kind == "heston-fit") {
    const auto heston = ext::make_shared<HestonModel>(
        ext::make_shared<HestonProcess>(flat, flat, spot, x[0], x[1], x[2], x[3], x[4]));
    if (kind == "heston") {
      return ext::make_shared<AnalyticHestonEngine>(heston);
    }
    return ext::make_shared<ExponentialFittingHestonEngine>(heston);
  }
  if (kind == "bates") {
    return ext::make_shared<BatesEngine>(ext::make_shared<BatesModel>(
        ext::make_shared<BatesProcess>(flat, flat, spot, x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7])));
  }
  if (kind == "merton") {
    const Handle<BlackVolTermStructure> vol(ext::make_shared<BlackConstantVol>(today, NullCalendar(), x[0], days));
    return ext::make_shared<JumpDiffusionEngine>(
        ext::make_shared<Merton76Process>(spot, flat, flat, vol, quote(x[1]), quote(x[2]), quote(x[3])), 1e-10, 200);
  }
  return ext::make_shared<VarianceGammaEngine>(
      ext::make_shared<VarianceGammaProcess>(spot, flat, flat, x[0], x[2], x[1]), 1e-10);
}

// Values of a surface: the parameters first, then `days strike value` a row, the value at spot 100.
void surface(const std::string& kind, int runs, double milliseconds) {
  const Rows rows = read(8, 3);
  const Date today(1, January, 2025);
  Settings::instance().evaluationDate() = today;
  const auto engine = model(kind, rows[0], today);
  std::vector<ext::shared_ptr<VanillaOption>> options;
  for (std::size_t i = 1; i < rows.size(); i++) {
    const double strike = rows[i][1];
    const auto payoff = ext::make_shared<PlainVanillaPayoff>(strike >= 100 ? Option::Call : Option::Put, strike);
    const auto expiry = ext::make_shared<EuropeanExercise>(today + static_cast<Integer>(rows[i][0]));
    options.push_back(ext::make_shared<VanillaOption>(payoff, expiry));
    options.back()->setPricingEngine(engine);
  }
  time(runs, milliseconds, 1, [&] {
    double sum = 0;
    for (const auto& option : options) {
      option->recalculate();
      sum += option->NPV();
    }
    return sum;
  });
  double worst = 0;
  for (std::size_t i = 1; i < rows.size(); i++) {
    worst = std::max(worst, std::abs(options[i - 1]->NPV() - rows[i][2]) / 100);
  }
  std::printf("figure maxAbsErrorPerF %.17g\n", worst);
}

// `spot v0 kappa theta sigma rho [lambda nu delta]`, then `days rate strike vol` rows: a whole fit.
void modelFit(const std::string& kind, int runs, double milliseconds) {
  const bool bates = kind == "calibrate-bates";
  const Rows rows = read(bates ? 9 : 6, 4);
  const std::vector<double>& x = rows[0];
  const Date today(5, July, 2002);
  Settings::instance().evaluationDate() = today;
  const DayCounter counter = Actual365Fixed();
  std::vector<Date> dates{today};
  std::vector<Rate> rates{rows[1][1]};
  for (std::size_t i = 1; i < rows.size(); i++) {
    const Date date = today + static_cast<Integer>(rows[i][0]);
    if (date != dates.back()) {
      dates.push_back(date);
      rates.push_back(rows[i][1]);
    }
  }
  const Handle<YieldTermStructure> curve(ext::make_shared<ZeroCurve>(dates, rates, counter));
  const Handle<YieldTermStructure> none(ext::make_shared<FlatForward>(today, 0.0, counter));
  const Handle<Quote> spot(ext::make_shared<SimpleQuote>(x[0]));
  ext::shared_ptr<HestonModel> model;
  ext::shared_ptr<PricingEngine> engine;
  if (bates) {
    const auto own = ext::make_shared<BatesModel>(
        ext::make_shared<BatesProcess>(curve, none, spot, x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8]));
    model = own;
    engine = ext::make_shared<BatesEngine>(own, 64);
  } else {
    model = ext::make_shared<HestonModel>(
        ext::make_shared<HestonProcess>(curve, none, spot, x[1], x[2], x[3], x[4], x[5]));
    if (kind == "calibrate-heston") {
      engine = ext::make_shared<AnalyticHestonEngine>(model, 144);
    } else {
      engine = ext::make_shared<ExponentialFittingHestonEngine>(model);
    }
  }
  std::vector<ext::shared_ptr<CalibrationHelper>> helpers;
  std::vector<ext::shared_ptr<BlackCalibrationHelper>> errors;
  for (std::size_t i = 1; i < rows.size(); i++) {
    const auto helper = ext::make_shared<HestonModelHelper>(
        Period(static_cast<Integer>(rows[i][0]), Days), NullCalendar(), spot, rows[i][2],
        Handle<Quote>(ext::make_shared<SimpleQuote>(rows[i][3])), curve, none,
        BlackCalibrationHelper::ImpliedVolError);
    helper->setPricingEngine(engine);
    helpers.push_back(helper);
    errors.push_back(helper);
  }
  const Array start = model->params();
  time(runs, milliseconds, 1, [&] {
    model->setParams(start);
    LevenbergMarquardt method(1e-8, 1e-8, 1e-8);
    model->calibrate(helpers, method, EndCriteria(400, 40, 1e-8, 1e-8, 1e-8));
    return model->params()[0];
  });
  double sum = 0;
  for (const auto& helper : errors) {
    const double miss = 100 * helper->calibrationError();
    sum += miss * miss;
  }
  std::printf("figure sse %.17g\n", sum);
}

}  // namespace

int main(int count, char** words) {
  if (count != 4) {
    std::fprintf(stderr, "usage: quantlib_timing KIND RUNS MILLISECONDS_PER_RUN < input\n");
    return 2;
  }
  const std::string kind = words[1];
  const int runs = std::atoi(words[2]);
  const double milliseconds = std::atof(words[3]);
  const auto end = ext::make_shared<EndCriteria>(1000, 100, 1e-8, 1e-8, 1e-8);
  const auto marquardt = ext::make_shared<LevenbergMarquardt>(1e-8, 1e-8, 1e-8);
  using Strip = std::vector<double>;
  if (kind == "iv" || kind == "iv-lirs" || kind == "iv-warm") {
    vols(kind, runs, milliseconds);
  } else if (kind == "heston" || kind == "heston-fit" || kind == "bates" || kind == "merton" || kind == "vg") {
    surface(kind, runs, milliseconds);
  } else if (kind == "calibrate-heston" || kind == "calibrate-heston-ef" || kind == "calibrate-bates") {
    modelFit(kind, runs, milliseconds);
  } else if (kind == "greeks") {
    greeks(runs, milliseconds);
  } else if (kind == "svi") {  // one guess, the given one, and equal weights
    slice(runs, milliseconds, 7, [&](const Strip& s, const Strip& k, const Strip& v) {
      SviInterpolation f(k.begin(), k.end(), v.begin(), s[1], s[0], s[2], s[3], s[4], s[5], s[6], false,
                         false, false, false, false, false, end, marquardt, 0.002, false, 1);
      f.update();
      return f;
    });
  } else if (kind == "svi-defaults") {  // its own guesses and weights
    slice(runs, milliseconds, 7, [&](const Strip& s, const Strip& k, const Strip& v) {
      const Real none = Null<Real>();
      SviInterpolation f(k.begin(), k.end(), v.begin(), s[1], s[0], none, none, none, none, none, false,
                         false, false, false, false);
      f.update();
      return f;
    });
  } else if (kind == "sabr") {
    slice(runs, milliseconds, 6, [&](const Strip& s, const Strip& k, const Strip& v) {
      SABRInterpolation f(k.begin(), k.end(), v.begin(), s[1], s[0], s[2], s[3], s[4], s[5], false, true,
                          false, false, false, end, marquardt, 0.002, false, 1);
      f.update();
      return f;
    });
  } else if (kind == "andreasen-huge") {
    const auto fit = andreasenHuge(read(0, 3));
    time(runs, milliseconds, 1, fit);
    std::printf("figure maxErrorVolPoints %.17g\n", 100 * fit());
  } else {
    std::fprintf(stderr, "KIND=%s: unknown\n", kind.c_str());
    return 2;
  }
  return 0;
}
