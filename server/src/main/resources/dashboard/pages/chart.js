// An ECharts canvas that fills its panel; the library is loaded once, after the first paint.

import { COLOR } from '../charts/theme.js';

/** @type {Promise<any>|undefined} */
let library;

/** @returns {Promise<any>} the ECharts module */
export function echarts() {
  library ??= import('/vendor/echarts-5.5.0/echarts.esm.min.js');
  return library;
}

export class Chart {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {any} */
    this.chart = null;
    this.option = null;
    this.listeners = [];
    this.disposed = false;
    /** @type {Node[]} */
    this.overlays = [];
    /** @type {{x: number, y: number}|null} */
    this.mouse = null;
    this.observer = new ResizeObserver(() => requestAnimationFrame(() => this.disposed || this.chart?.resize()));
    echarts().then((lib) => {
      if (this.disposed) return;
      this.chart = lib.init(root, null, { renderer: 'canvas' });
      for (const [name, action] of this.listeners) this.chart.on(name, action);
      this.watchMouse();
      this.overlays.forEach((node) => root.append(node)); // the library empties its root first
      if (this.pointer) this.watchPointer(this.pointer);
      this.observer.observe(root);
      if (this.option) this.set(this.option);
    });
  }

  /** @param {any} option the whole picture; nothing of the one before stays */
  set(option) {
    this.option = option;
    this.chart?.setOption(option, { notMerge: true, silent: true });
    // A new picture hides the tooltip: a reader who rests the pointer keeps it.
    if (this.chart && this.mouse && option.tooltip?.formatter) this.chart.dispatchAction({ type: 'showTip', ...this.mouse });
  }

  on(name, action) {
    this.listeners.push([name, action]);
    this.chart?.on(name, action);
  }

  watchMouse() {
    const zr = this.chart.getZr();
    zr.on('mousemove', (event) => (this.mouse = { x: event.offsetX, y: event.offsetY }));
    zr.on('globalout', () => (this.mouse = null));
  }

  /** Lays `node` over the picture. @param {Node} node */
  overlay(node) {
    this.overlays.push(node);
    if (this.chart) this.root.append(node);
  }

  /** @param {(x: number|null) => void} action gets the value under the pointer on the first x axis; null outside */
  onPointer(action) {
    this.pointer = action;
    if (this.chart) this.watchPointer(action);
  }

  watchPointer(action) {
    const zr = this.chart.getZr();
    zr.on('mousemove', (event) => {
      const value = this.option?.xAxis ? this.chart.convertFromPixel({ xAxisIndex: 0 }, event.offsetX) : NaN;
      action(Number.isFinite(value) ? value : null);
    });
    zr.on('globalout', () => action(null));
  }

  /** @param {number} x @returns {number|null} its pixel on the first x axis; null when it is not drawn */
  pixelOf(x) {
    if (!this.chart || !this.option?.xAxis) return null;
    const pixel = this.chart.convertToPixel({ xAxisIndex: 0 }, x);
    return Number.isFinite(pixel) && pixel > 0 && pixel < this.root.clientWidth ? pixel : null;
  }

  png() {
    return this.chart?.getDataURL({ pixelRatio: 2, backgroundColor: COLOR.panel }) ?? null;
  }

  dispose() {
    this.disposed = true;
    this.observer.disconnect();
    this.chart?.dispose();
  }
}
