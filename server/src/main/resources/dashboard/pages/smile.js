// Smile: one expiry in full, with the evidence for it.

import { AXES, PICKED, kAt, valueAt } from '../charts/axis.js';
import { densityOption } from '../charts/density.js';
import { days, exists, fixed, percent, price, strike, volPoints, words, NA, age } from '../charts/format.js';
import { smileOption } from '../charts/smile.js';
import { expiryColor } from '../charts/theme.js';
import { varianceOption } from '../charts/variance.js';
import { Chart } from './chart.js';
import { Crosshair } from './crosshair.js';
import { choice, coinToggle, el, panel, setAttr, setText, tipTable, toggle } from './dom.js';
import { restUrl } from './monitor.js';

const GHOST_MS = 60_000;
const CAPTION =
  'bars bid–ask, dot mid · orange: model outside the spread · hollow: set aside · faint: older than 5 s, faintest from 1 min · triangle: one side only · line: fit, 50 % and 95 % band · dashed: earlier fit';

/** @param {HTMLElement} root @param {import('../main.js').App} app */
export function smilePage(root, app) {
  const tabs = expiryTabs(app);
  const controls = smileControls(app);
  let smileChart = /** @type {Chart|null} */ (null);
  const main = panel('Smile', { controls: controls.nodes, caption: CAPTION, csv: () => quoteCsv(app), png: () => smileChart?.png() ?? null,
    json: () => restUrl(app, `/smile?${app.selected()?.tenor ? 'tenor' : 'expiry'}=${app.selected()?.iso}&axis=${app.choice.axis === 'stdev' ? 'kOverStdev' : app.choice.axis}`) });
  const figures = panel('Fit');
  const variance = panel('Total variance', { note: 'no two lines may touch', png: () => varianceChart.png() });
  const density = panel('Implied density', { note: 'solid density · dashed g(k), must be ≥ 0', png: () => densityChart.png() });
  main.root.classList.add('smile-main');
  root.append(tabs.root, main.root, figures.root, variance.root, density.root);
  smileChart = new Chart(main.body);
  const varianceChart = new Chart(variance.body);
  const densityChart = new Chart(density.body);
  const readout = el('output', { class: 'readout num', hidden: true });
  smileChart.overlay(readout);
  const cross = smileCross(app, readout, smileChart, varianceChart, densityChart);
  const table = fitTable(figures.body);
  varianceChart.on('click', (event) => app.choose({ expiry: event.seriesName }));

  function update() {
    controls.refresh();
    if (!app.shown) return;
    const slice = app.selected();
    const slices = slicesLike(app, app.selected());
    tabs.update();
    if (!slice) return;
    const i = slices.indexOf(slice);
    setText(main.heading, `Smile ${slice.label}`);
    table.update(slice, app);
    varianceChart.set(withTip(varianceOption(slices, slice.iso), (p) => tipTable(p.seriesName, [['k', fixed(p.value[0], 3)], ['w', p.value[1].toPrecision(4)]])));
    setText(figures.heading, slice.tenor ? 'Tenor' : 'Fit');
    if (!slice.curve) {
      setText(main.note, `no smile: ${slice.row.reason}`);
      smileChart?.set({});
      densityChart.set({});
      cross.show(null);
      return;
    }
    const before = app.past.before(app.shown, GHOST_MS);
    const ghost = before ? ([...before.slices, ...before.tenors].find((s) => s.iso === slice.iso) ?? null) : null;
    setText(main.note, `${days(365 * slice.row.T)} d · F ${price(slice.row.F)} · earlier fit ${ghost ? age(app.shown.asOfMs - before.asOfMs) + ' ago' : NA + ' yet'}${slice.row.atmStdDev === null ? ` · band n/a: ${slice.tenor ? 'outside the fitted expiries' : 'covariance unknown'}` : ''}`);
    const color = expiryColor(i, slices.length);
    const option = smileOption(slice, { axis: app.axis(), bands: app.choice.bands, residuals: app.choice.residuals && !slice.tenor,
      aside: app.choice.aside, color, ghost, asOfMs: app.shown.asOfMs });
    smileChart?.set(withTip(option, (p) => quoteTip(slice, p, app.shown.asOfMs)));
    densityChart.set(densityOption(slice, color));
    cross.refresh();
  }
  return { update, key: (key) => moveCross(cross, app, key), dispose: () => [smileChart, varianceChart, densityChart].forEach((c) => c?.dispose()) };
}

