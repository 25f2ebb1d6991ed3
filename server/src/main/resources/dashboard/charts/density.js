// The risk-neutral density that a smile implies, and Gatheral's g that must not be negative.

import { exists, fixed } from './format.js';
import { AXIS_POINTER, BASE, COLOR, FONT, valueAxis } from './theme.js';

/**
 * p(k) = g(k)/√(2πw) · exp(−d₂²/2) with d₂ = −k/√w − √w/2 (Gatheral and Jacquier 2014, section 2.2).
 * @param {import('../feed/surface.js').Curve} curve
 * @returns {number[][]} pairs (k, p)
 */
export function density(curve) {
  return curve.k.map((k, i) => {
    const w = curve.w[i];
    const d2 = -k / Math.sqrt(w) - Math.sqrt(w) / 2;
    return [k, (curve.g[i] / Math.sqrt(2 * Math.PI * w)) * Math.exp((-d2 * d2) / 2)];
  });
}

/**
 * @param {import('../feed/surface.js').Slice} slice
 * @param {string} color
 * @returns {any} an ECharts option
 */
export function densityOption(slice, color) {
  const curve = slice.curve;
  const points = curve ? density(curve) : [];
  return {
    ...BASE,
    grid: { left: 58, right: 46, top: 12, bottom: 42 },
    axisPointer: AXIS_POINTER,
    tooltip: { show: false },
    xAxis: valueAxis('log-moneyness k = ln(K/F)', {
      min: curve?.k[0],
      max: curve?.k.at(-1),
      nameGap: 26,
      axisLabel: { color: COLOR.muted, fontSize: 11, fontFamily: FONT, formatter: (v) => fixed(v, 2), hideOverlap: true },
    }),
    yAxis: [
      valueAxis('density of k', { min: 0, nameGap: 44, splitNumber: 3 }),
      valueAxis('g(k)', { min: Math.min(0, ...(curve?.g.filter(exists) ?? [])), nameGap: 30, splitLine: { show: false }, splitNumber: 3 }),
    ],
    series: [
      {
        name: 'density',
        type: 'line',
        data: points,
        showSymbol: false,
        silent: true,
        lineStyle: { color, width: 1.6 },
        areaStyle: { color, opacity: 0.12 },
      },
      {
        name: 'g',
        type: 'line',
        yAxisIndex: 1,
        data: curve ? curve.k.map((k, i) => [k, curve.g[i]]) : [],
        showSymbol: false,
        silent: true,
        lineStyle: { color: COLOR.muted, width: 1, type: [4, 3] },
        markLine: {
          silent: true,
          symbol: 'none',
          animation: false,
          data: [{ yAxis: 0 }],
          lineStyle: { color: COLOR.outside, width: 1 },
          label: { show: false },
        },
      },
    ],
  };
}
