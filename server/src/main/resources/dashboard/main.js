// The application: one stream, one choice, one page at a time, painted at most once a frame.

import { Stream } from './feed/stream.js';
import { assemble } from './feed/surface.js';
import { ModelPast, assembleModels } from './feed/models.js';
import { Past } from './feed/past.js';
import { Playback, SPANS } from './feed/playback.js';
import { setText, setAttr } from './pages/dom.js';
import { formatChoice, parseChoice } from './pages/state.js';
import { mountShell } from './pages/shell.js';
import { mountPlayback } from './pages/playback.js';
import { flipTheme, startTheme } from './pages/theme.js';
import { startTips } from './pages/tips.js';
import { monitorPage } from './pages/monitor.js';
import { surfacePage } from './pages/surface.js';
import { smilePage } from './pages/smile.js';
import { termPage } from './pages/term.js';
import { parametersPage } from './pages/parameters.js';
import { routerPage } from './pages/router.js';
import { emptyNotice, mountBanner } from './pages/notice.js';
import { freezeOf, open as openVeto } from './pages/veto.js';

const PAGES = { monitor: monitorPage, surface: surfacePage, smile: smilePage, term: termPage, parameters: parametersPage, router: routerPage };
const AXIS_OF_KEY = { d: 'delta', k: 'strike', m: 'k', s: 'stdev' };
const FLAG_OF_KEY = { b: 'bands', r: 'residuals', a: 'aside', c: 'coin' };
const PAGE_OF_KEY = { F1: 'monitor', F2: 'surface', F3: 'smile', F4: 'term', F8: 'parameters', F9: 'router' };
const DEFAULT_STALE_MS = 10_000;

/**
 * What pages may read.
 * @typedef {Object} App
 * @property {import('./pages/state.js').Choice} choice
 * @property {import('./feed/surface.js').Surface|null} surface the newest; pages paint `shown`
 * @property {import('./feed/surface.js').Surface|null} shown what is painted; stands while frozen
 * @property {import('./feed/models.js').Models|null} models what is painted of the models
 * @property {ModelPast} modelPast
 * @property {any} health @property {any[]} events @property {string[]} underlyings
 * @property {{state: string, detail: string}} link @property {boolean} frozen
 * @property {Past} past
 * @property {(change: Partial<import('./pages/state.js').Choice>) => void} choose
 * @property {() => void} flipFreeze @property {() => void} flipPlayback @property {() => void} flipTheme
 * @property {Playback|null} playback what stood at an instant is painted while it is on
 * @property {() => number|null} nowMs the engine's clock
 * @property {() => number|null} ageMs of what is painted
 * @property {() => {name: string, icon: string}} state
 * @property {() => import('./feed/surface.js').Slice|null} selected
 * @property {() => import('./feed/surface.js').Slice[]} rows listed expiries or fixed tenors, as chosen
 * @property {() => import('./charts/axis.js').AxisKey} axis the chosen one, with the chosen delta
 * @property {() => void} repaint
 */

/** @type {any} */
const app = {
  choice: parseChoice(location.hash),
  surface: null,
  shown: null,
  models: null,
  modelPast: new ModelPast(),
  health: null,
  events: [],
  underlyings: [],
  link: { state: 'connecting', detail: '' },
  frozen: false,
  past: new Past(),
  clock: null,
  livePast: null,
  staleMs: DEFAULT_STALE_MS,
  choose,
  playback: null,
  flipFreeze,
  flipPlayback,
  flipTheme,
  nowMs,
  ageMs: () => {
    const now = app.playback ? (app.playback.times[app.playback.index] ?? null) : nowMs();
    return now === null || !app.shown?.asOfMs ? null : Math.max(0, now - app.shown.asOfMs);
  },
  state,
  selected,
  rows,
  axis: () => (app.choice.axis === 'delta' && app.choice.coin ? 'coin' : app.choice.axis),
  repaint,
};

