// Router and complexity: which model is in use and why, losses in and out of sample, and how each fit was solved.

import { age, exists, figure, fixed, percent, NA } from '../charts/format.js';
import { familyColor, lossOption, rungOption } from '../charts/ladder.js';
import { Chart } from './chart.js';
import { el, panel, setAttr, setText, tipTable } from './dom.js';
import { familyTabs, noModels, reachChoice, shownFamily, span, statusOf } from './families.js';

const MODELS = [
  ['model', 'In the order of complexity; ★ is in use', 'left strong', (f) => `${f.chosen ? '★ ' : ''}${f.name}`],
  ['parameters', 'Number of parameters on all expiries', '', (f) => String(f.parameterCount)],
  ['in vp', 'Root mean square error on the quotes fitted, vol points', '', (f) => fixed(f.in.rmseVolPoints, 3)],
  ['held out vp', 'The same of a second fit on every fourth strike, which it did not see', 'strong', (f) => fixed(f.out.rmseVolPoints, 3)],
  ['out/in', 'Far above 1 the model fits noise', '', (f) => (exists(f.out.rmseVolPoints) && f.in.rmseVolPoints > 0 ? fixed(f.out.rmseVolPoints / f.in.rmseVolPoints, 2) : NA)],
  ['next vp', 'The parameters of the step before on these quotes', '', (f) => fixed(f.nextRmseVolPoints, 3)],
  ['half-spreads', 'Median |model − mid| of quotes held out, in half-spreads', '', (f) => fixed(f.out.medianHalfSpreads, 2)],
  ['status', 'What the fit is worth; hover for more', 'left', (f) => statusOf(f.status).text],
  ['evaluations', 'Of the whole surface, or passes over all slices', '', (f) => String(f.solve.evaluations)],
  ['ms', 'Wall time of both fits', '', (f) => fixed(f.solve.elapsedMs, 1)],
];

/** @param {HTMLElement} root @param {import('../main.js').App} app */
export function routerPage(root, app) {
  const tabs = familyTabs(app);
  const reach = reachChoice(app);
  const models = panel('Models side by side', { csv: () => modelsCsv(app), json: () => `/api/v1/models/${app.choice.underlying || 'BTC'}` });
  /** @type {Chart} */
  let lossChart;
  /** @type {Chart} */
  let rungChart;
  const loss = panel('Loss in and out of sample', { controls: [reach.root], png: () => lossChart.png(), json: () => `/api/v1/models/${app.choice.underlying || 'BTC'}/history`,
    caption: 'solid: quotes held out · dashed: quotes fitted' });
  const rung = panel('Model in use', { png: () => rungChart.png(), caption: 'line: in use · dots: what each update alone asks for' });
  const router = panel('Router', { controls: [tabs.root], csv: () => routerCsv(app) });
  root.append(models.root, router.root, loss.root, rung.root);
  models.root.classList.add('models-panel');
  const nothing = el('p', { class: 'nothing' });
  const choice = el('div', { class: 'choice-line' }, el('b', {}), el('span', {}));
  const table = modelTable(app);
  models.body.append(el('div', { class: 'scroll' }, nothing, choice, table.root));
  lossChart = new Chart(loss.body);
  rungChart = new Chart(rung.body);
  const route = routeTable();
  router.body.append(el('div', { class: 'scroll' }, route.root));

  function update() {
    tabs.update();
    reach.refresh();
    const missing = noModels(app);
    nothing.hidden = !missing;
    choice.hidden = Boolean(missing);
    setText(nothing, missing ?? '');
    const shown = shownFamily(app);
    if (!app.models || !shown) return;
    const { head, families } = app.models;
    const now = app.nowMs();
    setText(models.note, `${head.quotes} quotes, ${head.expiries} expiries of 2 d and more${now === null ? '' : ` · fitted ${age(Math.max(0, now - app.models.fittedMs))} ago`}`);
    paintChoice(choice, head.choice);
    table.update(families, shown);
    const names = families.map((f) => f.name);
    const view = { ...span(app), names, selected: shown.name };
    const lossPicture = lossOption(app.modelPast, view);
    lossPicture.tooltip.formatter = (p) => tipTable(p.seriesName, [['at', new Date(p.value[0]).toISOString().slice(11, 19)], ['RMSE', `${fixed(p.value[1], 3)} vp`]]);
    lossChart.set(lossPicture);
    const ladder = [...families].sort((a, b) => a.parameterCount - b.parameterCount).map((f) => f.name);
    rungChart.set(rungOption(app.modelPast, { ...view, names: ladder }));
    setText(rung.note, `rises only when better by ${head.choice.raiseErrors} standard errors on held-out quotes, ${head.choice.dwell} updates in a row`);
    setText(router.heading, `Router: ${shown.name}`);
    route.update(shown);
  }
  return { update, dispose: () => [lossChart, rungChart].forEach((c) => c.dispose()) };
}

function paintChoice(root, choice) {
  const [name, text] = root.children;
  setText(name, `★ ${choice.family} is in use`);
  const wants = choice.target === choice.family ? '' : ` These quotes ask for ${choice.target}${choice.streak ? `, ${Math.abs(choice.streak)} of ${choice.dwell} updates in a row` : ''}.`;
  setText(text, ` — ${choice.reason}.${wants}`);
}

