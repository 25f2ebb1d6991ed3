// The four ways to lay out strikes; the basis is always in the axis title.

import { exists, strike } from './format.js';

/**
 * @typedef {import('../feed/surface.js').Slice} Slice
 * @typedef {'delta'|'strike'|'k'|'stdev'} AxisKey
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

/** @param {number} x 1 − call delta @returns {string} 25P, 50, 25C */
export function deltaLabel(x) {
  const points = Math.round(1000 * x) / 10;
  if (points === 50) return '50Δ';
  return points < 50 ? `${trim(points)}P` : `${trim(100 - points)}C`;
}

/** @param {number} value */
const trim = (value) => String(Math.round(10 * value) / 10);
