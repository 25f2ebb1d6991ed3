// Parameters: every parameter of a model over time with its band, how calm it is, and what the quotes cannot tell.

import { age, exists, figure, fixed, NA } from '../charts/format.js';
import { meaning, parameterOption } from '../charts/parameters.js';
import { Chart } from './chart.js';
import { el, panel, setAttr, setText, tipTable, toggle } from './dom.js';
import { familyTabs, noModels, reachChoice, shownFamily, span, statusOf, verdictOf } from './families.js';

const COLUMNS = [
  ['', '', 'left'],
  ['value', 'As fitted to the newest snapshot, the prior included', 'strong'],
  ['± sd', 'One standard deviation, by these quotes alone: what the prior adds is not counted', 'muted'],
  ['95 % interval', 'Even in the unconstrained coordinate, so not around the value', 'muted'],
  ['stability', 'Median jump between updates over the last 28, in standard deviations; above 1 is unstable', ''],
];

/** @param {HTMLElement} root @param {import('../main.js').App} app */
export function parametersPage(root, app) {
  const tabs = familyTabs(app);
  const reach = reachChoice(app);
  const bands = toggle('Bands', '95 % bands, cut where they are much wider than the path (B)', () => app.choice.bands, () => app.choose({ bands: !app.choice.bands }));
  const paths = panel('Parameter paths', { controls: [reach.root, bands.root], csv: () => csv(app), json: () => `/api/v1/models/${app.choice.underlying || 'BTC'}/history`,
    caption: '▲ the quotes contradicted the prior and the fit was made afresh · dashed: the quotes do not tell this parameter' });
  const side = panel('Now', { csv: () => tableCsv(app), json: () => `/api/v1/models/${app.choice.underlying || 'BTC'}` });
  const bar = el('div', { class: 'model-bar' }, tabs.root);
  root.append(bar, paths.root, side.root);
  paths.root.classList.add('paths');
  const grid = el('div', { class: 'multiples' });
  const nothing = el('p', { class: 'nothing' });
  paths.body.append(nothing, grid);
  const facts = factsPanel();
  const table = parameterTable();
  side.body.append(el('div', { class: 'scroll' }, facts.root, table.root));
  /** @type {Map<string, {root: HTMLElement, title: any, value: any, chart: Chart}>} */
  const charts = new Map();
  let family = '';

  function update() {
    tabs.update();
    reach.refresh();
    bands.refresh();
    const shown = shownFamily(app);
    const missing = noModels(app) ?? (shown && shown.parameters.length === 0 ? `${shown.name}: ${shown.status === 'REJECTED' ? shown.detail : 'its parameters are not followed one by one.'}` : null);
    nothing.hidden = !missing;
    setText(nothing, missing ?? '');
    if (!shown) return;
    setText(paths.heading, `Parameters of ${shown.name}`);
    setText(paths.note, `${app.choice.underlying || 'BTC'}${shown.of ? `, smile of ${shown.of}` : `, all ${app.models?.head.expiries} expiries at once`} · UTC`);
    if (family !== shown.name) clear();
    family = shown.name;
    facts.update(shown, app);
    table.update(shown);
    if (shown.parameters.length > 0) paint(shown);
  }

  function clear() {
    charts.forEach((c) => c.chart.dispose());
    charts.clear();
    grid.replaceChildren();
  }

  function paint(shown) {
    const past = app.modelPast.families[shown.name];
    const view = { ...span(app), bands: app.choice.bands, afresh: past?.afresh ?? [], status: past?.status ?? [] };
    for (const p of shown.parameters) {
      const tile = charts.get(p.name) ?? mount(p.name, shown.name);
      setText(tile.value, figure(p.value, 4));
      setAttr(tile.root, 'data-told', String(p.identified));
      const column = past?.parameters[p.name];
      if (!column) continue;
      const option = parameterOption(app.modelPast.times, column, view);
      option.tooltip.formatter = (point) => tip(p.name, point);
      tile.chart.set(option);
    }
  }

  function mount(name, of) {
    const { symbol, name: words } = meaning(name, of);
    const value = el('b', { class: 'num' });
    const plot = el('div', { class: 'plot' });
    const tile = el('div', { class: 'multiple' }, el('header', {}, el('b', {}, symbol), el('span', { class: 'muted' }, symbol === name || name === words ? words : `${name} · ${words}`), value), plot);
    grid.append(tile);
    const made = { root: tile, title: tile, value, chart: new Chart(plot) };
    charts.set(name, made);
    return made;
  }

  return { update, dispose: clear };
}

const tip = (name, point) =>
  tipTable(`${name} at ${new Date(point.value[0]).toISOString().slice(11, 19)}`, [['value', figure(point.value[1], 6)]]);

