// What stands between the reader and trust: said in words above the page, or in place of it.

import { age, clock } from '../charts/format.js';
import { el, setAttr, setText } from './dom.js';
import { freezeOf } from './veto.js';

/** A line over the page, there only when something is wrong. @param {import('../main.js').App} app */
export function mountBanner(app) {
  const banner = /** @type {HTMLElement} */ (document.getElementById('banner'));
  const name = el('b', {});
  const text = el('span', {});
  banner.append(name, text);
  return {
    update: () => {
      const said = trouble(app);
      banner.hidden = !said;
      if (!said) return;
      setAttr(banner, 'data-state', said.state);
      setText(name, said.state);
      setText(text, said.text);
    },
  };
}

/** @returns {{state: string, text: string}|null} */
function trouble(app) {
  const { name } = app.state();
  const held = app.shown?.head.hold;
  const hold = held ? ` The engine holds, ${held.code}: ${held.reason}.` : '';
  const asOf = app.shown?.asOfMs ? ` Figures stand as of ${clock(app.shown.asOfMs).slice(0, 8)} UTC.` : '';
  if (name === 'OFFLINE') return { state: name, text: `No connection to the server (${app.link.detail || app.link.state}); trying again.${asOf}` };
  if (name === 'FROZEN') {
    const freeze = freezeOf(app);
    const of = freeze?.underlying ? ` of ${freeze.underlying}` : '';
    return { state: name, text: `Publication${of} is stopped by a person${freeze ? `: ${freeze.by}` : lastOperator(app)}.${asOf}` };
  }
  if (name === 'STALE') return { state: name, text: `The newest surface is ${age(app.ageMs())} old; more than ${age(app.staleMs)} is stale.${hold || ' No reason has been given: look at feeds and events.'}` };
  if (name === 'DEGRADED') return { state: name, text: `${downVenues(app)}${hold}` };
  if (held && app.shown) return { state: 'HOLD', text: `${held.code}: ${held.reason}.${asOf}` };
  return null;
}

function lastOperator(app) {
  const event = app.events.find((e) => e.kind.toLowerCase() === 'operator');
  return event ? `: ${event.text.replace(/^FREEZE by /, '')}` : '; the reason is in the journal';
}

function downVenues(app) {
  const down = (app.health?.venues ?? []).filter((v) => !v.connected);
  return down.length > 0
    ? `${down.map((v) => `${v.venue} is down (${v.detail})`).join('; ')}.`
    : 'A feed is late or partly quarantined; look at feeds and events.';
}

/** Why there is nothing to draw; null when there is something. */
export function emptiness(app) {
  if (app.shown?.slices.length) return null;
  const asked = app.choice.underlying || 'BTC';
  if (app.link.state !== 'open') return ['Waiting for the server', app.link.detail || 'connecting'];
  if (app.underlyings.length > 0 && !app.underlyings.includes(asked)) {
    return [`${asked} is not known here`, `Known: ${app.underlyings.join(', ')}. Pick one above.`];
  }
  const held = app.shown?.head.hold;
  if (held) return [`Nothing of ${asked} can be published`, `${held.code}: ${held.reason}`];
  if (app.shown) return [`No expiry of ${asked} could be fitted`, app.shown.unfitted.map((s) => `${s.label}: ${s.row.reason}`).slice(0, 4).join(' · ')];
  return [`Nothing of ${asked} has been published yet`, 'The first surface follows the first full chain of quotes, as a rule within seconds.'];
}

/** A notice in place of the page. */
export function emptyNotice() {
  const title = el('b', {});
  const text = el('span', {});
  const root = el('div', { class: 'empty', role: 'status', hidden: true }, title, text);
  return {
    root,
    update: (app) => {
      const said = emptiness(app);
      root.hidden = !said;
      if (!said) return;
      setText(title, said[0]);
      setText(text, said[1]);
    },
  };
}
