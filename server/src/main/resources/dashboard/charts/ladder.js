// The ladder of models over time: losses in and out of sample, and which family is in use.

import { exists, fixed } from './format.js';
import { AXIS_POINTER, BASE, COLOR, FONT, expiryColor, valueAxis } from './theme.js';

/** @param {string[]} names @param {string} name @returns {string} a colour that a family keeps */
export const familyColor = (names, name) => expiryColor(Math.max(0, names.indexOf(name)), Math.max(2, names.length));

/**
 * @typedef {{fromMs: number, toMs: number, names: string[], selected: string}} LadderView
 * @param {import('../feed/models.js').ModelPast} past @param {LadderView} view
 * @returns {any} an ECharts option: held-out loss solid, in-sample loss dashed, a log scale
 */
export function lossOption(past, view) {
  const line = (name, key, type, width) => ({
    name: `${name} ${key}`,
    type: 'line',
    data: points(past, view, (i) => past.families[name]?.[key][i] ?? null),
    showSymbol: false,
    z: name === view.selected ? 6 : 3,
    lineStyle: { color: familyColor(view.names, name), width: name === view.selected ? width + 0.8 : width, type },
    itemStyle: { color: familyColor(view.names, name) },
    emphasis: { disabled: true },
    endLabel: key === 'out' ? { show: true, formatter: name, color: familyColor(view.names, name), fontSize: 11, fontFamily: FONT } : { show: false },
    labelLayout: { moveOverlap: 'shiftY' },
  });
  return {
    ...BASE,
    grid: { left: 54, right: 64, top: 10, bottom: 26 },
    axisPointer: { ...AXIS_POINTER },
    tooltip: { trigger: 'item', confine: true, transitionDuration: 0 },
    xAxis: timeAxis(view),
    yAxis: { ...valueAxis('RMSE, vol pts (log)', { nameGap: 40 }), type: 'log', logBase: 2,
      axisLabel: { color: COLOR.muted, fontSize: 11, fontFamily: FONT, formatter: (/** @type {number} */ v) => fixed(v, v < 0.2 ? 3 : v < 1 ? 2 : 1) } },
    series: view.names.flatMap((name) => [line(name, 'in', [4, 3], 1), line(name, 'out', 'solid', 1.6)]),
  };
}

/**
 * @param {import('../feed/models.js').ModelPast} past @param {LadderView} view
 * @returns {any} an ECharts option: the rung in use as a step line, what each update asks for as dots
 */
export function rungOption(past, view) {
  const rung = (name) => view.names.indexOf(name);
  return {
    ...BASE,
    grid: { left: 64, right: 16, top: 10, bottom: 26 },
    tooltip: { trigger: 'item', confine: true, transitionDuration: 0 },
    xAxis: timeAxis(view),
    yAxis: { type: 'category', data: view.names, axisLine: { lineStyle: { color: COLOR.line } }, axisTick: { show: false },
      axisLabel: { color: COLOR.text, fontSize: 11.5, fontFamily: FONT }, splitLine: { show: true, lineStyle: { color: COLOR.grid } }, boundaryGap: true },
    series: [
      { name: 'asked for', type: 'scatter', data: points(past, view, (i) => (rung(past.target[i]) < 0 ? null : past.target[i])).filter(([, y]) => y !== '-'),
        symbolSize: 4, silent: true, itemStyle: { color: COLOR.muted, opacity: 0.5 }, z: 3 },
      { name: 'in use', type: 'line', step: 'end', data: points(past, view, (i) => (rung(past.inUse[i]) < 0 ? null : past.inUse[i])),
        showSymbol: false, lineStyle: { color: COLOR.accent, width: 2.6 }, itemStyle: { color: COLOR.accent }, z: 5, emphasis: { disabled: true } },
    ],
  };
}

function points(past, view, value) {
  const all = [];
  past.times.forEach((t, i) => {
    if (t < view.fromMs) return;
    const v = value(i);
    all.push([t, typeof v === 'string' || exists(v) ? v : '-']);
  });
  return all;
}

const timeAxis = (view) => ({
  ...valueAxis('', { splitLine: { show: false }, splitNumber: 5, min: view.fromMs, max: view.toMs }),
  type: 'time',
  axisLabel: { color: COLOR.muted, fontSize: 11, fontFamily: FONT, hideOverlap: true,
    formatter: (/** @type {number} */ t) => new Date(t).toISOString().slice(11, view.toMs - view.fromMs < 300_000 ? 19 : 16) },
});