function factsPanel() {
  const status = el('span', { class: 'badge' });
  const verdict = el('span', { class: 'badge' });
  const detail = el('p', { class: 'detail' });
  const stability = el('p', { class: 'detail' });
  const prior = el('p', { class: 'detail' });
  const figures = el('dl', { class: 'facts' });
  const root = el('div', { class: 'model-facts' }, el('div', { class: 'badges' }, status, verdict), detail, stability, figures, prior);
  const value = (name, tip) => {
    const dd = el('dd', { class: 'num' });
    figures.append(el('div', { 'data-tip': tip }, el('dt', {}, name), dd));
    return dd;
  };
  const cells = {
    in: value('in sample', 'Root mean square error on the quotes fitted, vol points'),
    out: value('held out', 'The same of a second fit on quotes that it did not see: every fourth strike'),
    next: value('next', 'The parameters of the step before on these quotes'),
    misfit: value('misfit', 'Root mean square residual in units of the quotes’ errors; errors are widened by it'),
    age: value('fitted', 'Since the quotes that it was fitted to'),
    took: value('took', 'Wall time of the fit and the one that judges it'),
  };
  return {
    root,
    update: (family, app) => {
      const s = statusOf(family.status);
      setText(status, s.text);
      setAttr(status, 'data-tone', s.tone);
      setAttr(status, 'data-tip', s.tip);
      const v = verdictOf(family.stability.verdict);
      setText(verdict, v.text);
      setAttr(verdict, 'data-tone', v.tone);
      setAttr(verdict, 'data-tip', v.tip);
      detail.hidden = !family.detail;
      setText(detail, statusText(family));
      setText(stability, `${family.stability.sentence.charAt(0).toUpperCase()}${family.stability.sentence.slice(1)}.`);
      setText(cells.in, points(family.in.rmseVolPoints));
      setText(cells.out, points(family.out.rmseVolPoints));
      setText(cells.next, points(family.nextRmseVolPoints));
      setText(cells.misfit, exists(family.solve.misfit) ? `${fixed(family.solve.misfit, 1)} σ` : NA);
      const now = app.nowMs();
      setText(cells.age, now === null || !app.models ? NA : `${age(Math.max(0, now - app.models.fittedMs))} ago`);
      setText(cells.took, exists(family.solve.elapsedMs) ? `${fixed(family.solve.elapsedMs, 1)} ms` : NA);
      setText(prior, priorText(family));
    },
  };
}

const points = (value) => (exists(value) ? `${fixed(value, 3)} vp` : NA);

function statusText(family) {
  if (family.status === 'UNIDENTIFIED') return `Not identified: ${family.detail}`;
  if (family.status === 'AT_BOUND') return `At its bound: ${family.detail}`;
  return family.detail ? `${family.detail}` : '';
}

function priorText({ solve }) {
  if (solve.prior === 'LAST_FIT') return `Prior: the last fit, widened by what may have drifted${exists(solve.priorChiSquare) ? `; the quotes moved it by χ² ${fixed(solve.priorChiSquare, 1)}` : ''}.`;
  if (solve.prior === 'CONTRADICTED') return `Prior: dropped, the quotes contradict it (χ² ${fixed(solve.priorChiSquare, 0)}); fitted afresh.`;
  return 'Prior: none.';
}

function parameterTable() {
  const body = el('tbody', {});
  const root = el('table', { class: 'summary parameters' }, el('thead', {}, el('tr', {}, ...COLUMNS.map(([name, tip, cls]) => el('th', { class: cls === 'left' ? 'left' : '', 'data-tip': tip || null }, name)))), body);
  return {
    root,
    update: (family) => {
      while (body.children.length > family.parameters.length) body.lastChild.remove();
      family.parameters.forEach((p, i) => {
        let row = body.children[i];
        if (!row) {
          const meter = el('td', {}, el('span', { class: 'meter' }, el('i', {})), el('span', { class: 'num' }));
          row = el('tr', {}, el('td', { class: 'left strong' }), el('td', { class: 'strong' }), el('td', { class: 'muted' }), el('td', { class: 'muted' }), meter);
          body.append(row);
        }
        const { symbol, name, say } = meaning(p.name, family.name);
        setText(row.children[0], symbol);
        setAttr(row, 'data-tip', [`${p.name}: ${name}`, exists(p.value) ? say(p.value) : '', p.identified ? '' : 'Not told by the quotes.'].filter(Boolean).join('\n'));
        setText(row.children[1], figure(p.value, 4));
        setText(row.children[2], p.identified ? figure(p.stdDev, 2) : 'not told');
        setAttr(row.children[2], 'data-tone', p.identified ? null : 'warn');
        setText(row.children[3], exists(p.lower95) ? `${figure(p.lower95, 3)} … ${figure(p.upper95, 3)}` : NA);
        paintMeter(row.children[4], p.stabilityIndex, family.stability);
      });
    },
  };
}

/** A bar that ends at twice the limit, so that the limit is in its middle. */
function paintMeter(cell, index, stability) {
  const [meter, text] = cell.children;
  const early = stability.verdict === 'TOO_EARLY' || !exists(index);
  setText(text, early ? NA : fixed(index, 2));
  meter.firstChild.style.width = early ? '0' : `${Math.min(100, (50 * index) / stability.limit)}%`;
  setAttr(meter, 'data-tone', !early && index > stability.limit ? 'warn' : 'good');
}

function csv(app) {
  const shown = shownFamily(app);
  const past = shown && app.modelPast.families[shown.name];
  if (!past) return [['time']];
  const names = Object.keys(past.parameters);
  const head = names.flatMap((n) => [n, `${n} lower95`, `${n} upper95`, `${n} stability`]);
  return [['time', 'status', ...head], ...app.modelPast.times.map((t, i) => [new Date(t).toISOString(), past.status[i],
    ...names.flatMap((n) => [past.parameters[n].value[i], past.parameters[n].lower95[i], past.parameters[n].upper95[i], past.parameters[n].stabilityIndex[i]])])];
}

function tableCsv(app) {
  const shown = shownFamily(app);
  return [['parameter', 'value', 'stdDev', 'lower95', 'upper95', 'identified', 'stabilityIndex'],
    ...(shown?.parameters ?? []).map((p) => [p.name, p.value, p.stdDev, p.lower95, p.upper95, p.identified, p.stabilityIndex])];
}