/** Expiries for an expiry, tenors for a tenor. */
const slicesLike = (app, slice) => (slice?.tenor ? app.shown.tenors : app.shown.slices);

/** The cross-hair of the three charts, and the figures where it stands. */
function smileCross(app, readout, smileChart, varianceChart, densityChart) {
  const axis = () => AXES[app.axis()];
  const inK = (k) => k;
  return new Crosshair([
    { chart: smileChart, toK: (x) => kAt(app.selected(), axis(), x), toX: (k) => axis().x(app.selected(), k, valueAt(app.selected()?.curve, 'delta', k)) },
    { chart: varianceChart, toK: inK, toX: inK },
    { chart: densityChart, toK: inK, toX: inK },
  ], (k) => {
    const slice = app.selected();
    const vol = k === null ? null : valueAt(slice?.curve, 'vol', k);
    readout.hidden = !exists(vol);
    if (!exists(vol)) return;
    const sd = valueAt(slice.curve, 'volStdDev', k);
    const delta = valueAt(slice.curve, 'delta', k);
    setText(readout, `K ${strike(slice.row.F * Math.exp(k))} · k ${fixed(k, 3)} · Δ call ${fixed(delta, 3)} · σ ${percent(vol, 2)} ± ${exists(sd) ? fixed(196 * sd, 2) : NA} %`);
  });
}

/** Left and right move the cross-hair along the curve. */
function moveCross(cross, app, key) {
  const ks = app.selected()?.curve?.k;
  if (!ks || !['ArrowLeft', 'ArrowRight'].includes(key)) return false;
  const step = (ks.at(-1) - ks[0]) / 60;
  const from = cross.k ?? 0;
  const to = cross.k === null ? 0 : from + (key === 'ArrowRight' ? step : -step);
  cross.show(Math.min(ks.at(-1), Math.max(ks[0], to)));
  return true;
}

function withTip(option, formatter) {
  return { ...option, tooltip: { ...option.tooltip, className: 'echarts-tip', backgroundColor: 'transparent', borderWidth: 0, padding: 0, extraCssText: '', formatter } };
}

/** From the venue's stamp to the surface's instant. */
const quoteAge = (timeMs, asOfMs) => (exists(timeMs) && exists(asOfMs) ? age(asOfMs - timeMs) : NA);

/** Age of the used quotes at a quantile: 0.5 the median, 1 the oldest. */
function usedAge(slice, asOfMs, quantile) {
  const { time, reason } = slice.quotes;
  const stamps = time.filter((t, i) => exists(t) && reason[i].startsWith('USED')).sort((a, b) => b - a);
  return quoteAge(stamps[Math.floor(quantile * (stamps.length - 1))] ?? null, asOfMs);
}

/** What one quote says, and what the model says of it. */
function quoteTip(slice, point, asOfMs) {
  const i = point.data?.quote;
  if (!exists(i)) return '';
  const q = slice.quotes;
  const half = exists(q.bid[i]) && exists(q.ask[i]) ? (q.ask[i] - q.bid[i]) / 2 : null;
  const sd = q.modelStdDev?.[i];
  return tipTable(q.name[i], [
    ['strike', strike(q.strike[i])],
    ['k = ln(K/F)', fixed(q.k[i], 4)],
    ['call delta', fixed(q.delta?.[i], 3)],
    ['bid / ask', `${percent(q.bid[i], 2)} / ${percent(q.ask[i], 2)} %`],
    ['mid', `${percent(q.mid[i], 2)} %`],
    ['model ± 95 %', `${percent(q.model?.[i], 2)} ± ${exists(sd) ? fixed(196 * sd, 2) : NA}`],
    ['(model − mid)/half-spread', half ? fixed((q.model[i] - (q.bid[i] + q.ask[i]) / 2) / half, 2) : NA],
    ['age', quoteAge(q.time[i], asOfMs)],
    ['use', words(q.reason[i])],
  ]);
}

