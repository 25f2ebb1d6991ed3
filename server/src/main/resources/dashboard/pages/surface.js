// Surface: the whole of it as a heat map or in three dimensions.

import { AXES, deltaLabel, valueAt, kAt } from '../charts/axis.js';
import { age, days, exists, percent, price, volPoints, NA } from '../charts/format.js';
import { OVERLAYS, columnAt, gridRange, surfaceGrid } from '../charts/grid.js';
import { heatmapOption } from '../charts/heatmap.js';
import { paintSurface, surfaceMarks } from '../charts/surface3d.js';
import { SCALES, expiryColor } from '../charts/theme.js';
import { smileOption } from '../charts/smile.js';
import { Chart } from './chart.js';
import { Crosshair } from './crosshair.js';
import { choice, coinToggle, el, panel, rowsChoice, setText, tipTable } from './dom.js';
import { SINCE } from './state.js';
import { restUrl } from './monitor.js';

const MAP_STEP = 0.05;
const FINE_STEP = 0.025;

/** @param {HTMLElement} root @param {import('../main.js').App} app */
export function surfacePage(root, app) {
  const overlay = choice('Overlay', Object.values(OVERLAYS).map((o) => ({ value: o.key, label: o.name, tip: `${o.name}, ${o.unit}` })), () => app.choice.overlay, (value) => app.choose({ overlay: value }));
  const view = choice('View', [{ value: 'map', label: 'Heat map', tip: 'Deltas across, expiries down' }, { value: '3d', label: '3-D', tip: 'Drag, or arrow keys, to turn; double click or Home to reset' }], () => app.choice.view, (value) => app.choose({ view: value }));
  const since = choice('Since', Object.keys(SINCE).map((key) => ({ value: key, label: key, tip: `Change since ${key} ago` })), () => app.choice.since, (value) => app.choose({ since: value }));
  const by = rowsChoice(app);
  const coin = coinToggle(app);
  let drawing = /** @type {any} */ (null);
  const main = panel('Surface', { controls: [overlay.root, by.root, coin.root, view.root], csv: () => gridCsv(app), png: () => drawing?.png() ?? null, json: () => restUrl(app, '') });
  const legend = el('div', { class: 'legend' });
  const about = el('span', { class: 'muted' });
  const scale = el('div', { class: 'scale' }, since.root, about, legend);
  const smile = panel('Smile');
  const list = panel('Nodes', { note: 'of the selected expiry' });
  root.append(main.root, smile.root, list.root);
  main.root.classList.add('surface-main');
  const plot = el('div', { class: 'plot' });
  main.body.append(plot, scale);
  const smileChart = new Chart(smile.body);
  const cross = new Crosshair([{ chart: smileChart, toK: (x) => kAt(app.selected(), AXES[app.axis()], x),
    toX: (k) => placeOf(app.selected(), app.axis(), k) }], () => {});
  const point = (x) => cross.show(x === null ? null : kAt(app.selected(), deltaAxis(app), x));
  const nodes = el('table', { class: 'summary' });
  list.body.append(el('div', { class: 'scroll' }, nodes));
  let drawn = '';

  function update() {
    [overlay, view, since, by, coin].forEach((control) => control.refresh());
    since.root.hidden = app.choice.overlay !== 'change';
    if (drawn !== app.choice.view) {
      drawing?.dispose();
      plot.replaceChildren();
      drawing = app.choice.view === '3d' ? turnable(plot) : flat(plot, app, point);
      drawn = app.choice.view;
    }
    if (!app.shown) return;
    const slices = app.rows();
    if (slices.length === 0) return;
    const chosen = app.selected();
    const before = earlierOf(app);
    const kind = OVERLAYS[app.choice.overlay];
    const grid = surfaceGrid(slices, kind.key, app.choice.view === '3d' ? FINE_STEP : MAP_STEP, before?.byIso ?? new Map(), deltaAxis(app));
    drawing.draw(grid, kind, chosen?.iso ?? null);
    legend.hidden = !grid.values.flat().some(exists);
    paintLegend(legend, kind, gridRange(grid, kind));
    setText(about, noteOf(kind, before, app));
    if (chosen?.curve) {
      setText(smile.heading, `Smile ${chosen.label}`);
      smileChart.set(smileOption(chosen, { axis: app.axis(), bands: app.choice.bands, residuals: false, aside: false,
        color: colorOf(app, chosen), compact: true }));
      cross.refresh();
      paintNodes(nodes, chosen, deltaAxis(app));
    }
  }
  return { update, dispose: () => [drawing, smileChart].forEach((d) => d?.dispose()) };
}

/** The surface that a change is measured from; null for other overlays and while nothing is known. */
const earlierOf = (app) =>
  app.choice.overlay === 'change' && app.shown
    ? app.past.compare(app.choice.underlying || 'BTC', app.shown, SINCE[app.choice.since], app.repaint, !app.playback)
    : null;

const deltaAxis = (app) => (app.choice.coin ? AXES.coin : AXES.delta);

const placeOf = (slice, key, k) => AXES[key].x(slice, k, valueAt(slice?.curve, 'delta', k));

function colorOf(app, slice) {
  const all = slice.tenor ? app.shown.tenors : app.shown.slices;
  return expiryColor(all.indexOf(slice), all.length);
}

function noteOf(kind, before, app) {
  const about = `${kind.name}, ${kind.unit} · blank where no quote reaches`;
  if (kind.key !== 'change') return about;
  return before ? `${about} · since ${age(app.shown.asOfMs - before.asOfMs)} ago` : `change is n/a: nothing is known from ${app.choice.since} ago`;
}

