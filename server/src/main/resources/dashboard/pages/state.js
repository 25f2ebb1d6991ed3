// What the user has chosen, kept in the URL so that a link shows the same screen.

import { SPANS } from '../feed/playback.js';

/**
 * @typedef {Object} Choice
 * @property {'monitor'|'surface'|'smile'|'term'|'parameters'|'router'} page
 * @property {string} underlying @property {string} expiry a label such as 25DEC26, or ''
 * @property {import('../charts/axis.js').AxisKey} axis
 * @property {boolean} bands @property {boolean} residuals @property {boolean} aside
 * @property {import('../charts/grid.js').OverlayKey} overlay @property {'map'|'3d'} view
 * @property {'expiry'|'tenor'} by rows are listed expiries or fixed tenors
 * @property {boolean} coin deltas are premium-adjusted
 * @property {string} span how far playback reaches back @property {number} at the instant played back, ms; 0 when live
 * @property {string} family whose fit is shown, or '' for the one in use @property {string} reach how far its path is drawn back
 * @property {string} log what the monitor lists @property {string} since what a change is measured from
 */

const AXIS_KEYS = ['delta', 'strike', 'k', 'stdev'];
const PAGES = ['monitor', 'surface', 'smile', 'term', 'parameters', 'router'];
export const REACHES = { '5min': 300_000, '15min': 900_000, '1h': 3_600_000 };
export const SINCE = { '1min': 60_000, '15min': 900_000, '1h': 3_600_000, '1d': 86_400_000 };
const OVERLAYS = ['iv', 'change', 'band', 'residual', 'spread', 'g'];

/** @param {string} hash @returns {Choice} */
export function parseChoice(hash) {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?');
  const given = new URLSearchParams(query);
  const oneOf = (/** @type {any} */ value, /** @type {any[]} */ all) => (all.includes(value) ? value : all[0]);
  const flag = (/** @type {string} */ name) => given.get(name) !== '0';
  return {
    page: oneOf(path, PAGES),
    underlying: (given.get('u') ?? '').replaceAll(/[^A-Z0-9_-]/g, ''),
    expiry: (given.get('e') ?? '').replaceAll(/[^A-Z0-9]/g, ''),
    axis: oneOf(given.get('axis'), AXIS_KEYS),
    bands: flag('bands'),
    residuals: flag('residuals'),
    aside: flag('aside'),
    overlay: oneOf(given.get('overlay'), OVERLAYS),
    view: oneOf(given.get('view'), ['map', '3d']),
    by: oneOf(given.get('by'), ['expiry', 'tenor']),
    coin: given.get('delta') === 'coin',
    span: oneOf(given.get('span'), Object.keys(SPANS)),
    at: Date.parse(given.get('at') ?? '') || 0,
    family: (given.get('family') ?? '').replaceAll(/[^a-z0-9-]/g, ''),
    reach: oneOf(given.get('reach'), Object.keys(REACHES)),
    log: oneOf(given.get('log'), ['events', 'decisions']),
    since: oneOf(given.get('since'), Object.keys(SINCE)),
  };
}

/** @param {Choice} choice @returns {string} a hash with what differs from the defaults */
export function formatChoice(choice) {
  const query = new URLSearchParams();
  if (choice.underlying) query.set('u', choice.underlying);
  if (choice.expiry) query.set('e', choice.expiry);
  if (choice.axis !== 'delta') query.set('axis', choice.axis);
  for (const name of /** @type {const} */ (['bands', 'residuals', 'aside'])) if (!choice[name]) query.set(name, '0');
  if (choice.overlay !== 'iv') query.set('overlay', choice.overlay);
  if (choice.view !== 'map') query.set('view', choice.view);
  if (choice.by !== 'expiry') query.set('by', choice.by);
  if (choice.coin) query.set('delta', 'coin');
  if (choice.since !== '1min') query.set('since', choice.since);
  if (choice.span !== '15min') query.set('span', choice.span);
  if (choice.at) query.set('at', new Date(choice.at).toISOString());
  if (choice.family) query.set('family', choice.family);
  if (choice.reach !== '5min') query.set('reach', choice.reach);
  if (choice.log !== 'events') query.set('log', choice.log);
  const text = query.toString();
  return `#/${choice.page}${text ? '?' + text : ''}`;
}