function smileControls(app) {
  const axis = choice('Axis', PICKED.map((a) => ({ value: a.key, label: a.short, tip: a.title })), () => app.choice.axis, (value) => app.choose({ axis: value }));
  const flip = (name) => () => app.choose({ [name]: !app.choice[name] });
  const parts = [
    axis,
    coinToggle(app),
    toggle('Bands', '50 % and 95 % bands of the fit (B)', () => app.choice.bands, flip('bands')),
    toggle('Residuals', '(model − mid)/half-spread; beyond ±1 the model is outside the spread (R)', () => app.choice.residuals, flip('residuals')),
    toggle('Set aside', 'Quotes that did not enter the fit, hollow; hover for the reason (A)', () => app.choice.aside, flip('aside')),
  ];
  return { nodes: parts.map((p) => p.root), refresh: () => parts.forEach((p) => p.refresh()) };
}

export function expiryTabs(app) {
  const root = el('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Expiry' });
  let key = '';
  function update() {
    const all = [...[...app.shown.slices, ...app.shown.unfitted].sort((a, b) => a.expiryMs - b.expiryMs), ...app.shown.tenors];
    const chosen = app.selected();
    const next = all.map((s) => s.label + Boolean(s.curve)).join();
    if (next !== key) {
      key = next;
      root.replaceChildren(...all.map((s) => {
        const slices = slicesLike(app, s);
        const i = slices.indexOf(s);
        const swatch = el('i', { class: 'swatch' });
        swatch.style.background = s.curve ? expiryColor(i, slices.length) : 'transparent';
        return el('button', { type: 'button', role: 'tab', class: s.tenor && i === 0 ? 'first-tenor' : '', 'data-expiry': s.label, 'data-tip': tabTip(s, i, app),
          onclick: () => app.choose({ expiry: s.label }) }, swatch, s.label);
      }));
    }
    for (const tab of root.children) {
      const on = tab.dataset.expiry === chosen?.label;
      setAttr(tab, 'aria-selected', String(on));
      setAttr(tab, 'tabindex', on ? '0' : '-1');
    }
  }
  return { root, update };
}

function tabTip(slice, i, app) {
  if (!slice.curve) return `no smile: ${slice.row.reason}`;
  const key = i < 9 && slice.tenor === (app.choice.by === 'tenor') ? `, key ${i + 1}` : '';
  return slice.tenor ? `fixed tenor, between ${slice.row.before} and ${slice.row.after}${key}` : slice.iso + key;
}

