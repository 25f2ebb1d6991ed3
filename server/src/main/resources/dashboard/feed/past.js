// Earlier surfaces to compare with: a ring kept here, and what the server remembers.

const KEEP_EVERY_MS = 15_000;
const KEPT = 241;
const REFRESH_MS = 60_000;
const HISTORY_MS = 3_600_000;
const HISTORY_POINTS = 240;
const OLDEST_MS = 90_000_000;

/**
 * @typedef {{name: string, days: number[], atm: number[], byIso: Map<string, number>}} EarlierTerm
 * @typedef {{asOfMs: number, byIso: Map<string, any>}} Compared smiles of an earlier surface
 * @typedef {{times: number[], atm: number[]}} AtmHistory aligned, oldest first, ms since 1970
 */

const LOOKBACKS = [
  { name: '1 min', ms: 60_000 },
  { name: '15 min', ms: 900_000 },
  { name: '1 h', ms: 3_600_000 },
  { name: '1 d', ms: 86_400_000 },
];

export class Past {
  constructor() {
    /** @type {import('./surface.js').Surface[]} oldest first */
    this.surfaces = [];
    /** @type {EarlierTerm[]} near to far */
    this.terms = [];
    /** @type {Map<string, AtmHistory>} by expiry instant */
    this.history = new Map();
    this.refreshedAt = -Infinity;
    /** @type {Map<string, {at: number, answer: Compared|null}>} by lookback, and instant in playback */
    this.compared = new Map();
  }

  /**
   * What stood `ms` before `surface`: kept here, or asked of the server at most once a minute.
   * @returns {Compared|null} null while nothing is known
   */
  compare(underlying, surface, ms, arrived, live = true) {
    const kept = this.before(surface, ms);
    if (kept && surface.asOfMs - kept.asOfMs < 1.5 * ms + KEEP_EVERY_MS) {
      return { asOfMs: kept.asOfMs, byIso: new Map([...kept.slices, ...kept.tenors].map((s) => [s.iso, s])) };
    }
    const key = live ? String(ms) : `${ms}@${surface.asOfMs}`;
    if (this.compared.size > 40) this.compared.clear();
    const known = this.compared.get(key);
    if (!known || performance.now() - known.at > REFRESH_MS) {
      this.compared.set(key, { at: performance.now(), answer: known?.answer ?? null });
      earlierSurface(underlying, surface, ms).then((answer) => {
        this.compared.set(key, { at: performance.now(), answer });
        if (answer) arrived();
      });
    }
    return known?.answer ?? null;
  }

  /** @param {import('./surface.js').Surface|null} surface */
  keep(surface) {
    if (!surface?.asOfMs) return;
    const last = this.surfaces.at(-1);
    if (last?.asOfMs && surface.asOfMs - last.asOfMs < KEEP_EVERY_MS) return;
    this.surfaces.push(surface);
    if (this.surfaces.length > KEPT) this.surfaces.shift();
    for (const slice of [...surface.slices, ...surface.tenors]) this.addPoint(slice.iso, surface.asOfMs, slice.row.atm);
  }

  addPoint(iso, time, atm) {
    const history = this.history.get(iso) ?? { times: [], atm: [] };
    if (time <= (history.times.at(-1) ?? 0)) return;
    history.times.push(time);
    history.atm.push(atm);
    if (history.times.length > 2 * HISTORY_POINTS) {
      history.times.shift();
      history.atm.shift();
    }
    this.history.set(iso, history);
  }

  /** The newest kept surface that is at least `ms` older than `surface`; null when there is none. */
  before(surface, ms) {
    if (!surface?.asOfMs) return null;
    const limit = surface.asOfMs - ms;
    return this.surfaces.findLast((s) => s.asOfMs !== null && s.asOfMs <= limit) ?? null;
  }

  /** Asks the server for earlier terms and the last hour, at most once a minute. */
  refresh(underlying, nowMs) {
    if (nowMs === null || performance.now() - this.refreshedAt < REFRESH_MS) return;
    const first = this.refreshedAt === -Infinity;
    this.refreshedAt = performance.now();
    this.loadTerms(underlying, nowMs);
    if (first) this.loadHistory(underlying, nowMs);
  }

  /** Asks only for instants at which something had been published. */
  async loadTerms(underlying, nowMs) {
    const oldest = await history(underlying, nowMs - OLDEST_MS, 1);
    if (oldest.length === 0) return;
    const since = Date.parse(oldest[0].asOf);
    const known = LOOKBACKS.filter((back) => nowMs - back.ms >= since);
    const terms = await Promise.all(known.map((back) => earlierTerm(underlying, nowMs, back)));
    this.terms = terms.filter((term) => term !== null);
  }

  async loadHistory(underlying, nowMs) {
    const points = await history(underlying, nowMs - HISTORY_MS, 10_000);
    const step = Math.max(1, Math.ceil(points.length / HISTORY_POINTS));
    const recent = this.history;
    this.history = new Map();
    points.forEach((point, i) => {
      if (i % step !== 0) return;
      const at = Date.parse(point.asOf);
      point.days.forEach((days, j) => this.addPoint(minuteIso(at + days * 86_400_000), at, point.atmVol[j]));
    });
    for (const [iso, { times, atm }] of recent) times.forEach((time, i) => this.addPoint(iso, time, atm[i]));
  }
}

/** Rounds to the minute and writes as the stream names expiries. */
const minuteIso = (ms) => new Date(Math.round(ms / 60_000) * 60_000).toISOString().replace('.000Z', 'Z');

async function history(underlying, fromMs, limit) {
  const from = new Date(fromMs).toISOString();
  const answer = await getJson(`/api/v1/surfaces/${underlying}/history?limit=${limit}&from=${from}`);
  return answer?.points ?? [];
}

async function earlierTerm(underlying, nowMs, back) {
  const asOf = new Date(nowMs - back.ms).toISOString();
  const term = await getJson(`/api/v1/surfaces/${underlying}/term?asOf=${asOf}`);
  if (!term) return null;
  return {
    name: back.name,
    days: term.expiries.map((e) => e.days),
    atm: term.expiries.map((e) => e.wings.atmVol),
    byIso: new Map([...term.expiries.map((e) => [e.expiry, e.wings.atmVol]), ...term.tenors.map((e) => [e.tenor, e.wings.atmVol])]),
  };
}

/** The smiles of an earlier surface, asked for one by one. @returns {Promise<Compared|null>} */
async function earlierSurface(underlying, surface, ms) {
  const asOf = new Date(surface.asOfMs - ms).toISOString();
  const oldest = await history(underlying, surface.asOfMs - OLDEST_MS, 1);
  if (oldest.length === 0 || Date.parse(oldest[0].asOf) > surface.asOfMs - ms) return null;
  const wanted = [...surface.slices, ...surface.tenors];
  const smiles = await Promise.all(wanted.map((s) =>
    getJson(`/api/v1/surfaces/${underlying}/smile?asOf=${asOf}&n=61&axis=k&${s.tenor ? 'tenor' : 'expiry'}=${s.iso}`)));
  const byIso = new Map();
  smiles.forEach((smile, i) => {
    if (!smile) return;
    const { k, vol, callDelta, totalVariance } = smile.curve;
    byIso.set(wanted[i].iso, { iso: wanted[i].iso, curve: { k, vol, delta: callDelta, w: totalVariance } });
  });
  const found = smiles.find(Boolean);
  return found ? { asOfMs: Date.parse(found.asOf), byIso } : null;
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
