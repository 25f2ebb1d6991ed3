// One expiry's smile: quotes as bid–ask bars, fit with bands, residuals in half-spreads.

import { AXES, valueAt } from './axis.js';
import { exists, percent } from './format.js';
import { AXIS_POINTER, BASE, COLOR, FONT, valueAxis } from './theme.js';

/**
 * @typedef {import('../feed/surface.js').Slice} Slice
 * @typedef {Object} SmileView
 * @property {import('./axis.js').AxisKey} axis
 * @property {boolean} bands @property {boolean} residuals @property {boolean} aside
 * @property {string} color of the fit
 * @property {Slice|null} [ghost] an earlier fit, drawn dashed
 * @property {number|null} [asOfMs] the surface's instant; quotes fade with their age at it
 * @property {boolean} [compact] small, without residuals and titles
 */

const Z50 = 0.6745;
const Z95 = 1.96;

/** Not quotes of the smile at all: the other side of the same strike, or nothing to draw. */
const UNDRAWN = new Set(['IN_THE_MONEY', 'EMPTY', 'DUPLICATE', 'NOT_AN_OPTION']);

/**
 * @param {Slice} slice
 * @param {SmileView} view
 * @returns {any} an ECharts option
 */
export function smileOption(slice, view) {
  const axis = AXES[view.axis];
  const fit = curvePoints(slice, axis);
  const quotes = quotePoints(slice, axis, view.asOfMs ?? null);
  const used = quotes.filter((q) => q.used);
  const aside = view.aside ? quotes.filter((q) => !q.used && !UNDRAWN.has(q.reason)) : [];
  const xRange = axis.range ?? rangeOf([...fit.map((p) => p.x), ...used.map((q) => q.x)], 0.01);
  const yRange = volRange(fit, used, xRange);
  const residuals = view.residuals && !view.compact;
  const series = [
    ...bandSeries(fit, view),
    ghostSeries(view.ghost, axis),
    lineSeries('fit', fit.map((p) => [p.x, p.vol]), { color: view.color, width: 2 }, 4),
    quoteSeries('set aside', aside, 2),
    quoteSeries('quotes', used, 5),
    forwardLine(slice, axis, Boolean(view.compact)),
  ];
  if (residuals) series.push(residualSeries(used), spreadLines());
  return {
    ...BASE,
    grid: grids(view, residuals),
    xAxis: xAxes(axis, xRange, residuals, Boolean(view.compact)),
    yAxis: yAxes(yRange, used, residuals, Boolean(view.compact)),
    axisPointer: { link: [{ xAxisIndex: 'all' }], ...AXIS_POINTER },
    tooltip: { show: !view.compact, trigger: 'item', confine: true, transitionDuration: 0 },
    series,
  };
}

/** @param {SmileView} view @param {boolean} residuals */
function grids(view, residuals) {
  if (view.compact) return [{ left: 44, right: 14, top: 10, bottom: 38 }];
  return residuals
    ? [
        { left: 58, right: 18, top: 20, bottom: '30%' },
        { left: 58, right: 18, top: '75%', bottom: 44 },
      ]
    : [{ left: 58, right: 18, top: 20, bottom: 44 }];
}

function xAxes(axis, [min, max], residuals, compact) {
  const common = {
    min,
    max,
    axisLabel: { color: COLOR.muted, fontSize: 11, fontFamily: FONT, formatter: axis.label, hideOverlap: true },
    axisPointer: {
      show: !compact,
      snap: false,
      label: { formatter: (/** @type {any} */ p) => axis.label(p.value), show: true },
    },
    ...(axis.range ? { interval: compact ? 0.25 : 0.1 } : {}),
  };
  const title = valueAxis(axis.title, { ...common, nameGap: compact ? 22 : 28 });
  if (!residuals) return [title];
  const bare = valueAxis('', { ...common, axisLabel: { show: false } });
  bare.axisPointer = { ...common.axisPointer, label: { show: false } };
  return [bare, { ...title, gridIndex: 1 }];
}

function yAxes([min, max], used, residuals, compact) {
  const vol = valueAxis(compact ? '' : 'implied vol, %', {
    min,
    max,
    nameGap: 42,
    axisLabel: {
      color: COLOR.muted,
      fontSize: 11,
      fontFamily: FONT,
      formatter: (/** @type {number} */ v) => percent(v, max - min < 0.05 ? 1 : 0),
      showMinLabel: false,
    },
    axisPointer: { show: !compact, label: { formatter: (/** @type {any} */ p) => percent(p.value, 2) } },
  });
  if (!residuals) return [vol];
  const worst = Math.max(1.5, ...used.map((q) => Math.abs(q.residual ?? 0)));
  const reach = Math.min(6, Math.ceil(2 * worst) / 2);
  return [
    vol,
    valueAxis('half-spreads', {
      gridIndex: 1,
      min: -reach,
      max: reach,
      interval: reach,
      nameGap: 42,
      axisLabel: { color: COLOR.muted, fontSize: 11, fontFamily: FONT, formatter: signed },
    }),
  ];
}

