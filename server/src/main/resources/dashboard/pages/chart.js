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
    this.observer = new ResizeObserver(() => requestAnimationFrame(() => this.disposed || this.chart?.resize()));
    echarts().then((lib) => {
      if (this.disposed) return;
      this.chart = lib.init(root, null, { renderer: 'canvas' });
      for (const [name, action] of this.listeners) this.chart.on(name, action);
      this.observer.observe(root);
      if (this.option) this.set(this.option);
    });
  }

  /** @param {any} option the whole picture; nothing of the one before stays */
  set(option) {
    this.option = option;
    this.chart?.setOption(option, { notMerge: true, silent: true });
  }

  on(name, action) {
    this.listeners.push([name, action]);
    this.chart?.on(name, action);
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
