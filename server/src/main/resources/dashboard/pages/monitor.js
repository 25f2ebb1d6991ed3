// Monitor: health, every expiry in one grid, the selected smile, the term structure and the log.

import { compact, days, exists, fixed, percent, price, volPoints, NA, clock } from '../charts/format.js';
import { smileOption } from '../charts/smile.js';
import { sparkPath } from '../charts/sparkline.js';
import { termOption } from '../charts/term.js';
import { expiryColor } from '../charts/theme.js';
import { Chart } from './chart.js';
import { Decisions } from './decisions.js';
import { choice, coinToggle, el, panel, rowsChoice, setAttr, setText } from './dom.js';
import { vetoButton } from './veto.js';

const SPARK = { width: 74, height: 20, points: 120 };

/**
 * The grid's columns: [heading, tip, text, extra].
 * @type {{name: string, tip: string, text: (slice: any, app: any) => string, tone?: (slice: any, app: any) => string|null, class?: string}[]}
 */
const COLUMNS = [
  { name: 'Expiry', tip: 'Expiry, 08:00 UTC as a rule, or fixed tenor; hover a row for more', text: (s) => s.label, class: 'left strong' },
  { name: 'DTE', tip: 'Days to expiry, ACT/365', text: (s) => days(365 * s.row.T) },
  { name: 'Forward', tip: 'F(T), USD per coin', text: (s) => price(s.row.F), class: 'strong' },
  { name: '± bp', tip: 'Standard error of the forward, hundredths of a percent of F', text: (s) => (exists(s.row.FStdError) ? fixed((1e4 * s.row.FStdError) / s.row.F, 2) : NA), class: 'muted' },
  { name: 'ATM %', tip: 'σ at k = 0, percent per √year', text: (s) => percent(s.row.atm, 2), class: 'strong' },
  { name: '± vp', tip: '95 % band of the ATM vol, ± vol points', text: (s) => (exists(s.row.atmStdDev) ? fixed(196 * s.row.atmStdDev, 2) : NA), class: 'muted' },
  { name: 'Δ', tip: '', text: (s, app) => change(s, app).text, tone: (s, app) => change(s, app).tone },
  { name: 'ATM', tip: 'ATM vol over the last hour at most; own scale', text: () => '', class: 'spark' },
  { name: 'RR25', tip: 'RR25 = σ(25Δ call) − σ(25Δ put), vol points; forward Black delta, or coin delta when that is on', text: (s, app) => volPoints(wing(s, app, 'rr25')) },
  { name: 'RR10', tip: 'RR10 = σ(10Δ call) − σ(10Δ put), vol points', text: (s, app) => volPoints(wing(s, app, 'rr10')) },
  { name: 'BF25', tip: 'BF25 = (σ(25Δ call) + σ(25Δ put))/2 − ATM, vol points', text: (s, app) => volPoints(wing(s, app, 'bf25')) },
  { name: 'BF10', tip: 'BF10 = (σ(10Δ call) + σ(10Δ put))/2 − ATM, vol points', text: (s, app) => volPoints(wing(s, app, 'bf10')) },
  { name: 'In %', tip: 'Share of two-sided used quotes whose model vol lies inside bid–ask', text: (s) => percent(s.row.inside, 0), tone: (s) => (exists(s.row.inside) && s.row.inside < 0.9 ? 'warn' : null) },
  { name: 'RMSE', tip: 'Root mean square of model − mid over two-sided used quotes, vol points', text: (s) => fixed(s.row.rmse, 2) },
  { name: 'unseen', tip: 'The same over every fourth strike, predicted by a fit that did not see it, vol points', text: (s) => fixed(s.row.holdOutRmse, 2) },
  { name: 'Used', tip: 'Quotes that entered the fit', text: (s) => String(s.row.used ?? NA) },
  { name: 'Aside', tip: 'Quotes set aside; hover a row for the reasons', text: (s) => (s.tenor ? NA : String(sum(s.row.setAside))), class: 'muted' },
  { name: 'Fit', tip: 'CONVERGED: no condition bends the smile. AT_BOUND: a no-arbitrage condition bends it: without it the vol would change in the quoted range by more than one standard deviation. DEGENERATE: the quotes do not determine every parameter. STOPPED: iteration limit. THIN: no fit. INTERPOLATED, EXTRAPOLATED: a tenor inside or outside the fitted expiries.', text: (s) => fitText(s.row.status), tone: (s) => (['CONVERGED', 'INTERPOLATED'].includes(s.row.status) ? null : 'warn'), class: 'left' },
];

