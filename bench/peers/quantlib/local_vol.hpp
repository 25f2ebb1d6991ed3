// Times QuantLib's Andreasen-Huge interpolation; rows are `expiry k vol`, spot and forward 1.
#pragma once
#include <ql/exercise.hpp>
#include <ql/instruments/vanillaoption.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/termstructures/volatility/equityfx/andreasenhugevolatilityinterpl.hpp>
#include <ql/termstructures/yield/flatforward.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>

#include <cmath>
#include <functional>
#include <utility>
#include <vector>

// The work of one fit: the largest error in vol.
inline std::function<double()> andreasenHuge(const std::vector<std::vector<double>>& rows) {
  using namespace QuantLib;
  const Date today(1, March, 2010);
  Settings::instance().evaluationDate() = today;
  const Handle<YieldTermStructure> zero(ext::make_shared<FlatForward>(today, 0.0, Actual365Fixed()));
  AndreasenHugeVolatilityInterpl::CalibrationSet set;
  for (const auto& q : rows) {
    // QuantLib knows days only: the vol keeps the total variance.
    const Integer days = static_cast<Integer>(std::lround(365 * q[0]));
    const Real vol = q[2] * std::sqrt(365 * q[0] / days);
    set.push_back({ext::make_shared<VanillaOption>(
                       ext::make_shared<PlainVanillaPayoff>(q[1] < 0 ? Option::Put : Option::Call,
                                                            std::exp(q[1])),
                       ext::make_shared<EuropeanExercise>(today + days)),
                   ext::make_shared<SimpleQuote>(vol)});
  }
  return [=] {
    const AndreasenHugeVolatilityInterpl fit(
        set, Handle<Quote>(ext::make_shared<SimpleQuote>(1.0)), zero, zero,
        AndreasenHugeVolatilityInterpl::Linear, AndreasenHugeVolatilityInterpl::CallPut);
    return ext::get<1>(fit.calibrationError());
  };
}
