// The two deltas a desk may mean: forward Black, and premium-adjusted for premiums paid in coin.

/** @param {number} x @returns {number} N(x), to 7.5e-8 (Abramowitz and Stegun 26.2.17): for places on an axis */
export function normalCdf(x) {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const tail =
    (Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI)) *
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return x > 0 ? 1 - tail : tail;
}

/**
 * The place on the premium-adjusted axis: |put delta| = (K/F)N(−d₂) left of the strike where both are
 * equal, 1 − call delta right of it. Between the two lies no strike.
 * @param {number} k @param {number} w total variance
 */
export function coinPlace(k, w) {
  const stdev = Math.sqrt(w);
  const d2 = -k / stdev - stdev / 2;
  const call = Math.exp(k) * normalCdf(d2);
  const put = Math.exp(k) * normalCdf(-d2);
  return put <= call ? put : 1 - call;
}
