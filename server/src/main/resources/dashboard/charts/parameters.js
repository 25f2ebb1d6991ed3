// A parameter over time with its 95 % band, and marks where the fit was made afresh.

import { figure, exists } from './format.js';
import { AXIS_POINTER, BASE, COLOR, FONT, valueAxis } from './theme.js';

const LONG_MS = 60_000;

/** What parameters are called, and what a value means to a reader. */
const MEANING = {
  v0: { symbol: 'v₀', name: 'variance now', say: (v) => `${vol(v)} vol now` },
  kappa: { symbol: 'κ', name: 'mean reversion, 1/y', say: (v) => `half-life ${days(Math.LN2 / v)}` },
  theta: { symbol: 'θ', name: 'long-run variance', say: (v) => (v > 0 ? `${vol(v)} vol in the long run` : '') },
  volOfVol: { symbol: 'ξ', name: 'vol of variance', say: () => '' },
  rho: { symbol: 'ρ', name: 'spot–variance correlation', say: () => '' },
  lambda: { symbol: 'λ', name: 'jumps a year', say: (v) => `one every ${days(1 / v)}` },
  muJ: { symbol: 'μJ', name: 'mean log jump', say: (v) => `${figure(100 * Math.expm1(v), 3)} % a jump` },
  sigmaJ: { symbol: 'σJ', name: 'deviation of log jumps', say: () => '' },
  a: { symbol: 'a', name: 'level of total variance', say: () => '' },
  b: { symbol: 'b', name: 'slope of the wings', say: () => '' },
  m: { symbol: 'm', name: 'shift', say: () => '' },
  sigma: { symbol: 'σ', name: 'vol of the diffusion', say: (v) => `${(100 * v).toFixed(1)} %` },
};

const vol = (variance) => `${(100 * Math.sqrt(variance)).toFixed(1)} %`;
const days = (years) => (years < 2 ? `${figure(365 * years, 3)} d` : `${figure(years, 3)} y`);

/** Smiles use two letters of the models' for something else. */
const OF_SMILES = {
  rho: { symbol: 'ρ', name: 'tilt of the wings', say: () => '' },
  sigma: { symbol: 'σ', name: 'roundness of the vertex', say: () => '' },
};

/** @param {string} name @param {string} family */
export function meaning(name, family) {
  if (family === 'svi' && name in OF_SMILES) return OF_SMILES[name];
  const base = name.replace(/2$/, '');
  return MEANING[name] ?? MEANING[base] ?? { symbol: name, name: '', say: () => '' };
}

/**
 * @param {number[]} times @param {import('../feed/models.js').ParameterPast} past
 * @param {{afresh: boolean[], status: (string|null)[], bands: boolean, fromMs: number, toMs: number}} view
 * @returns {any} an ECharts option
 */
export function parameterOption(times, past, view) {
  const shown = times.map((t, i) => i).filter((i) => times[i] >= view.fromMs && exists(past.value[i]));
  const told = shown.length > 0 && past.identified[shown.at(-1)];
  const color = told ? COLOR.accent : COLOR.muted;
  const [min, max] = range(shown, past, view.bands);
  const band = (pick) => broken(shown, times, (i) => (exists(past.lower95[i]) && exists(past.upper95[i]) ? pick(clamp(past.lower95[i], min, max), clamp(past.upper95[i], min, max)) : '-'));
  const marks = shown.filter((i) => view.afresh[i]);
  return {
    ...BASE,
    grid: { left: 58, right: 24, top: 10, bottom: 24 },
    axisPointer: { ...AXIS_POINTER },
    tooltip: { trigger: 'item', confine: true, transitionDuration: 0 },
    xAxis: { ...valueAxis('', { splitLine: { show: false }, splitNumber: 3, min: view.fromMs, max: view.toMs }), type: 'time',
      axisLabel: { color: COLOR.muted, fontSize: 10.5, fontFamily: FONT, hideOverlap: true,
        formatter: (/** @type {number} */ t) => new Date(t).toISOString().slice(11, view.toMs - view.fromMs < 300_000 ? 19 : 16) } },
    yAxis: valueAxis('', { min, max, splitNumber: 3,
      axisLabel: { color: COLOR.muted, fontSize: 10.5, fontFamily: FONT, hideOverlap: true, showMinLabel: false, showMaxLabel: false,
        formatter: (/** @type {number} */ v) => figure(v, 3) } }),
    series: [
      ...(view.bands ? [
        { name: 'lower', type: 'line', data: band((low) => low), stack: 'band', stackStrategy: 'all', showSymbol: false, silent: true, lineStyle: { opacity: 0 }, areaStyle: { opacity: 0 } },
        { name: '95 % band', type: 'line', data: band((low, high) => high - low), stack: 'band', stackStrategy: 'all', showSymbol: false, silent: true, lineStyle: { opacity: 0 },
          areaStyle: { color, opacity: told ? 0.2 : 0.1 } },
      ] : []),
      { name: 'value', type: 'line', data: broken(shown, times, (i) => past.value[i]), showSymbol: shown.length < 3, symbolSize: 4, z: 4,
        lineStyle: { color, width: 1.6, type: told ? 'solid' : [5, 3] }, itemStyle: { color }, emphasis: { disabled: true } },
      { name: 'afresh', type: 'scatter', data: marks.map((i) => [times[i], past.value[i]]), symbol: 'triangle', symbolSize: 8, z: 6,
        itemStyle: { color: COLOR.outside, borderColor: COLOR.panel, borderWidth: 1 } },
    ],
  };
}

const clamp = (value, min, max) => Math.min(max, Math.max(min, value));

/** Bands may be far wider than the path: they are cut at four times what moves, or a twentieth of the value. */
function range(shown, past, bands) {
  if (shown.length === 0) return [0, 1];
  const values = shown.map((i) => past.value[i]);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const size = Math.max(Math.abs(low), Math.abs(high));
  const reach = Math.max(4 * (high - low), 0.05 * size, 1e-9);
  const drawn = (column, pick, own) => {
    const ends = bands ? shown.map((i) => column[i]).filter(exists) : [];
    return pick(own, ...ends);
  };
  const bottom = Math.max(drawn(past.lower95, Math.min, low), low - reach);
  const top = Math.min(drawn(past.upper95, Math.max, high), high + reach);
  const pad = 0.08 * (top - bottom) + 1e-3 * size;
  return [bottom - pad, top + pad];
}

/** Points with a break where nothing was fitted for long. */
function broken(shown, times, value) {
  const points = [];
  shown.forEach((i, j) => {
    if (j > 0 && times[i] - times[shown[j - 1]] > LONG_MS) points.push([times[i] - 1, '-']);
    points.push([times[i], value(i)]);
  });
  return points;
}
