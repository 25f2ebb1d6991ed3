// The four ways to lay out strikes; the basis is always in the axis title.

import { coinPlace } from './delta.js';
import { exists, strike } from './format.js';

/**
 * @typedef {import('../feed/surface.js').Slice} Slice
 * @typedef {'delta'|'strike'|'k'|'stdev'|'coin'} AxisKey
 * @typedef {Object} Axis
 * @property {AxisKey} key
 * @property {string} short for a button @property {string} title for the axis
 * @property {(slice: Slice, k: number|null, delta: number|null|undefined) => number|null} x
 * @property {(x: number) => string} label @property {[number, number]} [range] fixed ends
 */

/** @type {Record<AxisKey, Axis>} */
export const AXES = {
  delta: {
    key: 'delta',
    short: 'Δ',
    title: 'forward Black delta (puts left, calls right)',
    x: (_, __, delta) => (exists(delta) ? 1 - delta : null),
    label: (x) => (x <= 0 || x >= 1 ? '' : deltaLabel(x)),
    range: [0, 1],
  },
  coin: {
    key: 'coin',
    short: 'Δ coin',
    title: 'premium-adjusted (coin) delta (puts left, calls right)',
    x: (slice, k) => {
      const w = exists(k) ? valueAt(slice.curve, 'w', k) : null;
      return exists(w) ? coinPlace(k, w) : null;
    },
    label: (x) => (x <= 0 || x >= 1 ? '' : deltaLabel(x)),
    range: [0, 1],
  },
  strike: {
    key: 'strike',
    short: 'K',
    title: 'strike K, USD',
    x: (slice, k) => (exists(k) ? slice.row.F * Math.exp(k) : null),
    label: (x) => strike(x),
  },
  k: {
    key: 'k',
    short: 'k',
    title: 'log-moneyness k = ln(K/F), F = forward',
    x: (_, k) => k,
    label: (x) => x.toFixed(2).replace('-', '−'),
  },
  stdev: {
    key: 'stdev',
    short: 'k/σ√T',
    title: 'k / (σ_ATM √T), ATM standard deviations',
    x: (slice, k) => (exists(k) ? k / (slice.row.atm * Math.sqrt(slice.row.T)) : null),
    label: (x) => x.toFixed(1).replace('-', '−'),
  },
};

/** The axes a reader picks from; what a delta means is picked apart. */
export const PICKED = [AXES.delta, AXES.strike, AXES.k, AXES.stdev];

/** A column of a curve at `k`, linear between its points; null outside. */
export function valueAt(curve, column, k) {
  if (!curve) return null;
  const ks = curve.k;
  for (let i = 1; i < ks.length; i++) {
    if (k >= ks[i - 1] && k <= ks[i]) {
      const from = curve[column][i - 1];
      const to = curve[column][i];
      return exists(from) && exists(to) ? from + ((k - ks[i - 1]) / (ks[i] - ks[i - 1])) * (to - from) : null;
    }
  }
  return null;
}

/** @returns {number|null} the k whose place on `axis` is `x`; null off the curve */
export function kAt(slice, axis, x) {
  const curve = slice?.curve;
  if (!curve) return null;
  const xs = curve.k.map((k, i) => axis.x(slice, k, curve.delta[i]));
  for (let i = 1; i < xs.length; i++) {
    if (x >= xs[i - 1] && x <= xs[i] && xs[i] > xs[i - 1]) {
      return curve.k[i - 1] + ((x - xs[i - 1]) / (xs[i] - xs[i - 1])) * (curve.k[i] - curve.k[i - 1]);
    }
  }
  return null;
}

/** @param {number} x 1 − call delta @returns {string} 25P, 50, 25C */
export function deltaLabel(x) {
  const points = Math.round(1000 * x) / 10;
  if (points === 50) return '50Δ';
  return points < 50 ? `${trim(points)}P` : `${trim(100 - points)}C`;
}

/** @param {number} value */
const trim = (value) => String(Math.round(10 * value) / 10);