const signed = (/** @type {number} */ v) => (v > 0 ? `+${v}` : String(v).replace('-', '−'));

/** @returns {{x: number, vol: number, sd: number|null}[]} ascending in x */
export function curvePoints(slice, axis) {
  if (!slice.curve) return [];
  const { k, vol, volStdDev, delta } = slice.curve;
  return k
    .map((ki, i) => ({ x: axis.x(slice, ki, delta[i]), vol: vol[i], sd: volStdDev[i] }))
    .filter((p) => exists(p.x) && exists(p.vol));
}

/** The quotes with their places; `residual` is (model − mid)/half-spread. */
export function quotePoints(slice, axis, asOfMs = null) {
  const q = slice.quotes;
  const points = [];
  for (let i = 0; i < q.name.length; i++) {
    const x = slice.curve ? axis.x(slice, q.k[i], q.delta?.[i]) : null;
    if (!exists(x)) continue;
    const bid = q.bid[i];
    const ask = q.ask[i];
    const model = q.model?.[i] ?? null;
    const twoSided = exists(bid) && exists(ask) && ask > bid;
    const half = twoSided ? (ask - bid) / 2 : null;
    points.push({
      i,
      x,
      bid,
      ask,
      mid: exists(q.mid[i]) ? q.mid[i] : twoSided ? (bid + ask) / 2 : null,
      model,
      residual: half && exists(model) ? (model - (bid + ask) / 2) / half : null,
      used: q.reason[i].startsWith('USED'),
      reason: q.reason[i],
      freshness: freshness(q.time?.[i], asOfMs),
    });
  }
  return points;
}

const FRESH_MS = 5_000;
const OLD_MS = 60_000;
const FAINTEST = 0.35;

/** Opacity of a quote: 1 up to 5 s old, faintest from a minute on; 1 when its age is not known. */
export function freshness(timeMs, asOfMs) {
  if (!exists(timeMs) || !exists(asOfMs)) return 1;
  const share = (asOfMs - timeMs - FRESH_MS) / (OLD_MS - FRESH_MS);
  return 1 - (1 - FAINTEST) * Math.min(1, Math.max(0, share));
}

function rangeOf(values, margin) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (!(high > low)) return [low - 1, high + 1];
  return [low - margin * (high - low), high + margin * (high - low)];
}

/** From the fit and the used quotes, so that one wild quote cannot flatten the picture. */
function volRange(fit, used, [from, to]) {
  const values = fit.filter((p) => p.x >= from && p.x <= to).map((p) => p.vol);
  for (const q of used) {
    if (exists(q.bid) && exists(q.ask)) values.push(q.bid, q.ask);
  }
  if (values.length === 0) return [0, 1];
  const sorted = values.sort((a, b) => a - b);
  const low = sorted[Math.floor(0.01 * sorted.length)];
  const high = sorted[Math.ceil(0.99 * sorted.length) - 1];
  const pad = 0.08 * (high - low) + 0.002;
  const step = high - low < 0.08 ? 0.005 : 0.02;
  return [Math.max(0, Math.floor((low - pad) / step) * step), Math.ceil((high + pad) / step) * step];
}

function lineSeries(name, data, style, z) {
  return { name, type: 'line', data, showSymbol: false, silent: true, z, lineStyle: style, itemStyle: { color: style.color } };
}

function ghostSeries(ghost, axis) {
  const data = ghost ? curvePoints(ghost, axis).map((p) => [p.x, p.vol]) : [];
  return lineSeries('earlier fit', data, { color: COLOR.ghost, width: 1, type: [4, 4] }, 3);
}

function bandSeries(fit, view) {
  const known = view.bands ? fit.filter((p) => exists(p.sd)) : [];
  return [
    ['95 % band', Z95, 0.14],
    ['50 % band', Z50, 0.24],
  ].map(([name, z, opacity]) => ({
    name,
    type: 'custom',
    silent: true,
    z: 1,
    clip: true,
    data: known.length > 1 ? [[known[0].x, known[0].vol]] : [],
    renderItem: (/** @type {any} */ _, /** @type {any} */ api) => ({
      type: 'polygon',
      shape: {
        points: [
          ...known.map((p) => api.coord([p.x, p.vol + z * p.sd])),
          ...known.map((p) => api.coord([p.x, Math.max(0, p.vol - z * p.sd)])).reverse(),
        ],
      },
      style: { fill: view.color, opacity },
    }),
  }));
}