const FIT_ICONS = { CONVERGED: '✓', AT_BOUND: '▲', DEGENERATE: '◇', STOPPED: '■', THIN: '○', INTERPOLATED: '∿', EXTRAPOLATED: '→' };

/** A wing at the chosen kind of delta. */
export const wing = (slice, app, name) => slice.row[name + (app.choice.coin ? 'Coin' : '')];
const fitText = (status) => `${FIT_ICONS[status] ?? '?'} ${status.toLowerCase().replace('_', ' ')}`;
const sum = (counts) => Object.values(counts ?? {}).reduce((a, b) => a + b, 0);

function reference(app) {
  return app.past.terms.at(-1) ?? null;
}

function change(slice, app) {
  const before = reference(app)?.byIso.get(slice.iso);
  if (!exists(before) || !exists(slice.row.atm)) return { text: NA, tone: null };
  const moved = slice.row.atm - before;
  const arrow = Math.abs(moved) < 5e-5 ? '' : moved > 0 ? ' ▲' : ' ▼';
  return { text: volPoints(moved) + arrow, tone: arrow === '' ? null : moved > 0 ? 'up' : 'down' };
}

/** @param {HTMLElement} root @param {import('../main.js').App} app */
export function monitorPage(root, app) {
  const strip = healthStrip(app);
  const by = rowsChoice(app);
  const coin = coinToggle(app);
  const grid = panel('Expiries', { controls: [by.root, coin.root], csv: () => gridCsv(app), json: () => restUrl(app, '') });
  const smile = panel('Smile', { controls: [] });
  const term = panel('Term structure');
  const lists = choice('Log', [
    { value: 'events', label: 'Events', tip: 'Connections, gaps, holds and repairs since the engine started' },
    { value: 'decisions', label: 'Decisions', tip: 'What was published or held, also before the last start, as far as the store reaches' },
  ], () => app.choice.log, (value) => app.choose({ log: value }));
  const decisions = new Decisions(app);
  const listed = () => (app.choice.log === 'decisions' ? decisions.rows() : app.events);
  const log = panel('Log', { controls: [lists.root], csv: () => [['time', 'kind', 'underlying', 'text'], ...listed().map((e) => [e.time, e.kind, e.underlying, e.text])] });
  root.append(strip.root, grid.root, smile.root, term.root, log.root);
  grid.root.classList.add('grid-panel');
  log.root.classList.add('log-panel');
  const table = summaryTable(app);
  grid.body.append(table.root);
  const smileChart = new Chart(smile.body);
  const termChart = new Chart(term.body);
  termChart.on('click', (event) => event.data?.iso && pick(app, event.data.iso));
  const list = el('ol', { class: 'log' });
  log.body.append(list);

  function update() {
    strip.update(app);
    by.refresh();
    coin.refresh();
    lists.refresh();
    paintLog(list, listed(), app.choice.log);
    if (!app.shown) {
      setText(grid.note, '');
      return;
    }
    setText(grid.heading, app.choice.by === 'tenor' ? 'Tenors' : 'Expiries');
    setText(grid.note, `vols in percent, changes and wings in vol points${app.choice.coin ? ', coin deltas' : ''}`);
    table.update();
    const slice = app.selected();
    const slices = app.rows();
    if (slice?.curve) {
      const shown = slice.tenor ? app.shown.tenors : app.shown.slices;
      setText(smile.heading, `Smile ${slice.label}`);
      setText(smile.note, '% vol · bars bid–ask · double click a row for the page');
      smileChart.set(smileOption(slice, { axis: app.axis(), bands: app.choice.bands, residuals: false,
        aside: false, color: expiryColor(shown.indexOf(slice), shown.length), compact: true }));
    }
    setText(term.note, 'ATM (line), forward vol (dashed), %');
    termChart.set(termOption(slices, { selected: slice?.iso ?? null, earlier: app.past.terms.slice(-1), bands: app.choice.bands, compact: true }));
  }
  return {
    update,
    dispose: () => {
      smileChart.dispose();
      termChart.dispose();
    },
  };
}