let dirty = false;
/** @type {Stream|null} */
let stream = null;
/** @type {{name: string, view: {update: () => void, dispose: () => void}}|null} */
let page = null;
const shell = mountShell(app);
const banner = mountBanner(app);
const playbackBar = mountPlayback(app);
const notice = emptyNotice();
const pageRoot = /** @type {HTMLElement} */ (document.getElementById('page'));

function connect() {
  stream?.stop();
  stopPlayback();
  app.surface = null;
  app.shown = null;
  app.models = null;
  app.past = new Past();
  app.modelPast = new ModelPast();
  const current = new Stream(app.choice.underlying || 'BTC', {
    onFrame: () => {
      app.surface = assemble(current.entries);
      (app.playback ? app.livePast : app.past).keep(app.surface);
      if ((!app.frozen && !app.playback) || !app.shown) app.shown = app.surface;
      const models = assembleModels(current.entries);
      app.modelPast.keep(current.underlying, models, repaint);
      if ((!app.frozen && !app.playback) || !app.models) app.models = models;
      if (app.choice.at) startPlayback();
      repaint();
    },
    onHealth: (message) => {
      app.health = message.health;
      app.events = message.events;
      app.underlyings = message.underlyings;
      app.staleMs = message.staleAfterMs ?? DEFAULT_STALE_MS;
      app.clock = { engineMs: Date.parse(message.health.asOf), at: performance.now() };
      if (!app.choice.underlying && app.underlyings.length > 0) {
        app.choice.underlying = app.underlyings.includes('BTC') ? 'BTC' : app.underlyings[0];
        if (app.choice.underlying !== current.underlying) connect();
      }
      if (app.choice.at) startPlayback();
      if (app.surface?.asOfMs && !app.playback) app.past.refresh(current.underlying, nowMs());
      repaint();
    },
    onLink: (linkState, detail) => {
      app.link = { state: linkState, detail };
      repaint();
    },
  });
  stream = current;
}

function nowMs() {
  if (!app.clock) return null;
  const elapsed = app.health?.status === 'REPLAY' ? 0 : performance.now() - app.clock.at;
  return app.clock.engineMs + elapsed;
}

const ICONS = { LIVE: '●', DEGRADED: '▲', STALE: '◔', FROZEN: '❚❚', REPLAY: '↻', HISTORIC: '◷', STARTING: '…', OFFLINE: '✕' };

/** The worst of link, engine and age. */
function state() {
  let name = app.health?.status ?? 'STARTING';
  if (freezeOf(app) && name !== 'REPLAY') name = 'FROZEN';
  const age = app.ageMs();
  if (['LIVE', 'DEGRADED'].includes(name) && age !== null && age > app.staleMs && !app.frozen) name = 'STALE';
  if (app.playback) return { name: 'HISTORIC', icon: ICONS.HISTORIC };
  if (app.link.state !== 'open') name = app.clock ? 'OFFLINE' : 'STARTING';
  return { name, icon: ICONS[name] ?? '?' };
}

function rows() {
  return (app.choice.by === 'tenor' ? app.shown?.tenors : app.shown?.slices) ?? [];
}

function selected() {
  const all = [...(app.shown?.slices ?? []), ...(app.shown?.unfitted ?? []), ...(app.shown?.tenors ?? [])];
  return all.find((s) => s.label === app.choice.expiry) ?? rows()[Math.min(3, rows().length - 1)] ?? null;
}

function choose(change) {
  const before = app.choice;
  app.choice = { ...before, ...change };
  if (change.by && change.by !== before.by && change.expiry === undefined) app.choice.expiry = '';
  const hash = formatChoice(app.choice);
  if (hash !== location.hash) history.replaceState(null, '', hash);
  if (app.playback && (app.choice.span !== before.span || app.choice.underlying !== before.underlying)) {
    stopPlayback();
    if (app.choice.underlying === before.underlying) startPlayback();
  }
  if (app.choice.underlying !== before.underlying) {
    app.choice.expiry = '';
    connect();
  }
  repaint();
}

/** A surface older than this ends the past that is played back, ms. */
const PLAYBACK_END_MS = 60_000;

