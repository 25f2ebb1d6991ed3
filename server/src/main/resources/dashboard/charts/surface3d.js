// The surface in three dimensions on a plain 2-D canvas: no WebGL, so it draws on every machine.
//
// The grid becomes quadrilaterals, is turned by two angles, projected without perspective and
// painted back to front. A grid of 37 deltas by 12 expiries is 400 quadrilaterals: well under 2 ms.

import { deltaLabel } from './axis.js';
import { exists } from './format.js';
import { gridRange } from './grid.js';
import { COLOR, SCALES, colorAt } from './theme.js';

/**
 * @typedef {Object} View3d
 * @property {number} yaw radians @property {number} pitch radians
 * @property {number} width @property {number} height pixels
 *
 * @typedef {{points: number[][], fill: string, depth: number, row: number, column: number}} Quad
 * @typedef {{from: number[], to: number[], strong: boolean}} Line
 * @typedef {{at: number[], text: string, align: CanvasTextAlign, strong: boolean}} Label
 * @typedef {{quads: Quad[], ridges: {points: number[][], chosen: boolean, depth: number}[], lines: Line[], labels: Label[]}} Marks3d
 */

/** Unit-cube coordinates to pixels and depth. @param {View3d} view */
export function projector(view) {
  const cy = Math.cos(view.yaw);
  const sy = Math.sin(view.yaw);
  const cp = Math.cos(view.pitch);
  const sp = Math.sin(view.pitch);
  const scale = Math.min(view.width / 1.75, view.height / 1.35);
  return (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ z) => {
    const a = (x - 0.5) * 1.25;
    const b = (y - 0.5) * 1.0;
    const c = (z - 0.5) * 0.62;
    const u = a * cy - b * sy;
    const d = a * sy + b * cy;
    return [view.width / 2 + scale * u, view.height / 2 - scale * (c * cp + d * sp * 1), d * cp - c * sp];
  };
}

/**
 * @param {import('./grid.js').SurfaceGrid} grid
 * @param {import('./grid.js').Overlay} overlay
 * @param {string|null} selected @param {View3d} view
 * @returns {Marks3d} in painting order
 */
export function surfaceMarks(grid, overlay, selected, view) {
  const project = projector(view);
  const [low, high] = gridRange(grid, overlay);
  const n = grid.slices.length;
  const place = rowPlaces(grid);
  const node = (/** @type {number} */ i, /** @type {number} */ j) => {
    const value = grid.values[j][i];
    if (!exists(value)) return null;
    return { at: project((grid.x[i] - 0.05) / 0.9, place[j], (value - low) / (high - low)), value };
  };
  const quads = [];
  for (let j = 0; j + 1 < n; j++) {
    for (let i = 0; i + 1 < grid.x.length; i++) {
      const corners = [node(i, j), node(i + 1, j), node(i + 1, j + 1), node(i, j + 1)];
      if (corners.some((corner) => corner === null)) continue;
      const known = /** @type {{at: number[], value: number}[]} */ (corners);
      const mean = known.reduce((sum, c) => sum + c.value, 0) / 4;
      quads.push({
        points: known.map((c) => [c.at[0], c.at[1]]),
        fill: colorAt(SCALES[overlay.scale], (mean - low) / (high - low)),
        depth: known.reduce((sum, c) => sum + c.at[2], 0) / 4,
        row: j,
        column: i,
      });
    }
  }
  quads.sort((a, b) => b.depth - a.depth);
  const ridges = grid.slices.map((slice, j) => {
    const nodes = grid.x.map((_, i) => node(i, j)).filter((p) => p !== null);
    return {
      points: nodes.map((p) => [p.at[0], p.at[1]]),
      chosen: slice.iso === selected,
      depth: nodes.length ? nodes.reduce((s, p) => s + p.at[2], 0) / nodes.length : 0,
    };
  });
  return { quads, ridges, ...frame(grid, overlay, selected, project, place, [low, high]) };
}

/** Places of the expiries in [0, 1] by √T, so that the near ones are not squeezed. */
function rowPlaces(grid) {
  const roots = grid.slices.map((s) => Math.sqrt(s.row.T));
  const first = roots[0] ?? 0;
  const span = (roots.at(-1) ?? 1) - first || 1;
  return roots.map((r) => (r - first) / span);
}