export const restUrl = (app, part) =>
  `/api/v1/surfaces/${app.choice.underlying || 'BTC'}${part}${part.includes('?') ? '&' : '?'}asOf=${app.shown?.head.asOf ?? ''}`;

function pick(app, iso) {
  const slice = app.rows().find((s) => s.iso === iso);
  if (slice) app.choose({ expiry: slice.label });
}

function healthStrip(app) {
  const tiles = {};
  const root = el('div', { class: 'strip' });
  const add = (key, name, tip) => {
    const value = el('b', { class: 'num' }, NA);
    const note = el('small', { class: 'muted' }, '');
    tiles[key] = { value, note, box: el('div', { class: 'tile', 'data-tip': tip }, el('span', {}, name), value, note) };
    root.append(tiles[key].box);
  };
  add('feed', 'Feeds', 'Venue connections; hover for each');
  add('quotes', 'Quotes/s', 'Quotes accepted in the last second');
  add('latency', 'Tick → surface', 'From the receipt of a quote to the first published surface that holds it, waiting included, every quote counted: median and 99th percentile, ms. Large: the last 60 s; small: since the start');
  add('inside', 'Inside spread', 'Two-sided used quotes whose model vol lies inside bid–ask, all expiries');
  add('arbitrage', 'Arbitrage', 'Exact checks on the whole line: butterfly (within a smile) and calendar (between smiles)');
  add('decisions', 'Published', 'Decisions since start: published and held');
  add('journal', 'Journal', 'Append-only journal on disk, and entries the store still lacks');
  const veto = vetoButton(app);
  root.append(veto.root);
  return { root, update: (app) => (paintStrip(tiles, app), veto.update()) };
}

function paintStrip(tiles, app) {
  const h = app.health;
  const put = (key, value, note, tone = null) => {
    setText(tiles[key].value, value);
    setText(tiles[key].note, note);
    setAttr(tiles[key].box, 'data-tone', tone);
  };
  if (h) {
    const up = h.venues.filter((v) => v.connected).length;
    const gaps = h.venues.reduce((n, v) => n + v.gapsTotal, 0);
    const bad = h.venues.reduce((n, v) => n + v.malformedTotal, 0);
    put('feed', `${up === h.venues.length ? '●' : '▲'} ${up}/${h.venues.length} ${h.venues.map((v) => v.venue).join(' ')}`,
      `${gaps} gaps · ${bad} malformed`, up < h.venues.length ? 'warn' : 'good');
    setAttr(tiles.feed.box, 'data-tip', h.venues.map((v) =>
      `${v.venue}: ${v.connected ? 'connected' : 'DOWN'}, ${compact(v.messagesTotal)} messages, ${v.reconnectsTotal} reconnects, ${v.gapsTotal} gaps, ${v.malformedTotal} malformed. ${v.detail}`).join('\n') || 'No venue');
    put('quotes', compact(h.quotesPerSecond), `${compact(h.quotesTotal)} in all · ${compact(h.conflatedTotal)} conflated`);
    put('latency', `${fixed(h.tickToSurfaceP50Ms, 2)} / ${fixed(h.tickToSurfaceP99Ms, 2)}`, `ms p50 / p99, last 60 s · ${fixed(h.tickToSurfaceP50SinceStartMs, 2)} / ${fixed(h.tickToSurfaceP99SinceStartMs, 2)} since start`, h.tickToSurfaceP99Ms > 5 ? 'warn' : null);
    put('decisions', compact(h.publishedTotal), `${compact(h.heldTotal)} held`, null);
    put('journal', `${(h.journalBytes / 1e6).toFixed(1)} MB`, `store lag ${compact(h.storeLagEntries)} entries`);
  }
  const s = app.shown;
  if (s) {
    const rows = s.slices.map((x) => x.row).filter((r) => exists(r.inside));
    const used = rows.reduce((n, r) => n + r.used, 0);
    const inside = used > 0 ? rows.reduce((n, r) => n + r.inside * r.used, 0) / used : null;
    put('inside', `${percent(inside, 1)} %`, `${compact(used)} quotes, ${s.slices.length} expiries`, inside !== null && inside < 0.9 ? 'warn' : 'good');
    const free = s.head.butterflyFree && s.head.calendarFree;
    put('arbitrage', free ? '✓ none' : '✕ ' + (s.head.butterflyFree ? 'calendar' : 'butterfly'),
      s.head.repaired ? `repaired, ${fixed(s.head.repairCost, 3)} vp` : 'no repair needed', free ? 'good' : 'bad');
  }
}

