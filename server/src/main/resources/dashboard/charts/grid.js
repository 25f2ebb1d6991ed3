// The surface on a grid of deltas by expiries, for the heat map and the 3-D view.

import { exists } from './format.js';
import { AXES } from './axis.js';
import { quotePoints } from './smile.js';

/**
 * @typedef {import('../feed/surface.js').Slice} Slice
 * @typedef {'iv'|'change'|'band'|'residual'|'spread'|'g'} OverlayKey
 * @typedef {Object} Overlay
 * @property {OverlayKey} key @property {string} name @property {string} unit
 * @property {'viridis'|'cividis'|'diverging'} scale
 * @property {(value: number) => string} format
 */

/** @param {number} v @param {number} digits @returns {string} with its sign, unless it rounds to 0 */
function signed(v, digits) {
  const text = Math.abs(v).toFixed(digits);
  return Number(text) === 0 ? text : (v > 0 ? '+' : '−') + text;
}

/** @type {Record<OverlayKey, Overlay>} */
export const OVERLAYS = {
  iv: { key: 'iv', name: 'Implied vol', unit: '%', scale: 'viridis', format: (v) => v.toFixed(1) },
  change: { key: 'change', name: 'Change', unit: 'vol pts', scale: 'diverging', format: (v) => signed(v, 2) },
  band: { key: 'band', name: '95 % band', unit: '± vol pts', scale: 'cividis', format: (v) => v.toFixed(2) },
  residual: { key: 'residual', name: 'Residual', unit: 'half-spreads', scale: 'diverging', format: (v) => signed(v, 2) },
  spread: { key: 'spread', name: 'Bid–ask', unit: 'vol pts', scale: 'cividis', format: (v) => v.toFixed(2) },
  g: { key: 'g', name: 'g(k)', unit: '≥ 0', scale: 'viridis', format: (v) => v.toFixed(2) },
};

/**
 * @typedef {Object} SurfaceGrid
 * @property {number[]} x 1 − call delta, ascending @property {Slice[]} slices ascending
 * @property {import('./axis.js').Axis} axis which delta
 * @property {(number|null)[][]} values by slice, then x; null where the quotes do not reach
 */

/** @param {number} step @returns {number[]} 1 − call delta from 0.05 to 0.95 */
export function deltaNodes(step) {
  const n = Math.round(0.9 / step) + 1;
  return Array.from({ length: n }, (_, i) => Math.round(1e4 * (0.05 + i * step)) / 1e4);
}

/**
 * @param {Slice[]} slices fitted, ascending
 * @param {OverlayKey} overlay
 * @param {number} step of delta between columns
 * @param {Map<string, Slice>} [earlier] by ISO instant, for the change
 * @returns {SurfaceGrid}
 */
export function surfaceGrid(slices, overlay, step, earlier = new Map(), axis = AXES.delta) {
  const x = deltaNodes(step);
  const values = slices.map((slice) => x.map((xi) => nodeValue(slice, overlay, xi, step, earlier.get(slice.iso), axis)));
  return { x, slices, values, axis };
}

function nodeValue(slice, overlay, x, step, before, axis) {
  if (overlay === 'residual' || overlay === 'spread') return quoteMean(slice, overlay, x, step, axis);
  if (overlay === 'change') {
    const now = columnAt(slice, 'vol', x, axis);
    const then = before ? columnAt(before, 'vol', x, axis) : null;
    return exists(now) && exists(then) ? 100 * (now - then) : null;
  }
  const column = { iv: 'vol', band: 'volStdDev', g: 'g' }[overlay];
  const value = columnAt(slice, column, x, axis);
  return exists(value) ? { iv: 100, band: 196, g: 1 }[overlay] * value : null;
}

/** A column of the curve at place x on a delta axis, linear between its points; null outside the curve. */
export function columnAt(slice, column, x, axis = AXES.delta) {
  const curve = slice.curve;
  if (!curve) return null;
  for (let i = 1; i < curve.k.length; i++) {
    const from = axis.x(slice, curve.k[i - 1], curve.delta[i - 1]);
    const to = axis.x(slice, curve.k[i], curve.delta[i]);
    if (x >= from && x <= to && to > from) {
      const a = curve[column][i - 1];
      const b = curve[column][i];
      return exists(a) && exists(b) ? a + ((x - from) / (to - from)) * (b - a) : null;
    }
  }
  return null;
}

function quoteMean(slice, overlay, x, step, axis) {
  let sum = 0;
  let n = 0;
  for (const q of quotePoints(slice, axis)) {
    if (!q.used || Math.abs(q.x - x) > step / 2) continue;
    const value = overlay === 'residual' ? q.residual : exists(q.bid) && exists(q.ask) ? 100 * (q.ask - q.bid) : null;
    if (exists(value)) {
      sum += value;
      n++;
    }
  }
  return n > 0 ? sum / n : null;
}

/** @param {SurfaceGrid} grid @param {Overlay} overlay @returns {[number, number]} symmetric when diverging */
export function gridRange(grid, overlay) {
  const known = grid.values.flat().filter(exists);
  if (known.length === 0) return [0, 1];
  if (overlay.scale === 'diverging') {
    const reach = Math.max(...known.map(Math.abs), overlay.key === 'change' ? 0.05 : 0.5);
    return [-reach, reach];
  }
  const low = Math.min(...known);
  const high = Math.max(...known);
  return high > low ? [low, high] : [low - 0.5, high + 0.5];
}
