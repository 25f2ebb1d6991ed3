// The models fitted beside the surface: what the stream says now, and their past.

/**
 * @typedef {Object} Models
 * @property {any} head @property {number} fittedMs @property {any[]} families as the REST interface has them
 *
 * @typedef {Object} ParameterPast columns aligned with the past's times; null where nothing was fitted
 * @property {(number|null)[]} value @property {(number|null)[]} lower95 @property {(number|null)[]} upper95
 * @property {(number|null)[]} stabilityIndex @property {boolean[]} identified
 *
 * @typedef {Object} FamilyPast
 * @property {(string|null)[]} status @property {(string|null)[]} of @property {boolean[]} afresh
 * @property {(number|null)[]} in @property {(number|null)[]} out @property {(number|null)[]} next
 * @property {Record<string, ParameterPast>} parameters
 */

const KEPT = 2400;
const HISTORY_POINTS = 2400;

/**
 * @param {Map<string, any>} entries
 * @returns {Models|null} null where no models are fitted
 */
export function assembleModels(entries) {
  const head = entries.get('models');
  if (!head) return null;
  const families = head.families.map((/** @type {string} */ name) => entries.get(`model/${name}`)).filter(Boolean);
  return { head, fittedMs: Date.parse(head.fittedAt), families };
}

/** The steps so far: what the server remembers, then every step that the stream brings. */
export class ModelPast {
  constructor() {
    /** @type {number[]} ms since 1970, ascending */
    this.times = [];
    /** @type {string[]} */
    this.inUse = [];
    /** @type {string[]} */
    this.target = [];
    /** @type {Record<string, FamilyPast>} */
    this.families = {};
    this.asked = false;
    /** @type {Models[]} steps that came while the server was asked */
    this.early = [];
    this.loaded = false;
  }

  /** @param {string} underlying @param {Models|null} models @param {() => void} arrived */
  keep(underlying, models, arrived) {
    if (!models) return;
    if (!this.asked) {
      this.asked = true;
      this.load(underlying).then(() => {
        this.loaded = true;
        this.early.forEach((step) => this.add(step));
        this.early = [];
        arrived();
      });
    }
    if (this.loaded) this.add(models);
    else if (this.early.at(-1)?.fittedMs !== models.fittedMs) this.early.push(models);
  }

  async load(underlying) {
    try {
      const response = await fetch(`/api/v1/models/${underlying}/history?limit=${HISTORY_POINTS}`);
      if (!response.ok) return;
      const json = await response.json();
      this.times = json.time.map((/** @type {string} */ t) => Date.parse(t));
      this.inUse = json.inUse;
      this.target = json.target;
      this.families = json.families;
    } catch {
      // the link's own state says that the server is away
    }
  }

  /** @param {Models} step */
  add(step) {
    if (!(step.fittedMs > (this.times.at(-1) ?? -Infinity))) return;
    const before = this.times.length;
    this.times.push(step.fittedMs);
    this.inUse.push(step.head.choice.family);
    this.target.push(step.head.choice.target);
    for (const family of step.families) addFamily((this.families[family.name] ??= emptyFamily(before)), family, before);
    for (const past of Object.values(this.families)) level(past, this.times.length);
    if (this.times.length > KEPT) this.forget(this.times.length - KEPT);
  }

  forget(count) {
    const columns = [this.times, this.inUse, this.target, ...Object.values(this.families).flatMap(columnsOf)];
    columns.forEach((column) => column.splice(0, count));
  }
}

const empty = (n, value = null) => new Array(n).fill(value);

const emptyFamily = (n) => ({ status: empty(n), of: empty(n), afresh: empty(n, false), in: empty(n), out: empty(n), next: empty(n), parameters: {} });

const emptyParameter = (n) => ({ value: empty(n), lower95: empty(n), upper95: empty(n), stabilityIndex: empty(n), identified: empty(n, false) });

function addFamily(past, family, before) {
  past.status.push(family.status);
  past.of.push(family.of);
  past.afresh.push(family.solve.prior === 'CONTRADICTED');
  past.in.push(family.in.rmseVolPoints);
  past.out.push(family.out.rmseVolPoints);
  past.next.push(family.nextRmseVolPoints);
  for (const p of family.parameters) {
    const column = (past.parameters[p.name] ??= emptyParameter(before));
    column.value.push(p.value);
    column.lower95.push(p.lower95);
    column.upper95.push(p.upper95);
    column.stabilityIndex.push(p.stabilityIndex);
    column.identified.push(p.identified);
  }
}

const columnsOf = (past) => [past.status, past.of, past.afresh, past.in, past.out, past.next, ...Object.values(past.parameters).flatMap((p) => Object.values(p))];

/** A family that was not fitted has a row all the same. */
function level(past, n) {
  for (const column of columnsOf(past)) while (column.length < n) column.push(null);
}
