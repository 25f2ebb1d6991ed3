(() => {
  'use strict';
  const walk = JSON.parse(document.getElementById('walk').textContent);
  const TEXT = '#dfe6ee', MUTED = '#8e9bab', LINE = '#1d2530';
  const names = Object.keys(walk.pairs[0].models);

  // Markdown tables and lines, as the terminal shows them.
  const figures = document.getElementById('figures');
  let table = null;
  for (const line of walk.lines) {
    if (!line.startsWith('|')) {
      table = null;
      if (line) { const p = document.createElement('p'); p.textContent = line; figures.append(p); }
      continue;
    }
    if (line.startsWith('|---')) continue;
    const head = !table;
    if (head) { table = document.createElement('table'); figures.append(table); }
    const row = table.insertRow();
    for (const cell of line.slice(1, -1).split('|')) {
      const node = document.createElement(head ? 'th' : 'td');
      node.textContent = cell.trim();
      row.append(node);
    }
  }

  const smooth = (values) => values.map((_, i) => {
    const near = values.slice(Math.max(0, i - 4), i + 5).filter((v) => v !== null).sort((a, b) => a - b);
    return near.length ? near[near.length >> 1] : null;
  });
  const COLORS = ['#5ab4ff', '#ffb454', '#56d0a0', '#f4739a', '#c77bea', '#ffe08a', '#8f8cff', '#45d0e6'];
  const time = walk.pairs.map((p) => p.asOf);
  const axis = { axisLabel: { color: MUTED }, axisLine: { lineStyle: { color: '#2c3746' } }, splitLine: { lineStyle: { color: LINE } } };
  function plot(id, series, y) {
    const chart = echarts.init(document.getElementById(id));
    chart.setOption({
      animation: false, color: COLORS, textStyle: { color: TEXT }, grid: { left: 64, right: 20, top: 40, bottom: 30 },
      legend: { textStyle: { color: TEXT }, icon: 'roundRect', itemWidth: 18, itemHeight: 4 }, tooltip: { trigger: 'axis', backgroundColor: '#171e28', textStyle: { color: TEXT }, confine: true },
      xAxis: { type: 'time', ...axis }, yAxis: { ...y, ...axis, axisLabel: { ...axis.axisLabel, ...y.axisLabel } }, series,
    });
    window.addEventListener('resize', () => chart.resize());
  }
  const line = (name, values) => ({ name, type: 'line', showSymbol: false, lineStyle: { width: 1.5 }, data: smooth(values).map((v, i) => [time[i], v]) });
  const LOG = { type: 'log', logBase: 2, name: 'vol points', nameTextStyle: { color: MUTED }, axisLabel: { formatter: (v) => Number(v.toPrecision(2)) } };
  // One scale for both samples, so that over-fit is seen at a glance.
  const losses = walk.pairs.flatMap((p) => [p.out, ...names.flatMap((n) => [p.models[n].in, p.models[n].out])]).filter((v) => v > 0);
  const shared = { min: 2 ** Math.floor(Math.log2(Math.min(...losses))), max: 2 ** Math.ceil(Math.log2(Math.max(...losses))) };
  for (const score of ['forward', 'out', 'in']) {
    const series = names.map((name) => line(name, walk.pairs.map((p) => p.models[name][score])));
    if (score !== 'in') series.push({ ...line('persistence', walk.pairs.map((p) => p[score])), lineStyle: { width: 2.5, type: 'dashed', color: TEXT }, itemStyle: { color: TEXT } });
    plot(score, series, { ...LOG, ...(score === 'forward' ? {} : shared) });
  }
  const tracks = walk.stability.filter((track) => track.points.some(([, v]) => v !== null));
  plot('stability', tracks.map((track) => ({ name: track.name, type: 'line', showSymbol: false, lineStyle: { width: 1.5 }, data: track.points,
    markLine: { silent: true, symbol: 'none', animation: false, data: [{ yAxis: 1 }], lineStyle: { color: '#ffb454', type: 'dashed' }, label: { formatter: 'unstable above', position: 'insideStartTop', color: '#ffb454' } } })), { ...LOG, name: 'standard deviations', max: (v) => Math.max(2, v.max) });
  plot('use', [{ name: 'in use', type: 'line', step: 'end', showSymbol: false, data: walk.pairs.map((p) => [p.asOf, p.inUse]) }], { type: 'category', data: names });
})();
