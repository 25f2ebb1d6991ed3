// ATM vol, forward vol, risk reversals and butterflies by time to expiry.

import { days as dayCount, exists, percent, volPoints } from './format.js';
import { AXIS_POINTER, BASE, COLOR, FONT, expiryColor, valueAxis } from './theme.js';

/**
 * @typedef {import('../feed/surface.js').Slice} Slice
 * @typedef {{name: string, days: number[], atm: number[]}} EarlierTerm
 * @typedef {Object} TermView
 * @property {string|null} selected @property {EarlierTerm[]} earlier
 * @property {boolean} bands @property {boolean} [compact] @property {boolean} [coin] wings at premium-adjusted deltas
 */

const DAYS = 365;

/**
 * √((w₂ − w₁)/(T₂ − T₁)) between neighbouring expiries; null when w falls, which is arbitrage.
 * @param {Slice[]} slices @returns {(number|null)[]}
 */
export function forwardVols(slices) {
  let w0 = 0;
  let t0 = 0;
  return slices.map(({ row }) => {
    const w = row.atm * row.atm * row.T;
    const variance = (w - w0) / (row.T - t0);
    w0 = w;
    t0 = row.T;
    return variance > 0 ? Math.sqrt(variance) : null;
  });
}

/** @param {Slice[]} slices ascending @param {TermView} view @returns {any} an ECharts option */
export function termOption(slices, view) {
  const shown = slices.filter((s) => exists(s.row.atm));
  const x = (/** @type {Slice} */ s) => s.row.T * DAYS;
  const wings = !view.compact;
  const forward = forwardVols(shown);
  const steps = [];
  shown.forEach((s, i) => {
    const from = i === 0 ? Math.max(0.2, x(s) / 2) : x(shown[i - 1]);
    steps.push([from, forward[i] ?? '-'], [x(s), forward[i] ?? '-']);
  });
  const range = volRange(shown, forward, view.bands);
  const low = Math.max(0.2, Math.min(...shown.map(x)) * 0.8);
  const high = Math.max(...shown.map(x)) * 1.15;
  const axis = (/** @type {Object} */ extra) => logAxis(low, high, extra);
  const series = [
    ...view.earlier.map((earlier, i) => earlierSeries(earlier, i)),
    { name: 'forward vol', type: 'line', data: steps, symbol: 'none', silent: true, z: 2, itemStyle: { color: COLOR.faint },
      lineStyle: { color: COLOR.faint, width: 1.2, type: [5, 3] } },
    ...(view.bands ? [atmBars(shown, x)] : []),
    { name: 'ATM', type: 'line', data: shown.map((s) => [x(s), s.row.atm]), symbol: 'none', silent: true, z: 4, itemStyle: { color: COLOR.text },
      lineStyle: { color: COLOR.text, width: 1.6 } },
    { name: 'expiries', type: 'scatter', z: 6, symbolSize: (_, p) => (shown[p.dataIndex].iso === view.selected ? 11 : 7),
      data: shown.map((s, i) => ({
        value: [x(s), s.row.atm],
        iso: s.iso,
        itemStyle: { color: expiryColor(i, shown.length),
          borderColor: s.iso === view.selected ? COLOR.text : COLOR.panel, borderWidth: s.iso === view.selected ? 2 : 1 },
      })) },
  ];
  if (wings) series.push(...wingSeries(shown, x, view.coin ? 'Coin' : ''));
  return {
    ...BASE,
    legend: wings ? legend() : undefined,
    grid: view.compact
      ? [{ left: 44, right: 14, top: 10, bottom: 38 }]
      : [
          { left: 58, right: 20, top: 34, bottom: '41%' },
          { left: 58, right: 20, top: '63%', bottom: 44 },
        ],
    tooltip: { trigger: 'item', confine: true, transitionDuration: 0 },
    axisPointer: { link: [{ xAxisIndex: 'all' }], ...AXIS_POINTER },
    xAxis: wings
      ? [axis({ axisLabel: { show: false } }), axis({ gridIndex: 1, name: 'days to expiry (log)', nameGap: 28 })]
      : [axis({ name: 'days to expiry (log)', nameGap: 22 })],
    yAxis: wings
      ? [volAxis('ATM and forward vol, %', range), { ...wingAxis(), gridIndex: 1 }]
      : [volAxis('', range)],
    series,
  };
}