function flipFreeze() {
  app.frozen = !app.frozen;
  if (!app.frozen) app.shown = app.surface;
  repaint();
}

/** Paints what stood at an instant, with a past of its own. */
function startPlayback() {
  const clock = nowMs();
  if (clock === null || app.playback || !app.surface) return;
  // After a long stop the past ends where the last surface stands.
  const now = Math.min(clock, (app.surface.asOfMs ?? clock) + PLAYBACK_END_MS);
  const live = app.past;
  app.past = new Past();
  app.past.history = live.history;
  const playback = new Playback(app.choice.underlying || 'BTC', () => {
    if (playback !== app.playback) return;
    if (playback.surface) app.shown = playback.surface;
    choose({ at: playback.times[playback.index] ?? now });
  });
  app.playback = playback;
  app.livePast = live;
  playback.open(SPANS[app.choice.span], now, app.choice.at || now);
  repaint();
}

function stopPlayback() {
  if (!app.playback) return;
  app.playback.stop();
  app.playback = null;
  app.past = app.livePast;
  app.shown = app.surface;
}

function flipPlayback() {
  if (app.playback) {
    stopPlayback();
    choose({ at: 0 });
  } else startPlayback();
}

function repaint() {
  if (dirty) return;
  dirty = true;
  requestAnimationFrame(paint);
}

function paint() {
  dirty = false;
  shell.update();
  if (page?.name !== app.choice.page) {
    page?.view.dispose();
    pageRoot.replaceChildren();
    pageRoot.className = `page page-${app.choice.page}`;
    page = { name: app.choice.page, view: PAGES[app.choice.page](pageRoot, app) };
  }
  page.view.update();
  notice.update(app);
  if (notice.root.parentElement !== pageRoot) pageRoot.append(notice.root);
  banner.update();
  playbackBar.update();
  setAttr(document.body, 'data-frames', String(stream?.frames ?? 0));
  setAttr(document.body, 'data-state', app.state().name);
  setAttr(document.body, 'data-ready', app.shown ? 'true' : 'false');
}

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest?.('input, select, textarea, dialog')) return;
  if (event.key === ' ' && event.target.closest?.('button')) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (/^[1-9]$/.test(key)) {
    const slice = rows()[Number(key) - 1];
    if (slice) choose({ expiry: slice.label });
  } else if (key in AXIS_OF_KEY) choose({ axis: AXIS_OF_KEY[key] });
  else if (key in FLAG_OF_KEY) choose({ [FLAG_OF_KEY[key]]: !app.choice[FLAG_OF_KEY[key]] });
  else if (key in PAGE_OF_KEY) choose({ page: PAGE_OF_KEY[key] });
  else if (key === 'ArrowDown' || key === 'ArrowUp') moveExpiry(key === 'ArrowDown' ? 1 : -1);
  else if (key === ' ') flipFreeze();
  else if (key === 't') choose({ by: app.choice.by === 'tenor' ? 'expiry' : 'tenor' });
  else if (key === 'v') openVeto(app);
  else if (key === 'p') flipPlayback();
  else if (key === 'l') flipTheme();
  else if (key.startsWith('Arrow') && page?.view.key?.(key)) return void event.preventDefault();
  else return;
  event.preventDefault();
}

function moveExpiry(step) {
  const slices = selected()?.tenor ? (app.shown?.tenors ?? []) : (app.shown?.slices ?? []);
  const at = slices.findIndex((s) => s === selected());
  const next = slices[Math.min(slices.length - 1, Math.max(0, at + step))];
  if (next) choose({ expiry: next.label });
}

addEventListener('keydown', onKey);
addEventListener('hashchange', () => choose(parseChoice(location.hash)));
setInterval(() => {
  shell.update();
  banner.update();
  playbackBar.update();
  setAttr(document.body, 'data-state', app.state().name);
  setText(document.querySelector('title'), `${app.state().name} ${app.choice.underlying} · Calibrant`);
}, 200);
startTips();
startTheme(() => {
  page?.view.dispose();
  page = null;
  repaint();
});
connect();
repaint();