/** [name, tip, text of (row, coin, slice, asOfMs)] */
const FIT_ROWS = [
  ['Forward', 'F(T), USD', (r) => price(r.F)],
  ['± 1 s.e.', 'Standard error of F, USD', (r) => fixed(r.FStdError, 2)],
  ['Found by', 'Sources that entered the forward', (r) => (r.method ?? (r.before ? 'interpolated' : NA)).toLowerCase()],
  ['Parity', 'Forward by put–call parity alone, USD', (r) => price(r.parity)],
  ['Future', 'Mid of the dated future, USD', (r) => price(r.future)],
  ['Venue', 'The venue’s own forward, USD', (r) => price(r.venueForward)],
  ['ATM', 'σ at k = 0, %', (r) => percent(r.atm, 2)],
  ['± 95 %', 'Band of the ATM vol, vol points', (r) => (exists(r.atmStdDev) ? fixed(196 * r.atmStdDev, 2) : NA)],
  ['RR25', 'σ(25Δ call) − σ(25Δ put), vol points', (r, coin) => volPoints(r['rr25' + coin])],
  ['BF25', '(σ(25Δ call) + σ(25Δ put))/2 − ATM, vol points', (r, coin) => volPoints(r['bf25' + coin])],
  ['RR10', 'σ(10Δ call) − σ(10Δ put), vol points', (r, coin) => volPoints(r['rr10' + coin])],
  ['BF10', '(σ(10Δ call) + σ(10Δ put))/2 − ATM, vol points', (r, coin) => volPoints(r['bf10' + coin])],
  ['SVI a', 'w(k) = a + b(ρ(k−m) + √((k−m)²+σ²))', (r) => fixed(r.svi?.[0], 5)],
  ['b', 'Mean wing slope', (r) => fixed(r.svi?.[1], 5)],
  ['ρ', 'Tilt, in (−1, 1)', (r) => fixed(r.svi?.[2], 4)],
  ['m', 'Centre, log-moneyness', (r) => fixed(r.svi?.[3], 4)],
  ['σ', 'Half-width of the vertex', (r) => fixed(r.svi?.[4], 4)],
  ['terms', 'Curvature terms added to SVI; 0 where the quotes do not call for any', (r) => fixed(r.curvatureTerms, 0)],
  ['min g', 'Least g(k) on the whole line; ≥ 0 means no butterfly arbitrage', (r) => fixed(r.minG, 4)],
  ['RMSE', 'model − mid over two-sided used quotes, vol points', (r) => fixed(r.rmse, 3)],
  ['Hold-out', 'The same over strikes the fit did not see, vol points', (r) => fixed(r.holdOutRmse, 3)],
  ['In spread', 'Used two-sided quotes with the model inside bid–ask, %', (r) => percent(r.inside, 1)],
  ['Worst', 'Largest |model − mid|/half-spread', (r) => fixed(r.maxHalfSpreads, 2)],
  ['Used', 'Quotes that entered the fit', (r) => String(r.used ?? NA)],
  ['Quote age', 'Median age of the used quotes, from the venue’s stamp to the surface’s instant', (_, __, slice, asOfMs) => usedAge(slice, asOfMs, 0.5)],
  ['Oldest', 'Age of the oldest used quote', (_, __, slice, asOfMs) => usedAge(slice, asOfMs, 1)],
  ['Status', 'State of the fit', (r) => words(r.status)],
];

function fitTable(root) {
  const values = FIT_ROWS.map(() => el('b', { class: 'num' }));
  const grid = el('dl', { class: 'figures' }, ...FIT_ROWS.map(([name, tip], i) => el('div', { 'data-tip': tip }, el('dt', {}, name), el('dd', {}, values[i]))));
  const aside = el('p', { class: 'aside-list' });
  root.append(grid, aside);
  return {
    update: (slice, app) => {
      const coin = app.choice.coin ? 'Coin' : '';
      FIT_ROWS.forEach(([, , text], i) => setText(values[i], text(slice.row, coin, slice, app.shown.asOfMs)));
      const reasons = Object.entries(slice.row.setAside ?? {}).sort((a, b) => b[1] - a[1]);
      if (slice.tenor) {
        setText(aside, `Interpolated between ${slice.row.before} and ${slice.row.after}, free of arbitrage where they are; a tenor has no quotes of its own`);
        return;
      }
      setText(aside, 'Set aside: ' + (reasons.map(([reason, n]) => `${n} ${words(reason)}`).join(' · ') || 'none'));
    },
  };
}

function quoteCsv(app) {
  const slice = app.selected();
  const names = ['name', 'type', 'strike', 'k', 'delta', 'bid', 'ask', 'mid', 'model', 'modelStdDev', 'time', 'reason'];
  return slice ? [names, ...slice.quotes.name.map((_, i) => names.map((n) => slice.quotes[n]?.[i]))] : [names];
}
