// One cross-hair over several charts of the same smile: where the pointer is on one, the others show it too.

import { el } from './dom.js';

/**
 * @typedef {Object} Part
 * @property {import('./chart.js').Chart} chart
 * @property {(x: number) => number|null} toK from a place on the chart's axis to log-moneyness
 * @property {(k: number) => number|null} toX and back
 */

export class Crosshair {
  /** @param {Part[]} parts @param {(k: number|null) => void} moved told of every move */
  constructor(parts, moved) {
    this.parts = parts.map((part) => ({ ...part, line: el('i', { class: 'cross', hidden: true }) }));
    this.moved = moved;
    /** @type {number|null} */
    this.k = null;
    for (const part of this.parts) {
      part.chart.overlay(part.line);
      part.chart.onPointer((x) => this.show(x === null ? null : part.toK(x)));
    }
  }

  /** @param {number|null} k null hides it */
  show(k) {
    this.k = k;
    this.refresh();
    this.moved(k);
  }

  /** Puts the lines where they belong after an axis has changed. */
  refresh() {
    for (const { chart, toX, line } of this.parts) {
      const x = this.k === null ? null : toX(this.k);
      const pixel = x === null ? null : chart.pixelOf(x);
      line.hidden = pixel === null;
      if (pixel !== null) line.style.left = `${pixel.toFixed(1)}px`;
    }
  }
}
