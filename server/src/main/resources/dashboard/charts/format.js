// Numbers as text: fixed decimals, and "n/a" for what does not exist, never 0.

export const NA = 'n/a';

/** @param {any} value @returns {value is number} */
export const exists = (value) => typeof value === 'number' && Number.isFinite(value);

/** @param {any} value @param {number} [digits] @returns {string} 0.637 as 63.7 */
export const percent = (value, digits = 1) => (exists(value) ? (100 * value).toFixed(digits).replace('-', '−') : NA);

/** @param {any} value decimal vol difference @param {number} [digits] @returns {string} signed vol points */
export function volPoints(value, digits = 2) {
  if (!exists(value)) return NA;
  const text = Math.abs(100 * value).toFixed(digits);
  if (Number(text) === 0) return text;
  return (value > 0 ? '+' : '−') + text;
}

/** @param {any} value @param {number} [digits] */
export const fixed = (value, digits = 2) =>
  exists(value) ? value.toFixed(digits).replace('-', '−') : NA;

/** @param {any} value @param {number} [digits] @returns {string} with so many significant digits */
export function figure(value, digits = 4) {
  if (!exists(value)) return NA;
  const size = Math.abs(value);
  const text = size !== 0 && (size < 1e-4 || size >= 1e6) ? value.toExponential(digits - 1) : String(Number(value.toPrecision(digits)));
  return text.replace('-', '−');
}

/** @param {any} value @returns {string} a price with as many decimals as its size needs */
export function price(value) {
  if (!exists(value)) return NA;
  const digits = value >= 10000 ? 1 : value >= 100 ? 2 : 4;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** @param {any} value */
export const strike = (value) =>
  exists(value) ? value.toLocaleString('en-US', { maximumFractionDigits: value < 100 ? 2 : 0 }) : NA;

/** @param {any} value @returns {string} 12.3k, 4.56M */
export function compact(value) {
  if (!exists(value)) return NA;
  if (value >= 1e9) return (value / 1e9).toFixed(2) + 'G';
  if (value >= 1e6) return (value / 1e6).toFixed(2) + 'M';
  if (value >= 1e4) return (value / 1e3).toFixed(1) + 'k';
  return Math.round(value).toLocaleString('en-US');
}

/** @param {number} days @returns {string} one decimal under ten days */
export const days = (days) => (days < 10 ? days.toFixed(1) : days.toFixed(0));

/** @param {number|null} ms @returns {string} 0.4 s, 12 s, 3 min 05 s, 2 h 11 min */
export function age(ms) {
  if (ms === null || !Number.isFinite(ms)) return NA;
  const s = Math.max(0, ms) / 1000;
  if (s < 10) return `${s.toFixed(1)} s`;
  if (s < 60) return `${Math.floor(s)} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${String(Math.floor(s % 60)).padStart(2, '0')} s`;
  return `${Math.floor(s / 3600)} h ${String(Math.floor((s % 3600) / 60)).padStart(2, '0')} min`;
}

/** @param {number|null} ms @returns {string} 14:03:22.417 UTC's time of day */
export const clock = (ms) => (ms === null ? NA : new Date(ms).toISOString().slice(11, 23));

/** @param {string} reason an enum name @returns {string} in words */
export const words = (reason) => reason.toLowerCase().replaceAll('_', ' ');
