// Earlier surfaces to compare with: a ring kept here, and what the server remembers.

const KEEP_EVERY_MS = 15_000;
const KEPT = 241;
const REFRESH_MS = 60_000;
const SPARK_POINTS = 90;

/** @typedef {{name: string, days: number[], atm: number[], byIso: Map<string, number>}} EarlierTerm */

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
    /** @type {Map<string, number[]>} ATM vols by expiry instant, oldest first */
    this.sparks = new Map();
    this.refreshedAt = -Infinity;
  }

  /** @param {import('./surface.js').Surface|null} surface @param {number|null} nowMs */
  keep(surface, nowMs) {
    if (!surface?.asOfMs) return;
    const last = this.surfaces.at(-1);
    if (last?.asOfMs && surface.asOfMs - last.asOfMs < KEEP_EVERY_MS) return;
    this.surfaces.push(surface);
    if (this.surfaces.length > KEPT) this.surfaces.shift();
    for (const slice of surface.slices) this.addSpark(slice.iso, slice.row.atm);
  }

  addSpark(iso, atm) {
    const spark = this.sparks.get(iso) ?? [];
    spark.push(atm);
    if (spark.length > SPARK_POINTS) spark.shift();
    this.sparks.set(iso, spark);
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
    Promise.all(LOOKBACKS.map((back) => earlierTerm(underlying, nowMs, back))).then((terms) => {
      this.terms = terms.filter((term) => term !== null);
    });
    if (first) this.loadSparks(underlying, nowMs);
  }

  async loadSparks(underlying, nowMs) {
    const from = new Date(nowMs - 3_600_000).toISOString();
    const history = await getJson(`/api/v1/surfaces/${underlying}/history?limit=10000&from=${from}`);
    if (!history || history.points.length === 0) return;
    const step = Math.max(1, Math.floor(history.points.length / SPARK_POINTS));
    const sparks = new Map();
    history.points.forEach((point, i) => {
      if (i % step !== 0) return;
      const at = Date.parse(point.asOf);
      point.days.forEach((days, j) => {
        const iso = minuteIso(at + days * 86_400_000);
        sparks.set(iso, [...(sparks.get(iso) ?? []), point.atmVol[j]]);
      });
    });
    for (const [iso, values] of sparks) this.sparks.set(iso, values.slice(-SPARK_POINTS));
  }
}

/** Rounds to the minute and writes as the stream names expiries. */
const minuteIso = (ms) => new Date(Math.round(ms / 60_000) * 60_000).toISOString().replace('.000Z', 'Z');

async function earlierTerm(underlying, nowMs, back) {
  const asOf = new Date(nowMs - back.ms).toISOString();
  const term = await getJson(`/api/v1/surfaces/${underlying}/term?asOf=${asOf}`);
  if (!term) return null;
  return {
    name: back.name,
    days: term.expiries.map((e) => e.days),
    atm: term.expiries.map((e) => e.wings.atmVol),
    byIso: new Map(term.expiries.map((e) => [e.expiry, e.wings.atmVol])),
  };
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
