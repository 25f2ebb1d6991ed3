// The decisions of one underlying, of this run and of those before, asked for while they are listed.

const REFRESH_MS = 3000;
const LISTED = 200;

export class Decisions {
  /** @param {import('../main.js').App} app */
  constructor(app) {
    this.app = app;
    this.underlying = '';
    this.askedAt = -Infinity;
    /** @type {{time: string, kind: string, underlying: string, text: string}[]} */
    this.known = [];
  }

  /** Newest first, as rows of the log; asks again when they are old. */
  rows() {
    const underlying = this.app.choice.underlying || 'BTC';
    const other = underlying !== this.underlying;
    if (other) this.known = [];
    if (other || performance.now() - this.askedAt > REFRESH_MS) {
      this.underlying = underlying;
      this.askedAt = performance.now();
      this.ask(underlying);
    }
    return this.known;
  }

  async ask(underlying) {
    try {
      const response = await fetch(`/api/v1/decisions/${underlying}?limit=${LISTED}`);
      if (!response.ok || underlying !== this.underlying) return;
      const { decisions } = await response.json();
      this.known = decisions.map((d) => ({ time: d.asOf, kind: d.kind, underlying,
        text: `${d.kind === 'HOLD' ? d.code + ': ' : ''}${d.reason} · snapshot ${d.snapshotHash.slice(0, 10)}` }));
      this.app.repaint();
    } catch {
      // the link's own state says that the server is away
    }
  }
}