function frame(grid, overlay, selected, project, place, [low, high]) {
  const lines = [];
  const labels = [];
  const flat = (/** @type {number[]} */ p) => [p[0], p[1]];
  const segment = (a, b, strong = false) => lines.push({ from: flat(project(...a)), to: flat(project(...b)), strong });
  for (const x of [0, 0.5, 1]) segment([x, 0, 0], [x, 1, 0], x !== 0.5);
  for (const y of [0, 1]) segment([0, y, 0], [1, y, 0], true);
  for (let s = 0; s <= 4; s++) {
    const z = s / 4;
    segment([0, 1, z], [1, 1, z]);
    segment([0, 0, z], [0, 1, z]);
    if (s > 0) labels.push({ at: flat(project(1.04, 1, z)), text: overlay.format(low + z * (high - low)), align: 'left', strong: false });
  }
  segment([0, 1, 0], [0, 1, 1], true);
  segment([1, 1, 0], [1, 1, 1], true);
  segment([0, 0, 0], [0, 0, 1], true);
  for (const x of [0.1, 0.25, 0.5, 0.75, 0.9]) {
    labels.push({ at: flat(project((x - 0.05) / 0.9, -0.07, 0)), text: deltaLabel(x), align: 'center', strong: false });
  }
  let lastY = -1;
  grid.slices.forEach((slice, j) => {
    const chosen = slice.iso === selected;
    if (place[j] - lastY < 0.075 && !chosen) return;
    lastY = place[j];
    labels.push({ at: flat(project(1.05, place[j], -0.02)), text: slice.label, align: 'left', strong: chosen });
  });
  labels.push({ at: flat(project(0.5, -0.19, 0)), text: grid.axis.title.replace(/ \(puts.*/, ''), align: 'center', strong: false });
  labels.push({ at: flat(project(1.0, 1, 1.1)), text: `${overlay.name}, ${overlay.unit}`, align: 'center', strong: false });
  return { lines, labels };
}

/**
 * @param {CanvasRenderingContext2D} canvas @param {Marks3d} marks @param {View3d} view
 */
export function paintSurface(canvas, marks, view) {
  canvas.clearRect(0, 0, view.width, view.height);
  canvas.lineJoin = 'round';
  for (const line of marks.lines) {
    stroke(canvas, [line.from, line.to], line.strong ? COLOR.strong : COLOR.line, 1);
  }
  for (const quad of marks.quads) {
    canvas.beginPath();
    quad.points.forEach(([x, y], i) => (i === 0 ? canvas.moveTo(x, y) : canvas.lineTo(x, y)));
    canvas.closePath();
    canvas.globalAlpha = 0.94;
    canvas.fillStyle = quad.fill;
    canvas.fill();
    canvas.globalAlpha = 0.28;
    canvas.strokeStyle = '#05070a';
    canvas.lineWidth = 0.6;
    canvas.stroke();
    canvas.globalAlpha = 1;
  }
  for (const ridge of marks.ridges) {
    stroke(canvas, ridge.points, ridge.chosen ? '#ffffff' : 'rgba(255,255,255,0.28)', ridge.chosen ? 2.2 : 0.8);
  }
  for (const label of marks.labels) {
    canvas.font = `${label.strong ? 700 : 400} 11px Inter, "Segoe UI", system-ui, sans-serif`;
    canvas.fillStyle = label.strong ? COLOR.text : COLOR.muted;
    canvas.textAlign = label.align;
    canvas.textBaseline = 'middle';
    const room = label.align === 'left' ? view.width - canvas.measureText(label.text).width - 4 : view.width;
    canvas.fillText(label.text, Math.min(label.at[0], room), label.at[1]);
  }
}

function stroke(canvas, points, style, width) {
  if (points.length < 2) return;
  canvas.beginPath();
  points.forEach(([x, y], i) => (i === 0 ? canvas.moveTo(x, y) : canvas.lineTo(x, y)));
  canvas.strokeStyle = style;
  canvas.lineWidth = width;
  canvas.stroke();
}
