'use strict';
(() => {
  const $ = (id) => document.getElementById(id);
  const TEXT = '#dfe6ee', MUTED = '#8e9bab', LINE = '#1d2530', GROUND = '#0a0d12', PANEL = '#10151c';
  const STOPS = ['#ff7a59', '#ffa64d', '#f2cf5b', '#a8d46f', '#56d0a0', '#45bcd6', '#5a9bf5', '#8f86f5', '#bb7ff0'];
  const Z90 = 1.6449;
  const sources = [...document.querySelectorAll('script.snapshot')];
  const run = JSON.parse(document.querySelector('script.run').textContent);
  const charts = new Map();
  let data, chosen = 0, axis = 'k', unit = 'half', current = 0, showMoney = false;

  // ---- text -----------------------------------------------------------------------------------
  const has = (x) => x !== null && x !== undefined;
  const fixed = (x, d) => has(x) ? x.toFixed(d) : '–';
  const pct = (x, d = 2) => has(x) ? (100 * x).toFixed(d) : '–';
  const signed = (x, d = 2) => has(x) ? (x >= 0 ? '+' : '−') + Math.abs(100 * x).toFixed(d) : '–';
  const usd = (x) => has(x) ? x.toLocaleString('en-US', { maximumFractionDigits: x < 1000 ? 2 : 1 }) : '–';
  const days = (T) => { const d = T * 365; return (d < 10 ? d.toFixed(1) : d.toFixed(0)) + ' d'; };
  const words = (code) => code.toLowerCase().replaceAll('_', ' ');
  const escape = (s) => String(s).replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
  const isUsed = (reason) => reason.startsWith('USED');

  function colour(i, n) {
    const x = n < 2 ? 0 : i / (n - 1) * (STOPS.length - 1), a = Math.min(Math.floor(x), STOPS.length - 2), t = x - a;
    const hex = (s) => [1, 3, 5].map((j) => parseInt(s.slice(j, j + 2), 16));
    const [p, q] = [hex(STOPS[a]), hex(STOPS[a + 1])];
    return `rgb(${p.map((v, j) => Math.round(v + (q[j] - v) * t)).join(',')})`;
  }

  // ---- axes -----------------------------------------------------------------------------------
  function cdf(x) { // Abramowitz and Stegun 26.2.17, |error| < 7.5e-8
    const t = 1 / (1 + 0.2316419 * Math.abs(x));
    const p = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return x >= 0 ? 1 - p : p;
  }
  function volAt(slice, k) {
    const { a, b, rho, m, sigma } = slice.svi, d = k - m;
    return Math.sqrt((a + b * (rho * d + Math.sqrt(d * d + sigma * sigma)) + terms(slice.svi, k)) / slice.T);
  }
  /** The curvature terms Σ cⱼBⱼ(k): cubic B-splines as divided differences of (k − κ)³₊. */
  function terms({ knots, coefficients }, k) {
    if (!knots || !(k > knots[0] && k < knots[knots.length - 1])) return 0;
    return coefficients.reduce((sum, c, j) => {
      const own = knots.slice(j, j + 5);
      const spline = own.reduce((s, x) => s + Math.max(k - x, 0) ** 3 / own.reduce((p, y) => p * (y === x ? 1 : x - y), 1), 0);
      return k < own[4] ? sum + c * (own[4] - own[0]) * spline : sum;
    }, 0);
  }
  const AXES = {
    k: { name: 'log-moneyness k = ln(K/F)', of: (s, k) => k, label: (x) => x.toFixed(Math.abs(x) < 0.1 ? 3 : 2) },
    strike: { name: 'strike K, USD', of: (s, k) => s.forward * Math.exp(k), label: (x) => usd(x) },
    delta: { name: 'forward Black delta: puts left, calls right', of: (s, k) => { const v = volAt(s, k) * Math.sqrt(s.T); return 1 - cdf(-k / v + v / 2); }, label: (x) => x < 0.5 ? (100 * x).toFixed(0) + 'P' : x > 0.5 ? (100 * (1 - x)).toFixed(0) + 'C' : 'ATM' },
    z: { name: 'k / σ√T, ATM standard deviations', of: (s, k) => k / (s.atm * Math.sqrt(s.T)), label: (x) => x.toFixed(1) },
  };

  const tooltip = { trigger: 'item', backgroundColor: '#171e28', borderColor: '#2c3746', textStyle: { color: TEXT, fontSize: 12 }, confine: true };
  const base = () => ({ animation: false, textStyle: { fontFamily: 'Inter, "Segoe UI", system-ui, sans-serif' }, tooltip });
  const valueAxis = (name, format, more = {}) => Object.assign({ type: 'value', name, nameLocation: 'middle', nameGap: 28, nameTextStyle: { color: MUTED, fontSize: 11.5 }, axisLabel: { color: MUTED, fontSize: 11, formatter: format }, axisLine: { lineStyle: { color: '#2c3746' } }, splitLine: { lineStyle: { color: LINE } } }, more);

  function chart(id, option) {
    const node = typeof id === 'string' ? $(id) : id;
    if (!charts.has(node)) charts.set(node, echarts.init(node, null, { renderer: 'canvas' }));
    charts.get(node).setOption(option, true);
    return charts.get(node);
  }

  // ---- smile ----------------------------------------------------------------------------------
  /** Rows of one slice's quotes: used, and set aside with a vol on at least one side. */
  function quoteRows(slice) {
    const q = slice.quotes, rows = { used: [], aside: [], money: [] };
    for (let i = 0; i < q.k.length; i++) {
      if (!has(q.k[i]) || (!has(q.bid[i]) && !has(q.ask[i]))) continue;
      const row = { i, k: q.k[i], bid: q.bid[i], ask: q.ask[i], mid: q.mid[i], reason: q.reason[i] };
      (isUsed(row.reason) ? rows.used : row.reason === 'IN_THE_MONEY' ? rows.money : rows.aside).push(row);
    }
    return rows;
  }
  /** The window of k and vol that shows every used quote and a little wing. */
  function extent(slice, rows) {
    const shown = rows.used.length ? rows.used : rows.aside;
    let low = Math.min(...shown.map((r) => r.k)), high = Math.max(...shown.map((r) => r.k));
    const pad = 0.06 * (high - low || 0.1);
    low -= pad; high += pad;
    const vols = shown.flatMap((r) => [r.bid, r.ask]).filter(has);
    slice.curve.k.forEach((k, i) => { if (k >= low && k <= high) vols.push(slice.curve.vol[i]); });
    const bottom = Math.min(...vols), top = Math.max(...vols), margin = 0.07 * (top - bottom || 0.05);
    return { low, high, bottom: Math.max(0, bottom - margin), top: top + margin };
  }
  function bars(rows, x, ink, hollow, small) {
    const cap = small ? 1.5 : 3.5;
    return {
      type: 'custom', clip: true, z: hollow ? 2 : 3,
      encode: { x: 0, y: [1, 2] },
      data: rows.map((r) => [x(r.k), has(r.bid) ? r.bid : null, has(r.ask) ? r.ask : null, r.i]),
      renderItem(params, api) {
        const bid = api.value(1), ask = api.value(2);
        const open = !(bid > 0), up = !(ask > 0), at = api.coord([api.value(0), open ? ask : bid]);
        const yb = open ? null : api.coord([api.value(0), bid])[1], ya = up ? null : api.coord([api.value(0), ask])[1];
        const from = open ? ya + (small ? 8 : 16) : yb, to = up ? yb - (small ? 8 : 16) : ya, px = at[0];
        const style = { stroke: ink, lineWidth: small ? 1 : 1.6, opacity: hollow ? 0.55 : 0.9, lineDash: hollow ? [2, 2] : null, fill: 'none' };
        const seg = (x1, y1, x2, y2, dash) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: Object.assign({}, style, { lineDash: dash ? [2, 3] : style.lineDash }) });
        const parts = [seg(px, from, px, to, open || up)];
        if (!open) parts.push(seg(px - cap, yb, px + cap, yb));
        if (!up) parts.push(seg(px - cap, ya, px + cap, ya));
        return { type: 'group', children: parts };
      },
    };
  }
  function points(rows, slice, x, ink, hollow, size) {
    return {
      type: 'scatter', z: 4, symbolSize: size, cursor: 'default',
      data: rows.map((r) => ({ ...(has(r.bid) && has(r.ask) ? {} : { symbol: 'triangle', symbolRotate: has(r.ask) ? 180 : 0 }), value: [x(r.k), has(r.mid) ? r.mid : has(r.bid) && has(r.ask) ? (r.bid + r.ask) / 2 : has(r.ask) ? r.ask : r.bid], row: r })),
      itemStyle: hollow ? { color: 'rgba(0,0,0,0)', borderColor: ink, borderWidth: 1.4, opacity: 0.85 } : { color: ink, borderColor: GROUND, borderWidth: 0.8 },
      tooltip: { formatter: (p) => quoteTip(slice, p.data.row) },
    };
  }
  function quoteTip(slice, r) {
    const q = slice.quotes, model = volAt(slice, r.k), lines = [
      `<b>${usd(q.strike[r.i])} ${q.type[r.i] === 'C' ? 'call' : 'put'}</b> · k ${fixed(r.k, 4)}`,
      `bid ${pct(r.bid)} · ask ${pct(r.ask)} %`,
      `fit ${pct(model)} %` + (has(r.mid) ? ` · fit − mid ${signed(model - r.mid)} vol pts` : ''),
      isUsed(r.reason) ? (r.reason === 'USED' ? 'used' : 'used, ' + words(r.reason.slice(5))) : `<span style="color:#ffb454">set aside: ${words(r.reason)}</span>`];
    return lines.join('<br>');
  }
  function fitLine(slice, x, ink, width) {
    return { type: 'line', z: 5, showSymbol: false, silent: true, clip: true, lineStyle: { color: ink, width }, data: slice.curve.k.map((k, i) => [x(k), slice.curve.vol[i]]) };
  }
  function band(slice, x, ink) {
    const c = slice.curve, ok = c.sd.every(has);
    if (!ok) return [];
    return [{
      type: 'custom', silent: true, clip: true, z: 1, data: [0],
      renderItem(params, api) {
        const upper = c.k.map((k, i) => api.coord([x(k), c.vol[i] + Z90 * c.sd[i]]));
        const lower = c.k.map((k, i) => api.coord([x(k), Math.max(0, c.vol[i] - Z90 * c.sd[i])])).reverse();
        return { type: 'polygon', shape: { points: upper.concat(lower) }, style: { fill: ink, opacity: 0.2 } };
      },
    }];
  }
  function drawSmile() {
    const slice = data.slices[chosen], ink = colour(chosen, data.slices.length), rows = quoteRows(slice);
    const ax = AXES[axis], x = (k) => ax.of(slice, k), e = extent(slice, rows);
    const xAxis = () => valueAxis(ax.name, (v) => ax.label(v), { min: x(e.low), max: x(e.high), axisLabel: { color: MUTED, fontSize: 11, formatter: (v) => ax.label(v), hideOverlap: true, showMinLabel: false, showMaxLabel: false } });
    const y = (v) => (100 * v).toFixed(e.top - e.bottom < 0.05 ? 1 : 0);
    chart('smile', Object.assign(base(), {
      grid: { left: 62, right: 18, top: 10, bottom: 44 },
      xAxis: xAxis(),
      yAxis: valueAxis('implied vol, %', y, { min: e.bottom, max: e.top, nameGap: 40, axisLabel: { color: MUTED, fontSize: 11, formatter: y, showMinLabel: false, showMaxLabel: false } }),
      series: [...band(slice, x, ink),
        ...(showMoney ? [bars(rows.money, x, '#5d6978', true), points(rows.money, slice, x, '#5d6978', true, 5)] : []),
        bars(rows.aside, x, '#ffb454', true), points(rows.aside, slice, x, '#ffb454', true, 7),
        bars(rows.used, x, '#aebccd', false), fitLine(slice, x, ink, 2.4), points(rows.used, slice, x, '#ffffff', false, 6)],
    }));
    drawResidual(slice, rows, x, xAxis(), ink);
    $('smile-title').textContent = `${slice.day} · ${days(slice.T)} · F ${usd(slice.forward)} ± ${fixed(slice.forwardSe, 2)} (${words(slice.method)}) · ATM ${pct(slice.atm)} %`;
    const plotted = rows.aside.length, all = slice.quotes.reason.filter((r) => !isUsed(r) && r !== 'IN_THE_MONEY').length;
    $('smile-note').innerHTML = `Bars: bid–ask; white: mid; line: fit with 90 % band; orange and hollow: set aside (${all}${all > plotted ? `, of which ${all - plotted} have no vol to plot` : ''}); triangles and dotted bars: one side only. `
      + `<label><input type="checkbox" id="money" ${showMoney ? 'checked' : ''}> show in-the-money sides (${rows.money.length})</label>`;
    $('money').onchange = (event) => { showMoney = event.target.checked; drawSmile(); };
    $('quotes-title').textContent = slice.day;
    quoteTable(slice);
  }
  function drawResidual(slice, rows, x, xAxis, ink) {
    const half = unit === 'half';
    const list = rows.used.filter((r) => has(r.mid) && has(r.bid) && has(r.ask)).map((r) => {
      const error = volAt(slice, r.k) - r.mid, h = (r.ask - r.bid) / 2;
      return { value: [x(r.k), half ? error / h : 100 * error], row: r, itemStyle: { color: Math.abs(error) <= h ? (error < 0 ? '#5a8fd6' : '#d6955a') : '#ff7a6b' } };
    });
    const reach = Math.max(half ? 1.4 : 0.2, ...list.map((p) => 1.1 * Math.abs(p.value[1])));
    chart('residual', Object.assign(base(), {
      grid: { left: 62, right: 18, top: 8, bottom: 24 },
      xAxis: Object.assign(xAxis, { name: '', splitLine: { show: false }, axisLabel: { show: false } }),
      yAxis: valueAxis(half ? 'fit − mid, half-spreads' : 'fit − mid, vol pts', (v) => v.toFixed(reach < 2 ? 1 : 0), { min: -reach, max: reach, nameGap: 40, axisLabel: { color: MUTED, fontSize: 11, showMinLabel: false, showMaxLabel: false, formatter: (v) => v.toFixed(reach < 2 ? 1 : 0) } }),
      series: [{ type: 'bar', barWidth: 5, data: list, tooltip: { formatter: (p) => quoteTip(slice, p.data.row) },
        markArea: half ? { silent: true, itemStyle: { color: 'rgba(90,180,255,.07)' }, data: [[{ yAxis: -1 }, { yAxis: 1 }]] } : undefined,
        markLine: { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: '#4a5666', type: 'solid' }, data: [{ yAxis: 0 }] } }],
    }));
  }

  // ---- other charts ---------------------------------------------------------------------------
  function drawVariance() {
    const n = data.slices.length;
    const reach = Math.max(...data.slices.map((s) => 2.2 * s.atm * Math.sqrt(s.T)));
    const inside = (s) => s.curve.k.map((k, i) => [k, s.curve.vol[i] ** 2 * s.T]).filter(([k]) => Math.abs(k) <= reach);
    const values = data.slices.flatMap((s) => inside(s).map(([, w]) => w)).filter((w) => w > 0);
    chart('variance', Object.assign(base(), {
      grid: { left: 66, right: 70, top: 10, bottom: 44 },
      xAxis: valueAxis('log-moneyness k = ln(K/F)', (v) => v.toFixed(1), { min: -reach, max: reach, axisLabel: { color: MUTED, fontSize: 11, formatter: (v) => v.toFixed(1), showMinLabel: false, showMaxLabel: false } }),
      yAxis: valueAxis('total variance w = σ²T (log scale)', (v) => v >= 0.01 ? String(+v.toPrecision(2)) : v.toExponential(0), { type: 'log', min: 0.8 * Math.min(...values), max: 1.1 * Math.max(...values), nameGap: 48 }),
      series: data.slices.map((s, i) => ({ type: 'line', name: s.day, showSymbol: false, clip: true, lineStyle: { color: colour(i, n), width: i === chosen ? 3 : 1.6 }, itemStyle: { color: colour(i, n) }, endLabel: { show: true, formatter: s.day, color: colour(i, n), fontSize: 10.5 }, labelLayout: { moveOverlap: 'shiftY' }, data: inside(s), emphasis: { lineStyle: { width: 3 } }, triggerLineEvent: true, tooltip: { formatter: () => `${s.day} · ${days(s.T)}` } })),
    }));
  }
  function drawTerm() {
    const list = data.slices, n = list.length, at = (s) => s.T * 365;
    const marks = [1, 2, 7, 14, 30, 60, 90, 180, 270, 365, 730];
    const low = 0.8 * at(list[0]), high = 1.25 * at(list[n - 1]);
    const xAxis = (i, name) => valueAxis(name, (v) => v < 1 ? v.toFixed(1) : String(Math.round(v)), { type: 'log', gridIndex: i, min: low, max: high, splitLine: { show: false }, axisLabel: { show: !!name, color: MUTED, fontSize: 11, formatter: (v) => +v.toPrecision(2) + '' } });
    const atm = list.map((s, i) => ({ value: [at(s), s.atm], itemStyle: { color: colour(i, n) }, slice: s }));
    const sd = list.filter((s) => has(s.atmSd)).map((s) => [at(s), s.atm - Z90 * s.atmSd, s.atm + Z90 * s.atmSd]);
    const line = (key, ink, name) => ({ type: 'line', name, xAxisIndex: 1, yAxisIndex: 1, symbolSize: 6, lineStyle: { color: ink, width: 1.8 }, itemStyle: { color: ink }, data: list.map((s) => ({ value: [at(s), s[key]], slice: s })), endLabel: { show: true, formatter: name, color: ink, fontSize: 11 }, tooltip: { formatter: (p) => `<b>${p.data.slice.day}</b><br>${name} ${signed(p.data.slice[key])} vol pts` } });
    const percent = (v) => (100 * v).toFixed(0);
    chart('term', Object.assign(base(), {
      grid: [{ left: 62, right: 60, top: 10, height: '50%' }, { left: 62, right: 60, top: '65%', bottom: 42 }],
      xAxis: [xAxis(0, ''), xAxis(1, 'days to expiry (log scale)')],
      yAxis: [valueAxis('ATM vol, %', (v) => (100 * v).toFixed(1), { gridIndex: 0, scale: true, nameGap: 42 }), valueAxis('vol pts', (v) => (100 * v).toFixed(1), { gridIndex: 1, scale: true, nameGap: 42, splitNumber: 3 })],
      series: [{ type: 'custom', silent: true, data: sd, encode: { x: 0, y: [1, 2] }, renderItem: (p, api) => { const a = api.coord([api.value(0), api.value(1)]), b = api.coord([api.value(0), api.value(2)]); return { type: 'line', shape: { x1: a[0], y1: a[1], x2: b[0], y2: b[1] }, style: { stroke: '#aebccd', lineWidth: 5, opacity: 0.4 } }; } },
        { type: 'line', symbolSize: 8, symbol: 'circle', lineStyle: { color: '#5d6978', width: 1.6 }, data: atm, tooltip: { formatter: (p) => { const s = p.data.slice; return `<b>${s.day}</b> · ${days(s.T)}<br>ATM ${pct(s.atm)} ± ${has(s.atmSd) ? pct(Z90 * s.atmSd) : 'n/a'} % (90 %)<br>RR25 ${signed(s.rr25)} · BF25 ${signed(s.bf25)}`; } } },
        line('rr25', '#5ab4ff', 'RR25'), line('bf25', '#ffb454', 'BF25')],
    }));
  }
  function drawGrid() {
    const grid = $('grid'), n = data.slices.length;
    [...charts.keys()].filter((node) => grid.contains(node)).forEach((node) => { charts.get(node).dispose(); charts.delete(node); });
    grid.replaceChildren();
    data.slices.forEach((slice, i) => {
      const cell = document.createElement('div'), ink = colour(i, n);
      cell.className = 'cell' + (i === chosen ? ' chosen' : '');
      cell.style.setProperty('--colour', ink);
      cell.innerHTML = `<h3>${slice.day}<span>${days(slice.T)} · ATM ${pct(slice.atm, 1)} % · ${fixed(slice.rmse, 2)} | ${fixed(slice.holdOut, 2)} vp</span></h3><div class="chart"></div>`;
      cell.onclick = () => { choose(i); window.scrollTo({ top: 0 }); };
      grid.append(cell);
      const rows = quoteRows(slice), e = extent(slice, rows), x = (k) => k;
      const small = { axisLabel: { color: MUTED, fontSize: 9.5, showMinLabel: false, showMaxLabel: false, hideOverlap: true }, axisTick: { show: false } };
      chart(cell.lastChild, Object.assign(base(), {
        grid: { left: 26, right: 4, top: 6, bottom: 18 },
        xAxis: valueAxis('', null, Object.assign({}, small, { min: e.low, max: e.high, splitNumber: 4, axisLabel: Object.assign({ formatter: (v) => v.toFixed(2) }, small.axisLabel) })),
        yAxis: valueAxis('', null, Object.assign({}, small, { min: e.bottom, max: e.top, splitNumber: 3, axisLabel: Object.assign({ formatter: (v) => (100 * v).toFixed(0) }, small.axisLabel) })),
        series: [bars(rows.aside, x, '#ffb454', true, true), points(rows.aside, slice, x, '#ffb454', true, 3), bars(rows.used, x, '#aebccd', false, true), fitLine(slice, x, ink, 1.6)],
      }));
    });
  }

  // ---- models ---------------------------------------------------------------------------------
  function drawModels() {
    const models = data.models || [];
    document.querySelector('[data-models]').hidden = !models.length;
    const figure = (x) => has(x) ? x.toPrecision(4) : '–';
    const error = (p) => !p.identified ? ' (not told)' : has(p.stdDev) ? ' ± ' + p.stdDev.toPrecision(2) : '';
    const list = (m) => m.parameters.length && m.parameters.length < 13 ? m.parameters.map((p) => `${p.name} ${figure(p.value)}${error(p)}`).join(', ') : `${m.parameterCount} parameters`;
    table('models', ['model', 'status', 'RMSE in', 'out', 'h-s in', 'out', 'evaluations', 'ms', '<span class="left">parameters ± sd</span>', '<span class="left">why</span>'], models.map((m) => `<tr><td>${m.chosen ? '<b>' : ''}${escape(m.name)}${m.chosen ? ' (chosen)</b>' : ''}</td><td title="${escape(m.detail)}">${words(m.status)}</td><td>${fixed(m.in.rmseVolPoints, 3)}</td><td>${fixed(m.out.rmseVolPoints, 3)}</td><td>${fixed(m.in.medianHalfSpreads, 2)}</td><td>${fixed(m.out.medianHalfSpreads, 2)}</td><td>${m.evaluations}</td><td>${fixed(m.elapsedMs, 1)}</td><td class="left">${escape(list(m))}</td><td class="left">${escape(m.chosen ? m.choice : m.detail || m.reason)}</td></tr>`));
  }

  // ---- tables ---------------------------------------------------------------------------------
  const table = (id, head, rows) => { $(id).innerHTML = `<thead><tr>${head.map((h) => `<th>${h}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody>`; };
  const counts = (quotes) => { const c = {}; quotes.reason.forEach((r) => { if (!isUsed(r)) c[r] = (c[r] || 0) + 1; }); return c; };
  const asideText = (quotes) => Object.entries(counts(quotes)).map(([r, c]) => `${c} ${words(r)}`).join(', ');

  function expiryTable() {
    const n = data.slices.length;
    const rows = data.slices.map((s, i) => ({ T: s.T, html: `<tr data-slice="${i}" class="${i === chosen ? 'chosen' : ''}"><td><span class="dot" style="background:${colour(i, n)}"></span>${s.day}</td><td>${days(s.T)}</td><td>${usd(s.forward)}</td><td>${fixed(s.forwardSe, 2)}</td><td class="left muted">${words(s.method)}</td><td>${pct(s.atm)}</td><td${s.bootstrap && !s.bootstrap.agrees ? ` class="warn" title="not confirmed by the bootstrap: ${escape(s.bootstrap.reason)}"` : ''}>${has(s.atmSd) ? pct(s.atmSd) : 'n/a'}${s.bootstrap && !s.bootstrap.agrees ? ' !' : ''}</td><td>${signed(s.rr25)}</td><td>${signed(s.bf25)}</td><td>${s.quotes.reason.filter(isUsed).length}</td><td>${pct(s.inside, 1)}</td><td>${fixed(s.rmse, 3)}</td><td>${fixed(s.holdOut, 3)}</td><td class="${s.minG >= 0 ? '' : 'bad'}">${fixed(s.minG, 3)}</td><td class="left ${s.status === 'CONVERGED' ? 'muted' : 'warn'}">${words(s.status)}</td><td class="left muted">${escape(asideText(s.quotes))}</td></tr>` }));
    data.thin.forEach((s) => rows.push({ T: s.T, html: `<tr><td><span class="dot" style="border:1.5px solid #ffb454"></span>${s.day}</td><td>${days(s.T)}</td><td>${usd(s.forward)}</td><td>${fixed(s.forwardSe, 2)}</td><td colspan="11" class="left warn">not fitted: ${escape(s.reason)}</td><td class="left muted">${escape(asideText(s.quotes))}</td></tr>` }));
    rows.sort((p, q) => p.T - q.T);
    table('expiries', ['expiry', 'T', 'forward', '± se', '<span class="left">found by</span>', 'ATM %', '± sd', 'RR25', 'BF25', 'used', 'inside %', 'RMSE in', 'hold-out', 'min g', 'status', 'set aside'], rows.map((r) => r.html));
    $('expiries').querySelectorAll('tr[data-slice]').forEach((tr) => { tr.onclick = () => choose(+tr.dataset.slice); });
    $('expiries').querySelectorAll('th').forEach((th, j) => { if (j === 4 || j > 13) th.className = 'left'; });
  }
  function otherTables() {
    const all = {};
    [...data.slices, ...data.thin].forEach((s) => Object.entries(counts(s.quotes)).forEach(([r, c]) => { all[r] = (all[r] || 0) + c; }));
    const used = data.slices.reduce((sum, s) => sum + s.quotes.reason.filter(isUsed).length, 0);
    table('reasons', ['reason', 'quotes', 'share'], [['used', used], ...Object.entries(all).sort((p, q) => q[1] - p[1]).map(([r, c]) => [words(r), c])].map(([r, c]) => `<tr><td>${r}</td><td>${c}</td><td>${(100 * c / data.quoteCount).toFixed(1)} %</td></tr>`));
    const n = data.slices.length;
    table('parameters', ['expiry', 'a', 'b', 'ρ', 'm', 'σ', 'calendar gap'], data.slices.map((s, i) => `<tr><td><span class="dot" style="background:${colour(i, n)}"></span>${s.day}</td>${['a', 'b', 'rho', 'm', 'sigma'].map((p) => `<td>${s.svi[p].toPrecision(5)}</td>`).join('')}<td>${has(s.minGap) ? s.minGap.toExponential(1) : '–'}</td></tr>`));
  }
  function quoteTable(slice) {
    const q = slice.quotes;
    table('quotes', ['strike', 'type', 'k', 'bid %', 'ask %', 'mid %', 'fit %', 'fit − mid', 'reason'], q.k.map((k, i) => {
      const fit = has(k) ? volAt(slice, k) : null;
      return `<tr class="${isUsed(q.reason[i]) ? '' : 'muted'}"><td>${usd(q.strike[i])}</td><td>${q.type[i]}</td><td>${fixed(k, 4)}</td><td>${pct(q.bid[i])}</td><td>${pct(q.ask[i])}</td><td>${pct(q.mid[i])}</td><td>${pct(fit)}</td><td>${has(q.mid[i]) && has(fit) ? signed(fit - q.mid[i]) : '–'}</td><td>${words(q.reason[i])}</td></tr>`;
    }));
  }

  // ---- page -----------------------------------------------------------------------------------
  function facts() {
    const fact = (name, value) => `<div class="fact"><small>${name}</small>${value}</div>`;
    const free = data.butterflyFree && data.calendarFree;
    $('facts').innerHTML = (data.hold ? `<span class="tag warn">HOLD ${data.hold}</span>` : `<span class="tag ${free ? 'good' : 'bad'}">${free ? 'no butterfly, no calendar arbitrage' : 'ARBITRAGE'}${data.repaired ? `, repaired at ${fixed(data.repairCost, 4)} vp` : ''}</span>`)
      + fact('as of', data.asOf.replace('T', ' ').replace('Z', ' UTC')) + fact('venue', escape(data.venue)) + fact('index', usd(data.index)) + fact('quotes', data.quoteCount)
      + fact('expiries', data.hold ? '–' : data.slices.length + (data.thin.length ? ` + ${data.thin.length} thin` : '')) + fact('decided in', fixed(data.elapsedMs, 1) + ' ms') + fact('snapshot', `<span title="SHA-256 ${data.hash}">${data.hash.slice(0, 12)}</span>`) + fact('file', escape(data.file.split(/[\\/]/).pop()));
    document.title = `Calibrant: ${data.underlying} ${data.asOf}`;
  }
  function press(group, key, value) { group.querySelectorAll('button').forEach((b) => b.setAttribute('aria-pressed', String(b.dataset[key] === value))); }
  function chips() {
    const n = data.slices.length;
    $('chips').innerHTML = data.slices.map((s, i) => `<button style="--colour:${colour(i, n)}" aria-pressed="${i === chosen}">${s.day}</button>`).join('');
    [...$('chips').children].forEach((b, i) => { b.onclick = () => choose(i); });
  }
  /** The address holds what is shown, so that a link shows the same. */
  function remember() {
    const state = new URLSearchParams({ s: current + 1, e: data.slices[chosen].day, x: axis, r: unit });
    try { history.replaceState(null, '', '#' + state); } catch { /* a sandboxed page has no history */ }
  }
  function choose(i) {
    chosen = i;
    remember();
    chips(); expiryTable(); drawSmile(); drawVariance();
    [...$('grid').children].forEach((cell, j) => cell.classList.toggle('chosen', j === i));
  }
  function show(i) {
    current = Math.max(0, Math.min(sources.length - 1, i));
    const day = data && data.slices && data.slices[chosen] ? data.slices[chosen].day : null;
    data = JSON.parse(sources[current].textContent);
    $('snapshot').selectedIndex = current;
    $('previous').disabled = current === 0;
    $('next').disabled = current === sources.length - 1;
    facts();
    const held = !!data.hold || !data.slices.length;
    document.querySelectorAll('[data-surface]').forEach((node) => { node.hidden = held; });
    $('hold').hidden = !held;
    if (held) {
      $('hold').innerHTML = `<h2>No surface</h2><p>${escape(data.hold || '')}: ${escape(data.reason || '')}</p>`;
      return;
    }
    const same = data.slices.findIndex((s) => s.day === day);
    chosen = same >= 0 ? same : Math.min(data.slices.length - 1, data.slices.findIndex((s) => s.T * 365 >= 20) >= 0 ? data.slices.findIndex((s) => s.T * 365 >= 20) : data.slices.length - 1);
    drawTerm(); drawGrid(); otherTables(); drawModels(); choose(chosen);
    charts.forEach((c) => c.resize());
  }

  sources.forEach((s) => $('snapshot').add(new Option(s.dataset.label + ' UTC')));
  $('snapshot').onchange = () => show($('snapshot').selectedIndex);
  $('previous').onclick = () => show(current - 1);
  $('next').onclick = () => show(current + 1);
  $('axis').onclick = (e) => { if (e.target.dataset.axis) { axis = e.target.dataset.axis; press($('axis'), 'axis', axis); remember(); drawSmile(); } };
  $('unit').onclick = (e) => { if (e.target.dataset.unit) { unit = e.target.dataset.unit; press($('unit'), 'unit', unit); remember(); drawSmile(); } };
  document.addEventListener('keydown', (e) => {
    if (e.target.tagName === 'SELECT' || e.target.tagName === 'INPUT') return;
    if (e.key === 'ArrowLeft') show(current - 1);
    if (e.key === 'ArrowRight') show(current + 1);
    if (/^[1-9]$/.test(e.key) && data.slices && data.slices[+e.key - 1]) choose(+e.key - 1);
  });
  window.addEventListener('resize', () => charts.forEach((c) => c.resize()));
  const wanted = new URLSearchParams(location.hash.slice(1));
  if (AXES[wanted.get('x')]) axis = wanted.get('x');
  if (wanted.get('r') === 'vp') unit = 'vp';
  press($('axis'), 'axis', axis);
  press($('unit'), 'unit', unit);
  $('summary').innerHTML = run.summary.map((line) => `<li>${escape(line)}</li>`).join('') + (run.leftOut ? `<li class="warn">${run.leftOut} more snapshots are not on this page</li>` : '');
  if (sources.length) {
    const day = wanted.get('e');
    show((+wanted.get('s') || 1) - 1);
    const i = data.slices ? data.slices.findIndex((s) => s.day === day) : -1;
    if (i >= 0) choose(i);
  }
})();