function flat(plot, app, point) {
  const chart = new Chart(plot);
  chart.on('click', (event) => {
    const slice = app.rows()[event.value?.[1]];
    if (slice) app.choose({ expiry: slice.label });
  });
  let places = [];
  chart.on('mouseover', (event) => point(places[event.value?.[0]] ?? null));
  chart.on('mouseout', () => point(null));
  return {
    draw: (grid, kind, selected) => {
      places = grid.x;
      const option = heatmapOption(grid, kind, selected);
      option.tooltip = { ...option.tooltip, className: 'echarts-tip', backgroundColor: 'transparent', borderWidth: 0, padding: 0, formatter: (p) => cellTip(grid, kind, p) };
      chart.set(option);
    },
    png: () => chart.png(),
    dispose: () => chart.dispose(),
  };
}

function cellTip(grid, kind, point) {
  const [i, j] = point.value;
  const slice = grid.slices[j];
  const value = grid.values[j]?.[i];
  if (!slice) return '';
  const sd = columnAt(slice, 'volStdDev', grid.x[i], grid.axis);
  return tipTable(`${slice.label} ${deltaLabel(grid.x[i])}`, [
    [`${kind.name}, ${kind.unit}`, exists(value) ? kind.format(value) : `${NA}: no quote reaches`],
    ['vol ± 95 %', `${percent(columnAt(slice, 'vol', grid.x[i], grid.axis), 2)} ± ${exists(sd) ? (196 * sd).toFixed(2) : NA}`],
    ['strike', strikeAt(slice, grid.x[i], grid.axis)],
    ['days', days(365 * slice.row.T)],
  ]);
}

function strikeAt(slice, x, axis) {
  const k = columnAt(slice, 'k', x, axis);
  return exists(k) ? price(slice.row.F * Math.exp(k)) : NA;
}

const HOME = { yaw: -0.62, pitch: 0.5 };

/** A canvas that turns with the mouse or, when it has the focus, with the arrow keys. */
function turnable(plot) {
  const canvas = el('canvas', { class: 'turn', tabindex: '0', role: 'img', 'aria-label': 'Surface in three dimensions; arrow keys turn it' });
  plot.append(canvas);
  const turn = { ...HOME };
  let last = /** @type {any[]|null} */ (null);
  const paint = () => {
    if (!last) return;
    const width = plot.clientWidth;
    const height = plot.clientHeight;
    if (width < 10 || height < 10) return;
    const ratio = devicePixelRatio || 1;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const context = canvas.getContext('2d');
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const view = { ...turn, width, height };
    paintSurface(context, surfaceMarks(last[0], last[1], last[2], view), view);
  };
  canvas.addEventListener('pointermove', (event) => {
    if (event.buttons !== 1) return;
    turn.yaw += event.movementX / 180;
    turn.pitch = Math.min(1.35, Math.max(0.08, turn.pitch + event.movementY / 220));
    paint();
  });
  const steps = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, -0.08], ArrowDown: [0, 0.08] };
  canvas.addEventListener('keydown', (event) => {
    const step = steps[event.key];
    if (!step && event.key !== 'Home') return;
    event.stopPropagation();
    event.preventDefault();
    if (step) {
      turn.yaw += step[0];
      turn.pitch = Math.min(1.35, Math.max(0.08, turn.pitch + step[1]));
    } else Object.assign(turn, HOME);
    paint();
  });
  canvas.addEventListener('dblclick', () => {
    Object.assign(turn, HOME);
    paint();
  });
  const observer = new ResizeObserver(() => requestAnimationFrame(paint));
  observer.observe(plot);
  return {
    draw: (grid, kind, selected) => {
      last = [grid, kind, selected];
      paint();
    },
    png: () => canvas.toDataURL(),
    dispose: () => observer.disconnect(),
  };
}

function paintLegend(legend, kind, [low, high]) {
  const key = kind.key + low.toFixed(2) + high.toFixed(2);
  if (legend.dataset.key === key) return;
  legend.dataset.key = key;
  const bar = el('span', { class: 'bar' });
  bar.style.background = `linear-gradient(90deg, ${SCALES[kind.scale].join(',')})`;
  legend.replaceChildren(el('span', { class: 'num' }, kind.format(low)), bar, el('span', { class: 'num' }, kind.format(high)), el('span', { class: 'muted' }, kind.unit));
}

const NODES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

function paintNodes(table, slice, axis) {
  const rows = NODES.map((x) => {
    const vol = columnAt(slice, 'vol', x, axis);
    const sd = columnAt(slice, 'volStdDev', x, axis);
    return [deltaLabel(x), strikeAt(slice, x, axis), percent(vol, 2), exists(sd) ? (196 * sd).toFixed(2) : NA, exists(vol) ? volPoints(vol - slice.row.atm) : NA];
  });
  const heads = ['Delta', 'Strike', 'Vol %', '± 95 % vp', '− ATM vp'];
  table.replaceChildren(
    el('thead', {}, el('tr', {}, ...heads.map((h, i) => el('th', { class: i === 0 ? 'left' : '' }, h)))),
    el('tbody', {}, ...rows.map((row) => el('tr', {}, ...row.map((cell, i) => el('td', { class: i === 0 ? 'left strong' : '', 'data-tone': cell === NA ? 'na' : null }, cell))))),
  );
}

function gridCsv(app) {
  const kind = OVERLAYS[app.choice.overlay];
  const grid = surfaceGrid(app.rows(), kind.key, MAP_STEP, earlierOf(app)?.byIso ?? new Map(), deltaAxis(app));
  return [['expiry', ...grid.x.map(deltaLabel)], ...grid.values.map((row, j) => [grid.slices[j].iso, ...row])];
}
