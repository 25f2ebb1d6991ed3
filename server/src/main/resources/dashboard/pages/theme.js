// Light or dark: what the system asks for, until the reader chooses.

import { setTheme } from '../charts/theme.js';

const KEY = 'calibrant.theme';
const system = matchMedia('(prefers-color-scheme: light)');

const stored = () => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage is forbidden: the system decides
  }
};

/** @returns {'light'|'dark'} the theme that is on */
export function currentTheme() {
  const chosen = stored();
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return system.matches ? 'light' : 'dark';
}

/** The other theme; a choice that equals the system's is forgotten, so that the page follows it again. */
export function flipTheme() {
  const next = currentTheme() === 'light' ? 'dark' : 'light';
  try {
    if (next === (system.matches ? 'light' : 'dark')) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, next);
  } catch {
    document.documentElement.dataset.theme = next;
  }
  apply();
}

let changed = () => {};

/** @param {() => void} onChange told when colours are others, to paint anew */
export function startTheme(onChange) {
  apply();
  changed = onChange;
  system.addEventListener('change', apply);
}

function apply() {
  const name = currentTheme();
  document.documentElement.dataset.theme = name;
  setTheme(name);
  changed();
}
