// Colours and the settings every chart shares. Colour never speaks alone: text or shape says it too.

export const COLOR = {
  ground: '#0a0d12',
  panel: '#10151c',
  line: '#1d2530',
  grid: '#171e27',
  text: '#dfe6ee',
  muted: '#8e9bab',
  faint: '#5d6a7a',
  quote: '#c9d3de',
  aside: '#66758a',
  outside: '#ff9d3a',
  accent: '#5ab4ff',
  ghost: '#7d8a99',
};

/** Without quotation marks: ECharts writes the name unescaped into SVG attributes. */
export const FONT = 'Inter, Segoe UI, system-ui, -apple-system, Helvetica Neue, Arial, sans-serif';

const WARM_TO_COOL = ['#ffc46b', '#ff9a6b', '#f4739a', '#c77bea', '#8f8cff', '#5aa9ff', '#45d0e6'];
const VIRIDIS = ['#440154', '#472d7b', '#3b528b', '#2c728e', '#21918c', '#28ae80', '#5ec962', '#addc30', '#fde725'];
const CIVIDIS = ['#00224e', '#123570', '#3b496c', '#575d6d', '#707173', '#8a8678', '#a59c74', '#c3b369', '#e1cc55', '#fee838'];
const DIVERGING = ['#2f8fff', '#4b7fc0', '#4a6a90', '#404f62', '#39414b', '#6a5340', '#a56f38', '#d98731', '#ff9d3a'];

export const SCALES = { viridis: VIRIDIS, cividis: CIVIDIS, diverging: DIVERGING };

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
export const expiryColor = (i, n) => colorAt(WARM_TO_COOL, n < 2 ? 0 : i / (n - 1));

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
  lineStyle: { color: COLOR.faint, width: 1, type: 'dashed' },
  label: { backgroundColor: '#273142', color: COLOR.text, fontSize: 11, fontFamily: FONT, padding: [3, 5] },
};

/** The base of every option: no animation (figures must not slide), no default palette. */
export const BASE = {
  animation: false,
  backgroundColor: 'transparent',
  textStyle: { fontFamily: FONT, color: COLOR.text },
};
