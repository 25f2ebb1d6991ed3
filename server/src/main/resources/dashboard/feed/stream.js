// The live stream: one WebSocket per underlying, patched columns, reconnection.

/**
 * @typedef {Object} StreamEvents
 * @property {() => void} onFrame a frame was applied
 * @property {(message: any) => void} onHealth the engine's health, every second
 * @property {(state: 'connecting'|'open'|'closed', detail: string) => void} onLink
 */

const SILENCE_MS = 5000;
const BACKOFF_MS = [250, 500, 1000, 2000, 4000];

export class Stream {
  /**
   * @param {string} underlying
   * @param {StreamEvents} events
   */
  constructor(underlying, events) {
    this.underlying = underlying;
    this.events = events;
    /** @type {Map<string, any>} path to value or column */
    this.entries = new Map();
    this.sequence = 0;
    this.frames = 0;
    this.failures = 0;
    this.stopped = false;
    this.lastMessage = 0;
    this.watchdog = setInterval(() => this.checkSilence(), 1000);
    this.open();
  }

  open() {
    this.events.onLink('connecting', '');
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const url = `${scheme}://${location.host}/api/v1/stream?underlying=${this.underlying}`;
    this.lastMessage = performance.now();
    const socket = new WebSocket(url);
    this.socket = socket;
    socket.onopen = () => this.events.onLink('open', '');
    socket.onmessage = (event) => {
      if (socket === this.socket) this.receive(event.data);
    };
    socket.onclose = (event) => {
      if (socket === this.socket) this.retry(event.reason || `code ${event.code}`);
    };
  }

  /** @param {string} reason */
  retry(reason) {
    if (this.stopped) return;
    this.socket = undefined;
    const wait = BACKOFF_MS[Math.min(this.failures, BACKOFF_MS.length - 1)];
    this.failures++;
    this.events.onLink('closed', reason);
    this.timer = setTimeout(() => this.open(), wait * (0.75 + 0.5 * Math.random()));
  }

  checkSilence() {
    const socket = this.socket;
    if (socket && performance.now() - this.lastMessage > SILENCE_MS) {
      this.socket = undefined;
      socket.onclose = null;
      socket.close();
      this.retry('the server is silent');
    }
  }

  /** @param {string} text */
  receive(text) {
    this.lastMessage = performance.now();
    this.failures = 0;
    const message = JSON.parse(text);
    if (message.type === 'health') {
      this.events.onHealth(message);
    } else if (message.type === 'snapshot') {
      this.entries = new Map(Object.entries(message.set));
      this.applied(message.seq);
    } else if (message.type === 'patch') {
      if (message.after !== this.sequence) {
        this.socket?.send('{"type":"resync"}');
        return;
      }
      applyPatch(this.entries, message);
      this.applied(message.seq);
    }
  }

  /** @param {number} sequence */
  applied(sequence) {
    this.sequence = sequence;
    this.frames++;
    this.events.onFrame();
  }

  stop() {
    this.stopped = true;
    clearInterval(this.watchdog);
    clearTimeout(this.timer);
    if (this.socket) {
      this.socket.onclose = null;
      this.socket.close();
    }
  }
}

/**
 * Changes `entries` in place; columns are copied before rows of them change.
 * @param {Map<string, any>} entries
 * @param {{set: Object<string, any>, rows: Object<string, [number[], any[]]>, remove: string[]}} patch
 */
export function applyPatch(entries, patch) {
  for (const path of patch.remove) entries.delete(path);
  for (const [path, value] of Object.entries(patch.set)) entries.set(path, value);
  for (const [path, [indices, values]] of Object.entries(patch.rows)) {
    const column = entries.get(path).slice();
    indices.forEach((row, i) => (column[row] = values[i]));
    entries.set(path, column);
  }
}
