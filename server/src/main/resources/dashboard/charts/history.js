// ATM vols over time, one line an expiry.

import { percent } from './format.js';
import { AXIS_POINTER, BASE, COLOR, FONT, expiryColor, valueAxis } from './theme.js';

const LONG_MS = 90_000;

/**
 * @param {import('../feed/surface.js').Slice[]} slices ascending in expiry
 * @param {Map<string, {times: number[], atm: number[]}>} history by ISO instant
 * @param {string|null} selected
 * @returns {any} an ECharts option
 */
export function historyOption(slices, history, selected) {
  return {
    ...BASE,
    grid: { left: 46, right: 72, top: 12, bottom: 30 },
    axisPointer: { ...AXIS_POINTER },
    tooltip: { trigger: 'item', confine: true, transitionDuration: 0 },
    xAxis: {
      ...valueAxis('', { splitLine: { show: false }, splitNumber: 4 }),
      type: 'time',
      axisLabel: { color: COLOR.muted, fontSize: 11, fontFamily: FONT, hideOverlap: true,
        formatter: (/** @type {number} */ t) => new Date(t).toISOString().slice(11, 16) },
    },
    yAxis: valueAxis('', {
      splitNumber: 4,
      axisLabel: { color: COLOR.muted, fontSize: 11, fontFamily: FONT, formatter: (/** @type {number} */ v) => percent(v, 1) },
    }),
    series: slices.map((slice, i) => line(slice, i, slices.length, history, selected)),
  };
}

/** Points with a break where nothing was known for long: a straight line there would be invented. */
function broken({ times, atm }) {
  const points = [];
  times.forEach((t, j) => {
    if (j > 0 && t - times[j - 1] > LONG_MS) points.push([t - 1, '-']);
    points.push([t, atm[j] ?? '-']);
  });
  return points;
}

function line(slice, i, n, history, selected) {
  const color = expiryColor(i, n);
  const chosen = slice.iso === selected;
  const known = history.get(slice.iso);
  return {
    name: slice.label,
    type: 'line',
    data: known ? broken(known) : [],
    showSymbol: false,
    z: chosen ? 9 : 2,
    lineStyle: { color, width: chosen ? 2.4 : 1.1 },
    itemStyle: { color },
    triggerLineEvent: true,
    emphasis: { disabled: true },
    endLabel: { show: true, formatter: slice.label, color: chosen ? COLOR.text : color, fontSize: 10, fontFamily: FONT, fontWeight: chosen ? 700 : 400 },
    labelLayout: { moveOverlap: 'shiftY' },
  };
}
