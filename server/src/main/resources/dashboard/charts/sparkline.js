// A sparkline as an SVG path.

import { exists } from './format.js';

/**
 * @param {(number|null)[]} values @param {number} width @param {number} height
 * @returns {string} the `d` of a path; empty when there is nothing to draw
 */
export function sparkPath(values, width, height) {
  const known = values.filter(exists);
  if (known.length < 2) return '';
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  return known
    .map((v, i) => {
      const x = 1 + ((width - 2) * i) / (known.length - 1);
      const y = height - 2 - ((height - 4) * (v - low)) / span;
      return `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}