function modelTable(app) {
  const body = el('tbody', {});
  const root = el('table', { class: 'summary' }, el('thead', {}, el('tr', {}, ...MODELS.map(([name, tip, cls]) => el('th', { class: cls.includes('left') ? 'left' : '', 'data-tip': tip }, name)))), body);
  return {
    root,
    update: (families, shown) => {
      while (body.children.length > families.length) body.lastChild.remove();
      families.forEach((family, i) => {
        let row = body.children[i];
        if (!row) {
          row = el('tr', { tabindex: '0' }, ...MODELS.map(([, , cls]) => el('td', { class: cls })));
          row.children[0].append(el('i', { class: 'swatch' }), el('span', {}));
          row.addEventListener('click', () => app.choose({ family: row.dataset.family }));
          row.addEventListener('keydown', (event) => event.key === 'Enter' && app.choose({ family: row.dataset.family }));
          body.append(row);
        }
        setAttr(row, 'data-family', family.name);
        setAttr(row, 'aria-selected', String(family === shown));
        row.children[0].firstChild.style.background = familyColor(families.map((f) => f.name), family.name);
        MODELS.forEach(([name, , , text], c) => {
          const value = text(family);
          setText(c === 0 ? row.children[0].lastChild : row.children[c], value);
          setAttr(row.children[c], 'data-tone', value === NA ? 'na' : name === 'status' && statusOf(family.status).tone !== 'good' ? 'warn' : null);
        });
        setAttr(row.children[7], 'data-tip', `${statusOf(family.status).tip}${family.detail ? `\n${family.detail}` : ''}`);
      });
    },
  };
}

const ROUTE = [
  ['solver', 'Candidates of the router', 'left strong'],
  ['right', 'Share of earlier fits of this shape in which it found the right minimum, shrunk towards the rule', ''],
  ['expected', 'Evaluations of the whole surface that it is expected to take', ''],
  ['seen', 'How many earlier fits of this shape stand behind that', 'muted'],
  ['took', 'Evaluations that it took now', 'strong'],
  ['outcome', 'What the checks said', 'left'],
];

function routeTable() {
  const why = el('p', { class: 'why' });
  const body = el('tbody', {});
  const table = el('table', { class: 'summary' }, el('thead', {}, el('tr', {}, ...ROUTE.map(([name, tip, cls]) => el('th', { class: cls.includes('left') ? 'left' : '', 'data-tip': tip }, name)))), body);
  const root = el('div', { class: 'route' }, why, table);
  return {
    root,
    update: (family) => {
      setText(why, sentence(family));
      const rows = routeRows(family);
      table.hidden = rows.length === 0;
      while (body.children.length > rows.length) body.lastChild.remove();
      rows.forEach((cells, i) => {
        let row = body.children[i];
        if (!row) {
          row = el('tr', {}, ...ROUTE.map(([, , cls]) => el('td', { class: cls })));
          body.append(row);
        }
        setAttr(row, 'aria-selected', String(cells.tried));
        cells.texts.forEach((text, c) => setText(row.children[c], text));
        setAttr(row.children[5], 'data-tone', cells.doubtful ? 'warn' : null);
        setAttr(row.children[5], 'data-tip', cells.outcome || null);
      });
    },
  };
}

const sentence = (family) => {
  const { reason, cut } = family.solve;
  return `Chosen: ${reason}${/[.!]$/.test(reason) ? '' : '.'}${cut ? ' A deadline cut it: the best point so far stands.' : ''}`;
};

/** Attempts first, in order, then the candidates that were not needed, likeliest first. */
function routeRows(family) {
  const route = family.solve.route;
  if (!route) return [];
  const expected = (name) => route.candidates.find((c) => c.candidate === name);
  const row = (name, prediction, attempt) => {
    const outcome = attempt ? (attempt.doubts.length ? attempt.doubts.join('; ') : 'passed every check') : '';
    return {
      tried: Boolean(attempt),
      doubtful: Boolean(attempt?.doubts.length),
      outcome,
      texts: [name, prediction ? `${percent(prediction.success, 1)} %` : '', prediction ? figure(prediction.work, 3) : '', prediction ? String(prediction.trials) : '', attempt ? String(attempt.evaluations) : '', attempt ? outcome : 'not needed'],
    };
  };
  const tried = route.attempts.map((a) => row(a.candidate, expected(a.candidate), a));
  const rest = route.candidates.filter((c) => !route.attempts.some((a) => a.candidate === c.candidate)).sort((a, b) => a.work / a.success - b.work / b.success);
  return [...tried, ...rest.map((c) => row(c.candidate, c, null))];
}

function modelsCsv(app) {
  return [['model', 'inUse', 'parameters', 'status', 'in vp', 'held out vp', 'next vp', 'evaluations', 'ms'],
    ...(app.models?.families ?? []).map((f) => [f.name, f.chosen, f.parameterCount, f.status, f.in.rmseVolPoints, f.out.rmseVolPoints, f.nextRmseVolPoints, f.solve.evaluations, f.solve.elapsedMs])];
}

function routerCsv(app) {
  const shown = shownFamily(app);
  return [ROUTE.map(([name]) => name), ...(shown ? routeRows(shown).map((r) => r.texts) : [])];
}
