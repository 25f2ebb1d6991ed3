// The bar of playback, under the top bar while it is on.

import { age } from '../charts/format.js';
import { SPANS } from '../feed/playback.js';
import { choice, el, setAttr, setText } from './dom.js';

/** @param {import('../main.js').App} app */
export function mountPlayback(app) {
  const root = /** @type {HTMLElement} */ (document.getElementById('playback'));
  const span = choice('Span', Object.keys(SPANS).map((key) => ({ value: key, label: key, tip: `The last ${key}, as far as the store reaches` })),
    () => app.choice.span, (value) => app.choose({ span: value }));
  const slider = el('input', { type: 'range', min: '0', step: '1', 'aria-label': 'Instant', oninput: () => app.playback?.show(Number(slider.value)) });
  const step = (by) => () => app.playback?.show(app.playback.index + by);
  const play = el('button', { type: 'button', class: 'toggle', onclick: () => (app.playback?.playing ? app.playback.pause() : app.playback?.play()) });
  const when = el('output', { class: 'num strong' });
  const note = el('span', { class: 'note' });
  root.append(
    el('b', {}, '◷ Playback'), span.root,
    el('button', { type: 'button', class: 'toggle', 'aria-label': 'One step back', onclick: step(-1) }, '◀'),
    play,
    el('button', { type: 'button', class: 'toggle', 'aria-label': 'One step on', onclick: step(1) }, '▶'),
    slider, when, note,
    el('button', { type: 'button', class: 'toggle', 'data-tip': 'Back to live (P)', onclick: app.flipPlayback }, 'Live'),
  );
  function update() {
    const playback = app.playback;
    root.hidden = !playback;
    if (!playback) return;
    span.refresh();
    slider.disabled = playback.times.length === 0;
    setAttr(slider, 'max', String(Math.max(1, playback.times.length - 1)));
    if (document.activeElement !== slider || playback.playing) slider.value = String(playback.index);
    setText(play, playback.playing ? '❚❚ Pause' : '► Play');
    const time = playback.times[playback.index];
    setText(when, time === undefined ? '' : new Date(time).toISOString().slice(0, 19).replace('T', ' ') + ' UTC');
    const back = time === undefined || app.nowMs() === null ? '' : `${age(app.nowMs() - time)} ago`;
    setText(note, playback.problem || `${back} · older surfaces come without their quotes · feeds and events stay live`);
  }
  return { update };
}
