// Playback: surfaces as they stood, asked of the server one instant after another.

import { assemble } from './surface.js';

/** How far back, and in how many steps. */
export const SPANS = { '15min': 900_000, '1h': 3_600_000, '1d': 86_400_000 };
const STEPS = 300;
const KEPT = 60;
const PLAY_MS = 250;

export class Playback {
  /** @param {string} underlying @param {() => void} changed told when another surface is to be painted */
  constructor(underlying, changed) {
    this.underlying = underlying;
    this.changed = changed;
    /** @type {number[]} instants, ms since 1970, ascending */
    this.times = [];
    this.index = 0;
    /** @type {import('./surface.js').Surface|null} */
    this.surface = null;
    this.problem = '';
    this.playing = false;
    this.stopped = false;
    /** @type {Map<number, import('./surface.js').Surface>} by instant, the latest last */
    this.kept = new Map();
  }

  /** Lays the instants over the last `spanMs`, as far as there is a history, and shows `atMs` or the newest. */
  async open(spanMs, nowMs, atMs = nowMs) {
    const oldest = await this.oldest(nowMs - spanMs);
    if (this.stopped) return;
    if (oldest === null) {
      this.problem = 'nothing is stored of that time';
      this.changed();
      return;
    }
    const from = Math.max(oldest, nowMs - spanMs);
    this.times = Array.from({ length: STEPS + 1 }, (_, i) => Math.round(from + ((nowMs - from) * i) / STEPS));
    // The instant of a link stands among the steps as it is.
    if (!this.times.includes(atMs) && atMs > from && atMs < nowMs) this.times = [...this.times, atMs].sort((a, b) => a - b);
    await this.show(this.nearest(atMs));
  }

  async oldest(fromMs) {
    const answer = await getJson(`/api/v1/surfaces/${this.underlying}/history?limit=1&from=${new Date(fromMs).toISOString()}`);
    const first = answer?.points?.[0];
    return first ? Math.ceil(Date.parse(first.asOf)) + 1 : null;
  }

  nearest(ms) {
    let best = 0;
    this.times.forEach((t, i) => {
      if (Math.abs(t - ms) < Math.abs(this.times[best] - ms)) best = i;
    });
    return best;
  }

  /** Shows place `index`; of several calls the last one wins. */
  async show(index) {
    if (this.times.length === 0) return;
    this.index = Math.min(this.times.length - 1, Math.max(0, index));
    const time = this.times[this.index];
    const known = this.kept.get(time) ?? (await this.ask(time));
    if (this.stopped || time !== this.times[this.index]) return;
    this.problem = known ? '' : 'nothing had been published then';
    if (known) this.surface = known;
    this.changed();
  }

  async ask(time) {
    const frame = await getJson(`/api/v1/surfaces/${this.underlying}/frame?asOf=${new Date(time).toISOString()}`);
    const surface = frame ? assemble(new Map(Object.entries(frame.set))) : null;
    if (!surface) return null;
    this.kept.set(time, surface);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value);
    return surface;
  }

  /** Steps on by itself until the end. */
  async play() {
    if (this.playing) return;
    this.playing = true;
    if (this.index === this.times.length - 1) this.index = 0;
    while (this.playing && !this.stopped && this.index < this.times.length - 1) {
      const began = performance.now();
      await this.show(this.index + 1);
      await new Promise((next) => setTimeout(next, Math.max(30, PLAY_MS - (performance.now() - began))));
    }
    this.playing = false;
    if (!this.stopped) this.changed();
  }

  pause() {
    this.playing = false;
    this.changed();
  }

  stop() {
    this.stopped = true;
    this.playing = false;
  }
}

/** @returns {Promise<any>} null when the server has no answer */
async function getJson(url) {
  try {
    const response = await fetch(url);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
