// Term: ATM and forward vol, risk reversals and butterflies by expiry, now and earlier.

import { days, exists, fixed, percent, price, volPoints, NA } from '../charts/format.js';
import { historyOption } from '../charts/history.js';
import { forwardVols, termOption } from '../charts/term.js';
import { Chart } from './chart.js';
import { coinToggle, el, panel, rowsChoice, setAttr, setText, tipTable, toggle } from './dom.js';
import { restUrl, wing } from './monitor.js';

const COLUMNS = [
  ['Expiry', 'Expiry', (s) => s.label],
  ['DTE', 'Days to expiry', (s) => days(365 * s.row.T)],
  ['Forward', 'F(T), USD', (s) => price(s.row.F)],
  ['Carry %', 'ln(F/index)/T, percent a year', (s, app) => (exists(app.shown.head.index) ? percent(Math.log(s.row.F / app.shown.head.index) / s.row.T, 2) : NA)],
  ['ATM %', 'σ at k = 0', (s) => percent(s.row.atm, 2)],
  ['Fwd vol %', '√((w₂ − w₁)/(T₂ − T₁)) from the expiry before', (_, __, forward) => percent(forward, 2)],
  ['Parity − F', 'Put–call parity alone less F, bp of F', (s) => bp(s.row.parity, s.row.F)],
  ['Future − F', 'Dated future less F, bp of F', (s) => bp(s.row.future, s.row.F)],
  ['Venue − F', 'Venue’s forward less F, bp of F', (s) => bp(s.row.venueForward, s.row.F)],
];

const bp = (value, forward) => (exists(value) ? fixed((1e4 * (value - forward)) / forward, 2) : NA);

/** @param {HTMLElement} root @param {import('../main.js').App} app */
export function termPage(root, app) {
  const bands = toggle('Bands', '95 % band of the ATM vol (B)', () => app.choice.bands, () => app.choose({ bands: !app.choice.bands }));
  const by = rowsChoice(app);
  const coin = coinToggle(app);
  /** @type {Chart} */
  let chart;
  const main = panel('Term structure', { caption: 'RR = σ(call) − σ(put) · BF = (σ(call) + σ(put))/2 − ATM · steps: forward vol between expiries', controls: [by.root, coin.root, bands.root], csv: () => csv(app), png: () => chart.png(), json: () => restUrl(app, '/term') });
  const side = panel('Forwards and vols', { csv: () => csv(app), json: () => restUrl(app, '/forwards') });
  const past = panel('ATM vol', { note: 'last hour at most, %, UTC', png: () => pastChart.png(), json: () => `/api/v1/surfaces/${app.choice.underlying || 'BTC'}/history` });
  root.append(main.root, side.root, past.root);
  const pastChart = new Chart(past.body);
  chart = new Chart(main.body);
  chart.on('click', (event) => {
    const slice = app.rows().find((s) => s.iso === event.data?.iso);
    if (slice) app.choose({ expiry: slice.label });
  });
  const body = el('tbody', {});
  const heads = COLUMNS.map(([name, tip], i) => el('th', { class: i === 0 ? 'left' : '', 'data-tip': tip }, name));
  const first = heads[0];
  side.body.append(el('div', { class: 'scroll' }, el('table', { class: 'summary' },
    el('thead', {}, el('tr', {}, ...heads)), body)));

  function update() {
    [by, coin, bands].forEach((control) => control.refresh());
    if (!app.shown) return;
    const slices = app.rows();
    if (slices.length === 0) return;
    const earlier = app.past.terms;
    setText(main.note, `grey dashes: ATM ${earlier.map((e) => e.name).join(', ') || NA + ' yet'}${earlier.length ? ' ago' : ''} · ${app.choice.coin ? 'coin' : 'forward Black'} delta`);
    const option = termOption(slices, { selected: app.selected()?.iso ?? null, earlier, bands: app.choice.bands, coin: app.choice.coin });
    option.tooltip = { ...option.tooltip, className: 'echarts-tip', backgroundColor: 'transparent', borderWidth: 0, padding: 0, formatter: (p) => tip(slices, app, p) };
    chart.set(option);
    paintTable(body, app);
    setText(first, app.choice.by === 'tenor' ? 'Tenor' : 'Expiry');
    const drawn = slices.some((s) => (app.past.history.get(s.iso)?.times.length ?? 0) > 1);
    setText(past.note, drawn ? 'last hour at most, %, UTC; a break where nothing was published' : 'n/a yet: fills as surfaces come');
    pastChart.set(!drawn ? {} : historyOption(slices, app.past.history, app.selected()?.iso ?? null));
  }
  return { update, dispose: () => [chart, pastChart].forEach((c) => c.dispose()) };
}

function tip(slices, app, point) {
  const slice = slices.find((s) => s.iso === point.data?.iso);
  if (!slice) return '';
  const r = slice.row;
  return tipTable(slice.label, [
    ['ATM ± 95 %', `${percent(r.atm, 2)} ± ${exists(r.atmStdDev) ? fixed(196 * r.atmStdDev, 2) : NA}`],
    ['RR25 = σ(25C) − σ(25P)', volPoints(wing(slice, app, 'rr25'))],
    ['BF25 = (σ(25C) + σ(25P))/2 − ATM', volPoints(wing(slice, app, 'bf25'))],
    ['RR10', volPoints(wing(slice, app, 'rr10'))],
    ['BF10', volPoints(wing(slice, app, 'bf10'))],
  ]);
}

function paintTable(body, app) {
  const slices = app.rows();
  const forward = forwardVols(slices);
  const chosen = app.selected();
  while (body.children.length > slices.length) body.lastChild.remove();
  slices.forEach((slice, i) => {
    let row = body.children[i];
    if (!row) {
      row = el('tr', { tabindex: '0' }, ...COLUMNS.map((_, c) => el('td', { class: c === 0 ? 'left strong' : '' })));
      row.addEventListener('click', () => app.choose({ expiry: row.dataset.expiry }));
      row.addEventListener('keydown', (event) => event.key === 'Enter' && app.choose({ expiry: row.dataset.expiry }));
      body.append(row);
    }
    setAttr(row, 'data-expiry', slice.label);
    setAttr(row, 'aria-selected', String(slice === chosen));
    COLUMNS.forEach(([, , text], c) => {
      const value = text(slice, app, forward[i]);
      setText(row.children[c], value);
      setAttr(row.children[c], 'data-tone', value === NA ? 'na' : null);
    });
  });
}

function csv(app) {
  const slices = app.rows();
  const forward = forwardVols(slices);
  const names = ['T', 'F', 'FStdError', 'parity', 'future', 'venueForward', 'atm', 'atmStdDev', 'rr25', 'rr10', 'bf25', 'bf10'];
  return [['expiry', 'forwardVol', ...names], ...slices.map((s, i) => [s.iso, forward[i], ...names.map((n) => s.row[n])])];
}
