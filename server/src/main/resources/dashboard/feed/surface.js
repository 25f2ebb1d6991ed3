// A surface as the pages see it, assembled from the stream's entries.

/**
 * @typedef {Object} Curve columns of equal length, ascending in k; null where a number is missing
 * @property {number[]} k @property {number[]} vol @property {(number|null)[]} volStdDev
 * @property {number[]} w @property {number[]} delta @property {number[]} g
 *
 * @typedef {Object} Quotes columns of equal length, sorted by strike, calls before puts
 * @property {string[]} name @property {('C'|'P')[]} type @property {number[]} strike
 * @property {(number|null)[]} k @property {(number|null)[]} bid @property {(number|null)[]} ask
 * @property {(number|null)[]} mid @property {string[]} reason
 * @property {(number|null)[]} time the venue's stamp, ms since 1970; null when it is not kept
 * @property {(number|null)[]} [model] @property {(number|null)[]} [modelStdDev]
 * @property {(number|null)[]} [delta]
 *
 * @typedef {Object} Slice one expiry
 * @property {string} iso @property {string} label @property {number} expiryMs
 * @property {any} row figures; see docs/formats/stream.md
 * @property {Curve|null} curve null when the expiry has no fit
 * @property {Quotes} quotes
 * @property {boolean} tenor a fixed tenor between expiries; `iso` is its label then
 *
 * @typedef {Object} Surface
 * @property {any} head @property {number|null} asOfMs
 * @property {Slice[]} slices fitted, ascending @property {Slice[]} unfitted
 * @property {Slice[]} tenors fixed tenors, ascending
 */

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** @param {string} iso @returns {string} such as 25DEC26 */
export function expiryLabel(iso) {
  const date = new Date(iso);
  return `${date.getUTCDate()}${MONTHS[date.getUTCMonth()]}${String(date.getUTCFullYear()).slice(2)}`;
}

/**
 * @param {Map<string, any>} entries
 * @returns {Surface|null} null before the first frame
 */
export function assemble(entries) {
  const head = entries.get('head');
  if (!head) return null;
  const slices = head.expiries.map((/** @type {string} */ iso) => slice(entries, iso, true));
  const unfitted = head.unfitted.map((/** @type {string} */ iso) => slice(entries, iso, false));
  const asOfMs = head.asOf ? Date.parse(head.asOf) : null;
  const tenors = (head.tenors ?? []).map((/** @type {string} */ name) => tenor(slice(entries, name, true), asOfMs ?? 0));
  return { head, asOfMs, slices, unfitted, tenors };
}

const NO_QUOTES = { name: [], type: [], strike: [], k: [], bid: [], ask: [], mid: [], reason: [], time: [], model: [], modelStdDev: [], delta: [] };

/** @param {Slice} slice @param {number} asOfMs @returns {Slice} */
const tenor = (slice, asOfMs) => ({ ...slice, label: slice.iso, tenor: true, quotes: NO_QUOTES, expiryMs: asOfMs + slice.row.T * 31_536_000_000 });

/**
 * @param {Map<string, any>} entries @param {string} iso @param {boolean} fitted
 * @returns {Slice}
 */
function slice(entries, iso, fitted) {
  const columns = (/** @type {string} */ kind, /** @type {string[]} */ names) =>
    Object.fromEntries(names.map((name) => [name, entries.get(`${kind}/${iso}/${name}`)]));
  return {
    iso,
    label: expiryLabel(iso),
    tenor: false,
    expiryMs: Date.parse(iso),
    row: entries.get(`row/${iso}`),
    curve: fitted
      ? /** @type {any} */ (columns('curve', ['k', 'vol', 'volStdDev', 'w', 'delta', 'g']))
      : null,
    quotes: /** @type {any} */ (
      columns('quotes', [
        'name', 'type', 'strike', 'k', 'bid', 'ask', 'mid', 'reason', 'time', 'model', 'modelStdDev', 'delta',
      ])
    ),
  };
}
