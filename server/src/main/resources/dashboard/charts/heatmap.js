// The surface as a heat map: deltas across, expiries down.

import { deltaLabel } from './axis.js';
import { exists } from './format.js';
import { gridRange } from './grid.js';
import { BASE, COLOR, FONT, SCALES, colorAt } from './theme.js';

/**
 * @param {import('./grid.js').SurfaceGrid} grid
 * @param {import('./grid.js').Overlay} overlay
 * @param {string|null} selected ISO instant of the selected expiry
 * @returns {any} an ECharts option
 */
export function heatmapOption(grid, overlay, selected) {
  const range = gridRange(grid, overlay);
  const cells = [];
  grid.values.forEach((row, j) =>
    row.forEach((value, i) => cells.push({ value: [i, j, exists(value) ? value : '-'], known: exists(value) })),
  );
  return {
    ...BASE,
    grid: { left: 84, right: 14, top: 10, bottom: 44 },
    tooltip: { trigger: 'item', confine: true, transitionDuration: 0 },
    xAxis: {
      type: 'category',
      data: grid.x.map(deltaLabel),
      name: grid.axis.title,
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: { color: COLOR.muted, fontSize: 11, fontFamily: FONT },
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: COLOR.muted, fontSize: 11, fontFamily: FONT, interval: 0, hideOverlap: true },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: grid.slices.map((s) => s.iso),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: {
        fontSize: 11,
        fontFamily: FONT,
        formatter: (/** @type {string} */ iso, /** @type {number} */ i) =>
          `{${iso === selected ? 'on' : 'off'}|${grid.slices[i].label}}`,
        rich: {
          on: { color: COLOR.text, fontWeight: 700, fontSize: 11, fontFamily: FONT },
          off: { color: COLOR.muted, fontSize: 11, fontFamily: FONT },
        },
      },
    },
    series: [
      {
        name: overlay.name,
        type: 'custom',
        data: cells,
        encode: { x: 0, y: 1 },
        renderItem: (/** @type {any} */ params, /** @type {any} */ api) =>
          cellMark(grid, overlay, range, params.dataIndex, api),
      },
      frameSeries(grid, selected),
    ],
  };
}

/** A frame around the selected expiry. */
function frameSeries(grid, selected) {
  const row = grid.slices.findIndex((s) => s.iso === selected);
  const last = grid.x.length - 1;
  return {
    type: 'custom',
    silent: true,
    z: 5,
    data: row < 0 ? [] : [[0, row]],
    renderItem: (/** @type {any} */ _, /** @type {any} */ api) => {
      const [w, h] = api.size([1, 1]);
      const [x, y] = api.coord([0, row]);
      return {
        type: 'rect',
        shape: { x: x - w / 2, y: y - h / 2, width: w * (last + 1), height: h },
        style: { fill: 'transparent', stroke: COLOR.text, lineWidth: 1.5 },
      };
    },
  };
}

function cellMark(grid, overlay, [low, high], index, api) {
  const columns = grid.x.length;
  const i = index % columns;
  const j = Math.floor(index / columns);
  const value = grid.values[j][i];
  const [cx, cy] = api.coord([i, j]);
  const [w, h] = api.size([1, 1]);
  const shape = { x: cx - w / 2 + 0.5, y: cy - h / 2 + 0.5, width: w - 1, height: h - 1 };
  if (!exists(value)) {
    return {
      type: 'rect',
      shape,
      style: { fill: COLOR.ground, stroke: COLOR.line, lineWidth: 1 },
      textContent: w > 26 ? { style: { text: '·', fill: COLOR.faint, fontSize: 11 } } : undefined,
      textConfig: { position: 'inside' },
    };
  }
  const t = (value - low) / (high - low);
  return {
    type: 'rect',
    shape,
    style: { fill: colorAt(SCALES[overlay.scale], t) },
    textContent:
      w > 30
        ? { style: { text: overlay.format(value), fill: inkOn(overlay.scale, t), fontSize: 11, fontFamily: FONT } }
        : undefined,
    textConfig: { position: 'inside' },
  };
}

/** Ink with contrast ≥ 4.5:1 on the cell's colour. */
function inkOn(scale, t) {
  const [r, g, b] = (colorAt(SCALES[scale], t).match(/\d+/g) ?? []).map(Number);
  const linear = (/** @type {number} */ c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  return luminance > 0.179 ? '#05070a' : '#ffffff';
}