function summaryTable(app) {
  const head = el('tr', {});
  const headCells = COLUMNS.map((c) => el('th', { class: c.class ?? '', scope: 'col', 'data-tip': c.tip }, c.name));
  head.append(...headCells);
  const body = el('tbody', {});
  const root = el('div', { class: 'scroll' }, el('table', { class: 'summary' }, el('thead', {}, head), body));
  const rows = new Map();

  function update() {
    const back = reference(app);
    const delta = headCells[COLUMNS.findIndex((c) => c.name === 'Δ')];
    setText(delta, back ? `Δ ${back.name}` : 'Δ');
    setAttr(delta, 'data-tip', back ? `Change of the ATM vol in ${back.name}, vol points` : 'Change of the ATM vol: n/a until a minute of history exists');
    setText(headCells[0], app.choice.by === 'tenor' ? 'Tenor' : 'Expiry');
    const all = [...app.rows(), ...(app.choice.by === 'tenor' ? [] : app.shown.unfitted)].sort((a, b) => a.expiryMs - b.expiryMs);
    const seen = new Set();
    const chosen = app.selected();
    all.forEach((slice, at) => {
      seen.add(slice.iso);
      let row = rows.get(slice.iso);
      if (!row) rows.set(slice.iso, (row = makeRow(slice, app)));
      if (body.children[at] !== row.root) body.insertBefore(row.root, body.children[at] ?? null);
      row.update(slice, chosen?.iso === slice.iso);
    });
    for (const [iso, row] of rows) {
      if (!seen.has(iso)) {
        row.root.remove();
        rows.delete(iso);
      }
    }
  }
  return { root, update };
}

function makeRow(first, app) {
  const cells = COLUMNS.map((c) => el('td', { class: c.class ?? '' }));
  const swatch = el('i', { class: 'swatch' });
  const name = document.createTextNode('');
  cells[0].append(swatch, name);
  const spark = sparkNode();
  cells[COLUMNS.findIndex((c) => c.class === 'spark')].append(spark.root);
  const root = el('tr', { tabindex: '0', 'data-expiry': first.label,
    onclick: () => app.choose({ expiry: first.label }),
    ondblclick: () => app.choose({ expiry: first.label, page: 'smile' }),
    onkeydown: (e) => e.key === 'Enter' && app.choose({ expiry: first.label, page: 'smile' }) }, ...cells);

  function update(slice, chosen) {
    const slices = app.rows();
    swatch.style.background = slice.curve ? expiryColor(slices.indexOf(slice), slices.length) : 'transparent';
    if (name.data !== slice.label) name.data = slice.label;
    setAttr(root, 'data-expiry', slice.label);
    COLUMNS.forEach((c, i) => {
      if (i === 0 || c.class === 'spark') return;
      const text = c.text(slice, app);
      setText(cells[i], text);
      setAttr(cells[i], 'data-tone', text === NA ? 'na' : (c.tone?.(slice, app) ?? null));
    });
    setAttr(root, 'aria-selected', String(chosen));
    setAttr(root, 'data-tip', rowTip(slice));
    spark.update(app.past.history.get(slice.iso)?.atm.slice(-SPARK.points) ?? []);
  }
  return { root, update };
}

