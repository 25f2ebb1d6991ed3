// Surface: the whole of it as a heat map or in three dimensions.

import { deltaLabel } from '../charts/axis.js';
import { age, days, exists, percent, price, volPoints, NA } from '../charts/format.js';
import { OVERLAYS, columnAt, gridRange, surfaceGrid } from '../charts/grid.js';
import { heatmapOption } from '../charts/heatmap.js';
import { paintSurface, surfaceMarks } from '../charts/surface3d.js';
import { SCALES, expiryColor } from '../charts/theme.js';
import { smileOption } from '../charts/smile.js';
import { Chart } from './chart.js';
import { choice, el, panel, setText, tipTable } from './dom.js';
import { restUrl } from './monitor.js';

const MAP_STEP = 0.05;
const FINE_STEP = 0.025;
const CHANGE_MS = 60_000;

/** @param {HTMLElement} root @param {import('../main.js').App} app */
export function surfacePage(root, app) {
  const overlay = choice('Overlay', Object.values(OVERLAYS).map((o) => ({ value: o.key, label: o.name, tip: `${o.name}, ${o.unit}` })), () => app.choice.overlay, (value) => app.choose({ overlay: value }));
  const view = choice('View', [{ value: 'map', label: 'Heat map', tip: 'Deltas across, expiries down' }, { value: '3d', label: '3-D', tip: 'Drag to turn; double click to reset' }], () => app.choice.view, (value) => app.choose({ view: value }));
  let drawing = /** @type {any} */ (null);
  const main = panel('Surface', { controls: [overlay.root, view.root], csv: () => gridCsv(app), png: () => drawing?.png() ?? null, json: () => restUrl(app, '') });
  const legend = el('div', { class: 'legend' });
  const smile = panel('Smile');
  const list = panel('Nodes', { note: 'of the selected expiry' });
  root.append(main.root, smile.root, list.root);
  main.root.classList.add('surface-main');
  const plot = el('div', { class: 'plot' });
  main.body.append(plot, legend);
  const smileChart = new Chart(smile.body);
  const nodes = el('table', { class: 'summary' });
  list.body.append(el('div', { class: 'scroll' }, nodes));
  let drawn = '';

  function update() {
    overlay.refresh();
    view.refresh();
    if (drawn !== app.choice.view) {
      drawing?.dispose();
      plot.replaceChildren();
      drawing = app.choice.view === '3d' ? turnable(plot) : flat(plot, app);
      drawn = app.choice.view;
    }
    if (!app.shown) return;
    const slices = app.shown.slices;
    const chosen = app.selected();
    const before = app.past.before(app.shown, CHANGE_MS);
    const earlier = new Map((before?.slices ?? []).map((s) => [s.iso, s]));
    const kind = OVERLAYS[app.choice.overlay];
    const grid = surfaceGrid(slices, kind.key, app.choice.view === '3d' ? FINE_STEP : MAP_STEP, earlier);
    drawing.draw(grid, kind, chosen?.iso ?? null);
    paintLegend(legend, kind, gridRange(grid, kind));
    setText(main.note, noteOf(kind, before, app));
    if (chosen?.curve) {
      setText(smile.heading, `Smile ${chosen.label}`);
      smileChart.set(smileOption(chosen, { axis: app.choice.axis, bands: app.choice.bands, residuals: false, aside: false,
        color: expiryColor(slices.indexOf(chosen), slices.length), compact: true }));
      paintNodes(nodes, chosen);
    }
  }
  return { update, dispose: () => [drawing, smileChart].forEach((d) => d?.dispose()) };
}

function noteOf(kind, before, app) {
  const about = `${kind.name}, ${kind.unit} · blank where no quote reaches`;
  if (kind.key !== 'change') return about;
  return before ? `${about} · since ${age(app.shown.asOfMs - before.asOfMs)} ago` : 'change is n/a until a minute of surfaces has been seen';
}

function flat(plot, app) {
  const chart = new Chart(plot);
  chart.on('click', (event) => {
    const slice = app.shown?.slices[event.value?.[1]];
    if (slice) app.choose({ expiry: slice.label });
  });
  return {
    draw: (grid, kind, selected) => {
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
  const sd = columnAt(slice, 'volStdDev', grid.x[i]);
  return tipTable(`${slice.label} ${deltaLabel(grid.x[i])}`, [
    [`${kind.name}, ${kind.unit}`, exists(value) ? kind.format(value) : `${NA}: no quote reaches`],
    ['vol ± 95 %', `${percent(columnAt(slice, 'vol', grid.x[i]), 2)} ± ${exists(sd) ? (196 * sd).toFixed(2) : NA}`],
    ['strike', strikeAt(slice, grid.x[i])],
    ['days', days(365 * slice.row.T)],
  ]);
}

function strikeAt(slice, x) {
  const k = columnAt(slice, 'k', x);
  return exists(k) ? price(slice.row.F * Math.exp(k)) : NA;
}

const HOME = { yaw: -0.62, pitch: 0.5 };

/** A canvas that turns with the mouse or with the arrow keys plus shift. */
function turnable(plot) {
  const canvas = el('canvas', { class: 'turn', 'aria-label': 'Surface in three dimensions' });
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

function paintNodes(table, slice) {
  const rows = NODES.map((x) => {
    const vol = columnAt(slice, 'vol', x);
    const sd = columnAt(slice, 'volStdDev', x);
    return [deltaLabel(x), strikeAt(slice, x), percent(vol, 2), exists(sd) ? (196 * sd).toFixed(2) : NA, exists(vol) ? volPoints(vol - slice.row.atm) : NA];
  });
  const heads = ['Delta', 'Strike', 'Vol %', '± 95 % vp', '− ATM vp'];
  table.replaceChildren(
    el('thead', {}, el('tr', {}, ...heads.map((h, i) => el('th', { class: i === 0 ? 'left' : '' }, h)))),
    el('tbody', {}, ...rows.map((row) => el('tr', {}, ...row.map((cell, i) => el('td', { class: i === 0 ? 'left strong' : '', 'data-tone': cell === NA ? 'na' : null }, cell))))),
  );
}

function gridCsv(app) {
  const kind = OVERLAYS[app.choice.overlay];
  const grid = surfaceGrid(app.shown?.slices ?? [], kind.key, MAP_STEP);
  return [['expiry', ...grid.x.map(deltaLabel)], ...grid.values.map((row, j) => [grid.slices[j].iso, ...row])];
}
