// What stays on top of every page: asset, state, age, freeze; and the rail of pages on the left.

import { age, clock, fixed, price } from '../charts/format.js';
import { el, setAttr, setText } from './dom.js';

const PAGES = [
  ['monitor', 'Monitor', 'F1', 'M3 4h18v12H3zM8 20h8M12 16v4M6 12l3-3 3 2 5-5'],
  ['surface', 'Surface', 'F2', 'M3 17l5-9 5 3 8-7M3 21l5-6 5 2 8-8'],
  ['smile', 'Smile', 'F3', 'M3 5c2 10 6 13 9 13s7-3 9-13'],
  ['term', 'Term', 'F4', 'M3 5c3 9 8 12 18 13M3 20h18'],
  ['parameters', 'Parameters', 'F8', 'M4 8h9M17 8h3M4 16h3M11 16h9M15 6v4M9 14v4'],
  ['router', 'Router', 'F9', 'M4 12h5l4-6h7M9 12l4 6h7M18 4l2 2-2 2M18 16l2 2-2 2'],
];

const STATE_TIPS = {
  LIVE: 'Quotes are fresh and surfaces are published.',
  DEGRADED: 'Surfaces are published, but a feed is down, late or partly quarantined.',
  STALE: 'The last surface is older than its limit.',
  FROZEN: 'Publication is paused by a person.',
  HISTORIC: 'Playback: the page shows what stood at the instant chosen below, not now.',
  REPLAY: 'The engine walks through a journal; ages are in its time.',
  STARTING: 'Nothing has been published yet.',
  OFFLINE: 'This page has lost the server and tries again by itself; figures stand as they were.',
};

/** @param {import('../main.js').App} app */
export function mountShell(app) {
  const assets = el('span', { class: 'choice assets', role: 'group', 'aria-label': 'Underlying' });
  const chip = el('span', { class: 'chip' });
  const ageNode = el('span', { class: 'num strong age' });
  const asOf = el('span', { class: 'num muted' });
  const index = el('span', { class: 'num strong' });
  const hash = el('a', { class: 'num hash', target: '_blank', rel: 'noopener' });
  const latency = el('span', { class: 'num latency' });
  const link = el('span', { class: 'muted link' });
  const hold = el('span', { class: 'hold', hidden: true });
  const freeze = el('button', { type: 'button', class: 'toggle', onclick: app.flipFreeze,
    'data-tip': 'Stops painting so that you can read; data goes on. Space' }, 'Freeze');
  const playback = el('button', { type: 'button', class: 'toggle', onclick: app.flipPlayback,
    'data-tip': 'Shows the surface as it stood at any instant that is stored. P' }, '◷ Playback');
  document.getElementById('top')?.append(
    el('span', { class: 'brand' }, el('img', { src: 'icon.svg', alt: '', width: 20, height: 20 }), 'Calibrant'),
    assets, chip,
    field('age', ageNode, 'Since the instant this surface speaks of, by the engine’s clock'),
    field('as of', asOf, 'The instant the surface speaks of, UTC'),
    field('index', index, 'The venue’s index, USD'),
    hold,
    el('span', { class: 'spacer' }),
    field('tick → surface', latency, 'From the receipt of a quote to the first published surface that holds it, waiting included: median and 99th percentile of all quotes of the last 60 s, ms'),
    field('snapshot', hash, 'SHA-256 of the quotes behind this surface; opens the surface as JSON'),
    link, freeze, playback,
  );
  const rail = mountRail(app);
  let known = '';

  function update() {
    const { name, icon } = app.state();
    setText(chip, `${icon} ${name}`);
    setAttr(chip, 'data-state', name);
    setAttr(chip, 'data-tip', STATE_TIPS[name] ?? name);
    setText(ageNode, age(app.ageMs()));
    setText(asOf, app.shown?.asOfMs ? `${clock(app.shown.asOfMs)} UTC` : 'n/a');
    setText(index, price(app.shown?.head.index));
    const snapshot = app.shown?.head.snapshotHash;
    setText(hash, snapshot ? snapshot.slice(0, 10) : 'n/a');
    if (snapshot) setAttr(hash, 'href', `/api/v1/surfaces/${app.choice.underlying || 'BTC'}?asOf=${app.shown?.head.asOf}`);
    setText(latency, `${fixed(app.health?.tickToSurfaceP50Ms, 2)} / ${fixed(app.health?.tickToSurfaceP99Ms, 2)} ms`);
    setText(link, app.link.state === 'open' ? '' : `link ${app.link.state}${app.link.detail ? ': ' + app.link.detail : ''}`);
    const held = app.shown?.head.hold;
    hold.hidden = !held;
    if (held) {
      setText(hold, `■ HOLD ${held.code}`);
      setAttr(hold, 'data-tip', `Nothing new is published: ${held.reason}. The last good surface stands.`);
    }
    setText(freeze, app.frozen ? '❚❚ View frozen' : 'Freeze');
    setAttr(freeze, 'aria-pressed', String(app.frozen));
    setAttr(playback, 'aria-pressed', String(Boolean(app.playback)));
    document.body.classList.toggle('dim', name === 'OFFLINE' || name === 'STALE');
    refreshAssets();
    rail.update();
  }

  function refreshAssets() {
    const current = app.choice.underlying || 'BTC';
    const key = app.underlyings.join() + current;
    if (key === known) return;
    known = key;
    assets.replaceChildren(
      ...(app.underlyings.length > 0 ? app.underlyings : [current]).map((underlying) =>
        el('button', { type: 'button', 'data-value': underlying, 'aria-pressed': String(underlying === current),
          onclick: () => app.choose({ underlying }) }, underlying)),
    );
  }
  return { update };
}

const field = (name, node, tip) => el('span', { class: 'field', 'data-tip': tip }, el('small', {}, name), node);

function mountRail(app) {
  const links = PAGES.map(([page, name, key, path]) => {
    const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    icon.setAttribute('viewBox', '0 0 24 24');
    const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    line.setAttribute('d', path);
    icon.append(line);
    return el('button', { type: 'button', 'data-page': page, 'data-tip': `${name} (${key})`, onclick: () => app.choose({ page }) },
      icon, el('span', {}, name));
  });
  document.getElementById('rail')?.append(...links,
    el('span', { class: 'spacer' }),
    el('button', { type: 'button', class: 'theme', 'aria-label': 'Light or dark', 'data-tip': 'Light or dark; the system’s choice until you press (L)', onclick: app.flipTheme }, '◐'),
    el('span', { class: 'keys', tabindex: '0', 'data-tip':
      'Keys: 1–9, ↑ ↓ expiry · D delta, K strike, M log-moneyness, S standard deviations · B bands · R residuals · C coin delta · T tenors · ← → cross-hair on the smile · A set-aside quotes · Space freeze · P playback · L light or dark · V veto · F1–F4, F8, F9 pages' }, '⌨'));
  return {
    update: () => links.forEach((link) => setAttr(link, 'aria-current', link.dataset.page === app.choice.page ? 'page' : null)),
  };
}
