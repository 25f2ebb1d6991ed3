// An ECharts canvas that fills its panel; the library is loaded once, after the first paint.

import { COLOR } from '../charts/theme.js';
import { el } from './dom.js';

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
    this.tip = el('div', { class: 'float', hidden: true });
    this.overlays = [this.tip];
    /** @type {number[]|null} */
    this.mouse = null;
    /** @type {{seriesIndex: number, dataIndex: number, seriesName: string}|null} */
    this.rest = null;
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
    // The library's own tooltip goes with the picture it belongs to; ours outlives it.
    const bare = option.tooltip?.formatter ? { ...option, tooltip: { ...option.tooltip, showContent: false } } : option;
    this.chart?.setOption(bare, { notMerge: true, silent: true });
    this.paintTip();
  }

  on(name, action) {
    this.listeners.push([name, action]);
    this.chart?.on(name, action);
  }

  /** What the pointer rests on is remembered by place in the series, so that a newer picture explains it anew. */
  watchMouse() {
    const zr = this.chart.getZr();
    const rest = (item) => {
      this.rest = item;
      this.paintTip();
    };
    this.chart.on('mouseover', ({ seriesIndex, dataIndex, seriesName }) => rest({ seriesIndex, dataIndex, seriesName }));
    zr.on('mousemove', (event) => {
      this.mouse = [event.offsetX, event.offsetY];
      if (!event.target) rest(null);
      else this.paintTip();
    });
    zr.on('globalout', () => rest(null));
  }

  paintTip() {
    const formatter = this.option?.tooltip?.formatter;
    const data = this.rest ? this.option?.series?.[this.rest.seriesIndex]?.data?.[this.rest.dataIndex] : undefined;
    const content = formatter && data !== undefined ? formatter({ ...this.rest, data, value: data.value ?? data }) : '';
    this.tip.hidden = !content;
    if (!content) return;
    this.tip.replaceChildren(content);
    const [x, y] = this.mouse ?? [0, 0];
    const left = x + 16 + this.tip.offsetWidth > this.root.clientWidth ? x - 16 - this.tip.offsetWidth : x + 16;
    const top = Math.min(y + 14, this.root.clientHeight - this.tip.offsetHeight - 4);
    this.tip.style.left = `${Math.max(0, left)}px`;
    this.tip.style.top = `${Math.max(0, top)}px`;
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