function rowTip(slice) {
  if (slice.tenor) {
    return `${slice.label}, interpolated between ${slice.row.before} and ${slice.row.after}${slice.row.status === 'EXTRAPOLATED' ? '\noutside the fitted expiries: the nearest carry and forward variance go on, the band is unknown' : ''}`;
  }
  const aside = Object.entries(slice.row.setAside ?? {}).map(([reason, n]) => `${reason.toLowerCase().replaceAll('_', ' ')} ${n}`);
  const head = `${slice.label}, expires ${slice.iso}`;
  const fit = slice.curve
    ? `SVI, ${slice.row.termination} after ${slice.row.iterations} evaluations; forward ${slice.row.method.toLowerCase()} (${slice.row.parityPairs} parity pairs)`
    : `no smile: ${slice.row.reason}`;
  return `${head}\n${fit}${conditionTip(slice.row)}\nset aside: ${aside.join(', ') || 'none'}`;
}

const CONDITIONS = {
  BUTTERFLY: 'the butterfly condition',
  CALENDAR_BEFORE: 'the expiry before',
  CALENDAR_AFTER: 'the expiry after',
};

/** Which no-arbitrage condition the quotes push against, where, and what it changes. */
function conditionTip(row) {
  if (!row.condition) return '';
  const place = exists(row.conditionK) ? ` at k = ${fixed(row.conditionK, 2)}` : ' in the wing';
  return `\n${row.status === 'AT_BOUND' ? 'bent by' : 'touches'} ${CONDITIONS[row.condition]}${place}: without it ${volPoints(row.pull / 100)} vol points at k = ${fixed(row.pullK, 2)}`;
}

function sparkNode() {
  const ns = 'http://www.w3.org/2000/svg';
  const root = document.createElementNS(ns, 'svg');
  root.setAttribute('viewBox', `0 0 ${SPARK.width} ${SPARK.height}`);
  root.setAttribute('class', 'sparkline');
  const path = document.createElementNS(ns, 'path');
  root.append(path);
  return { root, update: (values) => setAttr(path, 'd', sparkPath(values, SPARK.width, SPARK.height)) };
}

function paintLog(list, events, name) {
  const key = `${name}${events.length}${events[0]?.time ?? ''}${events[0]?.text ?? ''}`;
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  list.replaceChildren(...events.map((e) =>
    el('li', { 'data-kind': e.kind },
      el('time', { class: 'num', datetime: e.time, 'data-tip': e.time }, clock(Date.parse(e.time)).slice(0, 8)),
      el('b', {}, e.kind), el('span', { class: 'muted' }, e.underlying || '—'), el('span', {}, e.text))));
  if (events.length === 0) list.append(el('li', { class: 'muted' }, name === 'decisions' ? 'no decisions yet' : 'no events yet'));
}

function gridCsv(app) {
  const wings = ['rr25', 'rr10', 'bf25', 'bf10'].map((name) => name + (app.choice.coin ? 'Coin' : ''));
  const names = ['expiry', 'T', 'F', 'FStdError', 'atm', 'atmStdDev', ...wings, 'inside', 'rmse', 'holdOutRmse', 'used', 'status'];
  return [names, ...app.rows().map((s) => [s.iso, ...names.slice(1).map((n) => s.row[n])])];
}
