// Small pieces of page: elements, panels with exports, charts that fit their panel.

/**
 * @param {string} tag @param {Record<string, any>} [props] @param {...(Node|string|null)} children
 * @returns {any} an element; `on…` props listen, `class` and `data-*` are attributes
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? '' : String(value));
  }
  for (const child of children) if (child !== null) node.append(child);
  return node;
}

/** Sets text only when it changed, so that nothing is laid out again in vain. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Sets an attribute only when it changed; null removes it. */
export function setAttr(node, name, value) {
  if (value === null) node.removeAttribute(name);
  else if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

/**
 * A framed part of a page.
 * @param {string} title @param {{note?: string, csv?: () => string[][], png?: () => string|null, json?: () => string, controls?: Node[], caption?: string}} options
 */
export function panel(title, options = {}) {
  const note = el('span', { class: 'note' }, options.note ?? '');
  const tools = el('span', { class: 'tools' }, ...(options.controls ?? []));
  const name = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  if (options.csv) tools.append(tool('CSV', 'Download the figures as CSV', () => saveCsv(name, options.csv())));
  if (options.png) tools.append(tool('PNG', 'Download the picture', () => savePng(name, options.png())));
  if (options.json) tools.append(tool('JSON', 'The same figures in full precision, as of this snapshot', () => window.open(options.json(), '_blank', 'noopener')));
  if (options.json) tools.append(tool('Link', 'Copy a link to these figures as of this snapshot', (event) => copyLink(event.target, options.json())));
  const body = el('div', { class: 'body' });
  const heading = el('h2', {}, title);
  const root = el('section', { class: 'panel' }, el('header', {}, heading, note, tools), body,
    options.caption ? el('footer', { class: 'caption' }, options.caption) : null);
  return { root, body, note, heading };
}

const tool = (label, tip, action) => el('button', { class: 'tool', type: 'button', 'data-tip': tip, onclick: action }, label);

async function copyLink(button, path) {
  try {
    await navigator.clipboard.writeText(new URL(path, location.origin).href);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'Not allowed';
  }
  setTimeout(() => (button.textContent = 'Link'), 1200);
}

function saveCsv(name, rows) {
  const text = rows.map((row) => row.map(csvCell).join(',')).join('\r\n') + '\r\n';
  save(name + '.csv', URL.createObjectURL(new Blob([text], { type: 'text/csv' })));
}

/** A cell that a spreadsheet will not take for a formula. */
function csvCell(value) {
  const text = value === null || value === undefined ? '' : String(value);
  const safe = /^[=+@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function savePng(name, url) {
  if (url) save(name + '.png', url);
}

function save(name, url) {
  const link = el('a', { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  if (url.startsWith('blob:')) setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** A group of buttons of which one is pressed. */
export function choice(label, items, current, onpick) {
  const group = el('span', { class: 'choice', role: 'group', 'aria-label': label });
  for (const item of items) {
    group.append(
      el('button', { type: 'button', 'data-value': item.value, 'data-tip': item.tip, 'aria-pressed': String(item.value === current()),
        onclick: () => onpick(item.value) }, item.label),
    );
  }
  return {
    root: group,
    refresh: () => {
      for (const button of group.children) setAttr(button, 'aria-pressed', String(button.dataset.value === current()));
    },
  };
}

/** A button that is on or off. */
export function toggle(label, tip, current, onflip) {
  const button = el('button', { type: 'button', class: 'toggle', 'data-tip': tip, onclick: onflip }, label);
  const refresh = () => setAttr(button, 'aria-pressed', String(current()));
  refresh();
  return { root: button, refresh };
}

/** A line of a tooltip: name and value. */
export function tipTable(title, rows) {
  const body = el('div', { class: 'chart-tip' }, el('b', {}, title));
  for (const [name, value] of rows) {
    body.append(el('div', {}, el('span', {}, name), el('span', { class: 'num' }, value)));
  }
  return body;
}

/** Listed expiries or fixed tenors. @param {any} app */
export const rowsChoice = (app) =>
  choice('Rows', [
    { value: 'expiry', label: 'Expiries', tip: 'Listed expiries (T)' },
    { value: 'tenor', label: 'Tenors', tip: 'Fixed tenors 1D to 1Y, interpolated between the fitted expiries free of arbitrage (T)' },
  ], () => app.choice.by, (value) => app.choose({ by: value }));

/** Forward Black or premium-adjusted delta. @param {any} app */
export const coinToggle = (app) =>
  toggle('Coin Δ', 'Premium-adjusted delta (K/F)N(d₂), for premiums paid in coin, in place of the forward Black delta N(d₁); RR and BF follow (C)',
    () => app.choice.coin, () => app.choose({ coin: !app.choice.coin }));
