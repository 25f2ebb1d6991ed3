// Colours and the settings every chart shares. Colour never speaks alone: text or shape says it too.

const DARK = {
  ground: '#0a0d12',
  panel: '#10151c',
  line: '#1d2530',
  strong: '#2a3544',
  grid: '#171e27',
  text: '#dfe6ee',
  muted: '#8e9bab',
  faint: '#5d6a7a',
  quote: '#c9d3de',
  aside: '#66758a',
  outside: '#ff9d3a',
  accent: '#5ab4ff',
  ghost: '#7d8a99',
  tag: '#273142',
};

const LIGHT = {
  ground: '#f3f5f8',
  panel: '#ffffff',
  line: '#c6cfda',
  strong: '#9aa7b6',
  grid: '#e9edf2',
  text: '#17202b',
  muted: '#55626f',
  faint: '#8793a1',
  quote: '#33414f',
  aside: '#8793a1',
  outside: '#b85c00',
  accent: '#0b62c4',
  ghost: '#7d8a99',
  tag: '#dde4ec',
};

/** The colours of the theme that is on; dark until `setTheme` says otherwise. */
export const COLOR = { ...DARK };

/** Without quotation marks: ECharts writes the name unescaped into SVG attributes. */
export const FONT = 'Inter, Segoe UI, system-ui, -apple-system, Helvetica Neue, Arial, sans-serif';

const WARM_TO_COOL = {
  dark: ['#ffc46b', '#ff9a6b', '#f4739a', '#c77bea', '#8f8cff', '#5aa9ff', '#45d0e6'],
  light: ['#b86a00', '#c2501c', '#bd2a5a', '#8c39b8', '#4f46d8', '#1566c4', '#0a7488'],
};
const VIRIDIS = ['#440154', '#472d7b', '#3b528b', '#2c728e', '#21918c', '#28ae80', '#5ec962', '#addc30', '#fde725'];
const CIVIDIS = ['#00224e', '#123570', '#3b496c', '#575d6d', '#707173', '#8a8678', '#a59c74', '#c3b369', '#e1cc55', '#fee838'];
const DIVERGING = {
  dark: ['#2f8fff', '#4b7fc0', '#4a6a90', '#404f62', '#39414b', '#6a5340', '#a56f38', '#d98731', '#ff9d3a'],
  light: ['#0a5fd0', '#4c8bd8', '#8fb4e0', '#c4d5e9', '#e4e8ec', '#f0d9bd', '#e2ac6c', '#cc7d22', '#b85c00'],
};

let warmToCool = WARM_TO_COOL.dark;

export const SCALES = { viridis: VIRIDIS, cividis: CIVIDIS, diverging: DIVERGING.dark };

/** Changes the colours that everything drawn from now on has. @param {'dark'|'light'} name */
export function setTheme(name) {
  Object.assign(COLOR, name === 'light' ? LIGHT : DARK);
  warmToCool = WARM_TO_COOL[name];
  SCALES.diverging = DIVERGING[name];
}

/** @param {string[]} stops @param {number} t in [0, 1] @returns {string} rgb() */
export function colorAt(stops, t) {
  const place = Math.min(1, Math.max(0, t)) * (stops.length - 1);
  const i = Math.min(stops.length - 2, Math.floor(place));
  const f = place - i;
  const channel = (/** @type {number} */ c) => {
    const a = parseInt(stops[i].slice(1 + 2 * c, 3 + 2 * c), 16);
    const b = parseInt(stops[i + 1].slice(1 + 2 * c, 3 + 2 * c), 16);
    return Math.round(a + (b - a) * f);
  };
  return `rgb(${channel(0)},${channel(1)},${channel(2)})`;
}

/** @param {number} i @param {number} n @returns {string} the colour of expiry i of n, short is warm */
export const expiryColor = (i, n) => colorAt(warmToCool, n < 2 ? 0 : i / (n - 1));

/** @param {string} name @param {Object} [extra] a value axis in house style */
export function valueAxis(name, extra = {}) {
  return {
    type: 'value',
    name,
    nameLocation: 'middle',
    nameTextStyle: { color: COLOR.muted, fontSize: 11, fontFamily: FONT },
    axisLine: { show: true, lineStyle: { color: COLOR.line } },
    axisTick: { show: false },
    axisLabel: { color: COLOR.muted, fontSize: 11, fontFamily: FONT, hideOverlap: true },
    splitLine: { lineStyle: { color: COLOR.grid } },
    scale: true,
    ...extra,
  };
}

export const AXIS_POINTER = {
  get lineStyle() {
    return { color: COLOR.faint, width: 1, type: 'dashed' };
  },
  get label() {
    return { backgroundColor: COLOR.tag, color: COLOR.text, fontSize: 11, fontFamily: FONT, padding: [3, 5] };
  },
};

/** The base of every option: no animation (figures must not slide), no default palette. */
export const BASE = {
  animation: false,
  backgroundColor: 'transparent',
  get textStyle() {
    return { fontFamily: FONT, color: COLOR.text };
  },
};
