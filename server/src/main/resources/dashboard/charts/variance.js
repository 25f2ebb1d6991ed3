// Total variance by expiry: lines that touch or cross are calendar arbitrage.

import { fixed } from './format.js';
import { BASE, COLOR, FONT, expiryColor, valueAxis } from './theme.js';

/**
 * @param {import('../feed/surface.js').Slice[]} slices ascending in expiry
 * @param {string|null} selected ISO instant of the selected expiry
 * @returns {any} an ECharts option
 */
export function varianceOption(slices, selected) {
  const reach = Math.max(...slices.map((s) => s.curve?.k.at(-1) ?? 0), 0.1);
  const variances = slices.flatMap((s) => s.curve?.w ?? []);
  const floor = Math.min(...slices.map((s) => Math.min(...(s.curve?.k ?? [0]))), -0.1);
  return {
    ...BASE,
    grid: { left: 58, right: 74, top: 12, bottom: 42 },
    xAxis: valueAxis('log-moneyness k = ln(K/F)', {
      min: Math.max(-1.6, floor),
      max: Math.min(1.6, reach),
      nameGap: 26,
      axisLabel: { color: COLOR.muted, fontSize: 11, fontFamily: FONT, formatter: (v) => fixed(v, 1) },
    }),
    yAxis: {
      ...valueAxis('total variance w = σ²T (log)', { nameGap: 44, scale: false }),
      type: 'log',
      min: Math.min(...variances) / 1.4,
      max: Math.max(...variances) * 1.4,
      axisLabel: { color: COLOR.muted, fontSize: 11, fontFamily: FONT, formatter: short },
      splitLine: { lineStyle: { color: COLOR.grid } },
      minorSplitLine: { show: false },
    },
    tooltip: { trigger: 'item', confine: true, transitionDuration: 0 },
    series: slices.filter((s) => s.curve).map((slice, i, all) => series(slice, i, all.length, selected)),
  };
}

const short = (/** @type {number} */ v) => (Math.abs(Math.log10(v) % 1) > 1e-6 ? '' : v >= 0.001 ? String(v) : v.toExponential(0).replace('-', '−'));

function series(slice, i, n, selected) {
  const color = expiryColor(i, n);
  const chosen = slice.iso === selected;
  return {
    name: slice.label,
    type: 'line',
    data: slice.curve.k.map((k, j) => [k, slice.curve.w[j]]),
    showSymbol: false,
    triggerLineEvent: true,
    z: chosen ? 10 : 2,
    lineStyle: { color, width: chosen ? 2.6 : 1.2, opacity: chosen || !selected ? 1 : 0.75 },
    itemStyle: { color },
    endLabel: {
      show: true,
      formatter: slice.label,
      color: chosen ? COLOR.text : color,
      fontSize: 10,
      fontFamily: FONT,
      fontWeight: chosen ? 700 : 400,
    },
    labelLayout: { moveOverlap: 'shiftY' },
    emphasis: { disabled: true },
  };
}