/** Bid–ask bars with a dot at the mid; hollow when set aside; an arrow where a side is missing. */
function quoteSeries(name, quotes, z) {
  return {
    name,
    type: 'custom',
    z,
    clip: true,
    encode: { x: 0, y: [1, 2, 3] },
    data: quotes.map((q) => ({ value: [q.x, q.bid ?? '-', q.ask ?? '-', q.mid ?? '-'], quote: q.i })),
    renderItem: (/** @type {any} */ params, /** @type {any} */ api) => quoteMark(quotes[params.dataIndex], api),
  };
}

function quoteMark(q, api) {
  const outside = q.used && exists(q.residual) && Math.abs(q.residual) > 1;
  const color = q.used ? (outside ? COLOR.outside : COLOR.quote) : COLOR.aside;
  const at = (/** @type {number} */ v) => api.coord([q.x, v]);
  const cap = 3;
  const children = [];
  const opacity = q.freshness;
  const stroke = { stroke: color, opacity, lineWidth: 1.2, ...(q.used ? {} : { lineDash: [2, 2] }) };
  const segment = (/** @type {number[]} */ [x1, y1], /** @type {number[]} */ [x2, y2]) =>
    children.push({ type: 'line', shape: { x1, y1, x2, y2 }, style: stroke });
  if (exists(q.bid) && exists(q.ask)) {
    const [x, top] = at(q.ask);
    const [, bottom] = at(q.bid);
    segment([x, top], [x, bottom]);
    segment([x - cap, top], [x + cap, top]);
    segment([x - cap, bottom], [x + cap, bottom]);
    const [, middle] = at(q.mid);
    children.push({
      type: 'circle',
      shape: { cx: x, cy: middle, r: q.used ? 2.6 : 3 },
      style: q.used ? { fill: color, opacity } : { fill: COLOR.panel, stroke: color, lineWidth: 1.2, opacity },
    });
  } else if (exists(q.ask) || exists(q.bid)) {
    const down = exists(q.ask);
    const [x, y] = at(down ? q.ask : q.bid);
    const tail = down ? 12 : -12;
    segment([x - cap - 1, y], [x + cap + 1, y]);
    segment([x, y], [x, y + tail]);
    children.push({
      type: 'polygon',
      shape: { points: [[x - 3, y + tail], [x + 3, y + tail], [x, y + 1.5 * tail]] },
      style: q.used ? { fill: color, opacity } : { fill: COLOR.panel, stroke: color, opacity },
    });
  }
  return { type: 'group', children };
}

function forwardLine(slice, axis, compact) {
  const x = axis.x(slice, 0, valueAt(slice.curve, 'delta', 0));
  return {
    name: 'forward',
    type: 'line',
    silent: true,
    data: [],
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      data: exists(x) ? [{ xAxis: x }] : [],
      lineStyle: { color: COLOR.faint, type: 'solid', width: 1 },
      label: { show: !compact, formatter: 'F', color: COLOR.muted, fontSize: 11, position: 'end', distance: 2 },
    },
  };
}

function residualSeries(used) {
  const drawn = used.filter((q) => exists(q.residual));
  return {
    name: 'residuals',
    type: 'custom',
    xAxisIndex: 1,
    yAxisIndex: 1,
    clip: true,
    encode: { x: 0, y: 1 },
    data: drawn.map((q) => ({ value: [q.x, q.residual], quote: q.i })),
    renderItem: (/** @type {any} */ params, /** @type {any} */ api) => {
      const q = drawn[params.dataIndex];
      const [x, y] = api.coord([q.x, q.residual]);
      const [, zero] = api.coord([q.x, 0]);
      const outside = Math.abs(q.residual) > 1;
      return {
        type: 'rect',
        shape: { x: x - 2.5, y: Math.min(y, zero), width: 5, height: Math.max(1, Math.abs(y - zero)) },
        style: { fill: outside ? COLOR.outside : COLOR.accent, opacity: 0.9 },
      };
    },
  };
}

function spreadLines() {
  return {
    name: 'bid and ask',
    type: 'line',
    xAxisIndex: 1,
    yAxisIndex: 1,
    data: [],
    silent: true,
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      data: [
        { yAxis: 1, label: { formatter: 'ask' } },
        { yAxis: -1, label: { formatter: 'bid' } },
        { yAxis: 0, lineStyle: { color: COLOR.faint, type: 'solid' }, label: { show: false } },
      ],
      lineStyle: { color: COLOR.faint, type: [3, 3], width: 1 },
      label: { color: COLOR.muted, fontSize: 10, position: 'insideEndTop', distance: 2 },
    },
  };
}
