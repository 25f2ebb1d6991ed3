// What both pages of models share: which family is shown, its tab, its status in words.

import { REACHES } from './state.js';
import { choice, el, setAttr, setText } from './dom.js';

const STATUS = {
  CONVERGED: ['✓', 'good', 'At a minimum inside the domain, every parameter told by the quotes.'],
  AT_BOUND: ['▲', 'warn', 'At a minimum that a bound makes.'],
  DEGENERATE: ['◇', 'warn', 'No quote depends on some direction of the parameters at all.'],
  UNIDENTIFIED: ['◇', 'warn', 'Converged, but along one direction of the parameters the quotes cannot tell where.'],
  STALE: ['■', 'warn', 'A deadline came before the minimum: the best point seen stands.'],
  REJECTED: ['✕', 'bad', 'Not published: no fit, or the independent integrator finds other prices. The last good fit stands.'],
};

/** @param {string} status @returns {{icon: string, tone: string, tip: string, text: string}} */
export function statusOf(status) {
  const [icon, tone, tip] = STATUS[status] ?? ['?', 'warn', ''];
  return { icon, tone, tip, text: `${icon} ${status.toLowerCase().replace('_', ' ')}` };
}

const VERDICT = {
  STABLE: ['✓ stable', 'good', 'Parameters move within their own uncertainty.'],
  OVERFIT: ['▲ over-fit', 'bad', 'Parameters move more than their uncertainty and quotes held out are met much worse than those fitted: the model follows noise.'],
  WRONG_ASSUMPTION: ['▲ wrong assumption', 'warn', 'Parameters move more than their uncertainty though quotes held out are met as well: the model leaves something out.'],
  TOO_EARLY: ['… too early', 'muted', 'Too few updates to tell; six are needed.'],
};

/** @param {string} verdict */
export function verdictOf(verdict) {
  const [text, tone, tip] = VERDICT[verdict] ?? [verdict, 'warn', ''];
  return { text, tone, tip };
}

/** The family that is shown: the chosen one, else the one in use, else the last. @param {any} app */
export function shownFamily(app) {
  const all = app.models?.families ?? [];
  return all.find((f) => f.name === app.choice.family) ?? all.find((f) => f.chosen && f.parameters.length > 0) ?? all.at(-1) ?? null;
}

/** One button a family, with its status; the one in use has a star. @param {any} app */
export function familyTabs(app) {
  const root = el('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Model' });
  return {
    root,
    update: () => {
      const all = app.models?.families ?? [];
      const shown = shownFamily(app);
      while (root.children.length > all.length) root.lastChild.remove();
      all.forEach((family, i) => {
        let tab = root.children[i];
        if (!tab) {
          tab = el('button', { type: 'button', role: 'tab', onclick: () => app.choose({ family: tab.dataset.family }) }, el('span', {}), el('span', { class: 'mark' }));
          root.append(tab);
        }
        const status = statusOf(family.status);
        setAttr(tab, 'data-family', family.name);
        setAttr(tab, 'aria-selected', String(family === shown));
        setAttr(tab, 'data-tip', `${family.name}${family.chosen ? ', in use' : ''}: ${family.status}. ${status.tip}`);
        setText(tab.children[0], `${family.chosen ? '★ ' : ''}${family.name}`);
        setText(tab.children[1], ` ${status.icon}`);
        setAttr(tab.children[1], 'data-tone', status.tone);
      });
    },
  };
}

/** How far back paths are drawn. @param {any} app */
export const reachChoice = (app) =>
  choice('Reach', Object.keys(REACHES).map((name) => ({ value: name, label: name.replace('min', ' min').replace('1h', '1 h'), tip: 'How far back the paths reach' })),
    () => app.choice.reach, (value) => app.choose({ reach: value }));

/** The span that is drawn, ms. @param {any} app */
export function span(app) {
  const toMs = app.models?.fittedMs ?? 0;
  return { fromMs: toMs - REACHES[app.choice.reach], toMs };
}

/** Why there is nothing to show; null when there is. @param {any} app */
export function noModels(app) {
  if (app.models) return null;
  return app.shown ? 'No model has been fitted yet: the first comes some seconds after the first surface, unless the engine was started with --models none.' : 'Waiting for the first surface.';
}
