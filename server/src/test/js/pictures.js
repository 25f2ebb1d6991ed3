// Draws every chart of the synthetic market's first frame as SVG; runs in the page, calls done(JSON).

const WIDTH = 760;
const HEIGHT = 420;

async function draw() {
  const load = (path) => import(location.origin + '/' + path);
  const [echarts, surface, smile, variance, term, heatmap, grid, surface3d, density, theme] = await Promise.all([
    load('vendor/echarts-5.5.0/echarts.esm.min.js'), load('feed/surface.js'), load('charts/smile.js'),
    load('charts/variance.js'), load('charts/term.js'), load('charts/heatmap.js'), load('charts/grid.js'),
    load('charts/surface3d.js'), load('charts/density.js'), load('charts/theme.js'),
  ]);
  // The width of text must not depend on the fonts of the machine.
  echarts.setPlatformAPI({ measureText: (text) => ({ width: 6 * text.length }) });
  const { slices } = surface.assemble(await firstFrame());
  const svg = (option) => {
    const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
    chart.setOption(option);
    const text = chart.renderToSVGString();
    chart.dispose();
    return text.replaceAll(/zr\d+-/g, 'zr-').replaceAll(/(\d\.\d{3})\d+/g, '$1');
  };
  const slice = slices[3];
  const view = { axis: 'delta', bands: true, residuals: true, aside: true, color: theme.expiryColor(3, slices.length), ghost: null };
  const map = (overlay) => heatmap.heatmapOption(grid.surfaceGrid(slices, overlay, 0.05), grid.OVERLAYS[overlay], slice.iso);
  return {
    'smile-delta': svg(smile.smileOption(slice, view)),
    'smile-strike-earlier-fit': svg(smile.smileOption(slice, { ...view, axis: 'strike', ghost: slices[4] })),
    'smile-unknown-band': svg(smile.smileOption(slices[1], { ...view, axis: 'k' })),
    'variance': svg(variance.varianceOption(slices, slice.iso)),
    'density': svg(density.densityOption(slice, view.color)),
    'term': svg(term.termOption(slices, { selected: slice.iso, earlier: [], bands: true })),
    'heatmap-iv': svg(map('iv')),
    'heatmap-residual': svg(map('residual')),
    'surface-3d': threeD(surface3d, grid, slices, slice.iso),
  };
}

function firstFrame() {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${location.host}/api/v1/stream?underlying=BTC`);
    socket.onerror = () => reject(new Error('no stream'));
    socket.onmessage = (event) => {
      const message = JSON.parse(event.data);
      if (message.type === 'snapshot') {
        socket.close();
        resolve(new Map(Object.entries(message.set)));
      }
    };
  });
}

function threeD(surface3d, grid, slices, selected) {
  const view = { yaw: -0.62, pitch: 0.5, width: WIDTH, height: HEIGHT };
  const marks = surface3d.surfaceMarks(grid.surfaceGrid(slices, 'iv', 0.05), grid.OVERLAYS.iv, selected, view);
  const at = (p) => p.map((v) => v.toFixed(1)).join(',');
  const parts = [
    ...marks.lines.map((l) => `<path d="M${at(l.from)}L${at(l.to)}" stroke="#2a3544"/>`),
    ...marks.quads.map((q) => `<polygon points="${q.points.map(at).join(' ')}" fill="${q.fill}"/>`),
    ...marks.ridges.map((r) => `<polyline points="${r.points.map(at).join(' ')}" fill="none" stroke="#fff" stroke-width="${r.chosen ? 2 : 0.5}"/>`),
    ...marks.labels.map((l) => `<text x="${l.at[0].toFixed(1)}" y="${l.at[1].toFixed(1)}" fill="#8e9bab" font-size="11">${l.text}</text>`),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" style="background:#10151c">${parts.join('')}</svg>`;
}

draw().then((pictures) => done(JSON.stringify(pictures)), (error) => done(JSON.stringify(String(error.stack))));