function volRange(shown, forward, bands) {
  const reach = (/** @type {Slice} */ s) => (bands && exists(s.row.atmStdDev) ? Math.min(0.05, 1.96 * s.row.atmStdDev) : 0);
  const values = [...shown.flatMap((s) => [s.row.atm - reach(s), s.row.atm + reach(s)]), ...forward.filter(exists)];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const pad = 0.06 * (high - low) + 0.002;
  return [Math.floor(100 * (low - pad)) / 100, Math.ceil(100 * (high + pad)) / 100];
}

function logAxis(min, max, extra) {
  return {
    ...valueAxis('', {}),
    type: 'log',
    min,
    max,
    axisLabel: { color: COLOR.muted, fontSize: 11, fontFamily: FONT,
      formatter: (/** @type {number} */ v) => (v < 1 ? v.toFixed(1) : String(Math.round(v))), showMinLabel: false, showMaxLabel: false },
    axisPointer: { show: true, snap: false, label: { formatter: (/** @type {any} */ p) => `${dayCount(p.value)} d` } },
    ...extra,
  };
}

const volAxis = (name, [min, max]) =>
  valueAxis(name, {
    nameGap: 42,
    min,
    max,
    axisLabel: { color: COLOR.muted, fontSize: 11, fontFamily: FONT, formatter: (v) => percent(v, 0), showMinLabel: false, showMaxLabel: false },
  });

const wingAxis = () =>
  valueAxis('RR and BF, vol pts', {
    nameGap: 42,
    axisLabel: { color: COLOR.muted, fontSize: 11, fontFamily: FONT, formatter: (v) => volPoints(v, 0) },
  });

function earlierSeries(earlier, i) {
  return {
    name: earlier.name,
    type: 'line',
    data: earlier.days.map((d, j) => [d, earlier.atm[j]]),
    showSymbol: false,
    silent: true,
    z: 3,
    lineStyle: { color: COLOR.ghost, width: 1, type: [[2, 3], [6, 3], [10, 4]][i % 3], opacity: 0.9 },
  };
}

function atmBars(shown, x) {
  const drawn = shown.filter((s) => exists(s.row.atmStdDev));
  return {
    name: '95 % band',
    type: 'custom',
    silent: true,
    clip: true,
    z: 3,
    data: drawn.map((s) => [x(s), s.row.atm]),
    renderItem: (/** @type {any} */ params, /** @type {any} */ api) => {
      const s = drawn[params.dataIndex];
      const [px, top] = api.coord([x(s), s.row.atm + 1.96 * s.row.atmStdDev]);
      const [, bottom] = api.coord([x(s), s.row.atm - 1.96 * s.row.atmStdDev]);
      return {
        type: 'group',
        children: [[px, top, px, bottom], [px - 4, top, px + 4, top], [px - 4, bottom, px + 4, bottom]].map(
          ([x1, y1, x2, y2]) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: COLOR.muted, lineWidth: 1 } })),
      };
    },
  };
}

function legend() {
  const text = { color: COLOR.muted, fontSize: 11, fontFamily: FONT };
  return {
    top: 4,
    left: 58,
    itemWidth: 22,
    itemHeight: 8,
    itemGap: 16,
    selectedMode: false,
    textStyle: text,
    data: ['ATM', 'forward vol', 'RR25', 'RR10', 'BF25', 'BF10'],
  };
}

function wingSeries(shown, x, kind) {
  const line = (name, key, color, type, symbol) => ({
    name,
    type: 'line',
    xAxisIndex: 1,
    yAxisIndex: 1,
    data: shown.map((s) => ({ value: [x(s), s.row[key + kind] ?? '-'], iso: s.iso, wing: key })),
    symbol,
    symbolSize: 6,
    lineStyle: { color, width: 1.4, type },
    itemStyle: { color },
    endLabel: { show: false },
  });
  return [
    line('RR25', 'rr25', COLOR.outside, 'solid', 'circle'),
    line('RR10', 'rr10', COLOR.outside, [4, 3], 'emptyCircle'),
    line('BF25', 'bf25', COLOR.accent, 'solid', 'rect'),
    line('BF10', 'bf10', COLOR.accent, [4, 3], 'emptyRect'),
    {
      name: 'zero', type: 'line', xAxisIndex: 1, yAxisIndex: 1, data: [], silent: true,
      markLine: { silent: true, symbol: 'none', animation: false, data: [{ yAxis: 0 }],
        lineStyle: { color: COLOR.faint, type: 'solid' }, label: { show: false } },
    },
  ];
}
