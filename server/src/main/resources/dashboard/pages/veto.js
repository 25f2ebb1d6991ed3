// A person's veto: stops publication of one underlying or of all until released; asks for a reason first.

import { el, setAttr, setText } from './dom.js';

const LOCAL = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** What a person has stopped that concerns the underlying on the page. @param {import('../main.js').App} app */
export function freezeOf(app) {
  const freezes = app.health?.freezes ?? [];
  return freezes.find((f) => f.underlying === null) ?? freezes.find((f) => f.underlying === app.choice.underlying) ?? null;
}

/** @param {import('../main.js').App} app */
export function vetoButton(app) {
  const button = el('button', { type: 'button', class: 'veto', onclick: () => open(app) }, 'VETO');
  const name = el('span', {}, 'Publishes by itself');
  return {
    root: el('div', { class: 'tile control' }, name, button),
    update: () => {
      const freeze = freezeOf(app);
      const frozen = freeze !== null || app.health?.status === 'FROZEN';
      setText(name, freeze?.underlying ? `${freeze.underlying} stopped by a person` : frozen ? 'Stopped by a person' : 'Publishes by itself');
      setText(button, frozen ? 'Release' : 'VETO');
      setAttr(button, 'data-frozen', String(frozen));
      const allowed = LOCAL.test(location.hostname) && app.link.state === 'open';
      setAttr(button, 'disabled', allowed ? null : '');
      setAttr(button, 'data-tip', !LOCAL.test(location.hostname)
        ? 'Only on the machine that runs the engine'
        : frozen ? 'Lets publication go on; asks for a reason' : 'Stops publication of this underlying or of all until released; asks for a reason (V)');
    },
  };
}

/** Opens the question; does nothing while one is open. */
export function open(app) {
  if (document.querySelector('dialog[open]') || !LOCAL.test(location.hostname)) return;
  const freeze = freezeOf(app);
  const frozen = freeze !== null || app.health?.status === 'FROZEN';
  const coin = app.choice.underlying || 'BTC';
  const stopped = freeze?.underlying ?? '';
  const what = el('select', { 'aria-label': 'What is stopped' },
    el('option', { value: '' }, 'Every underlying'), el('option', { value: coin }, `${coin} alone`));
  what.hidden = frozen;
  const reason = el('input', { type: 'text', maxlength: '200', 'aria-label': 'Reason', placeholder: 'Reason, for the journal' });
  const fault = el('p', { class: 'fault', role: 'alert' });
  const confirm = el('button', { type: 'button', class: frozen ? 'toggle' : 'veto', disabled: true, onclick: send }, frozen ? 'Publish again' : 'Stop publication');
  const cancel = el('button', { type: 'button', class: 'toggle', onclick: () => dialog.close() }, 'Cancel');
  const dialog = el('dialog', { class: 'question', 'aria-labelledby': 'question-title' },
    el('h2', { id: 'question-title' }, frozen ? 'Release the veto' : 'Veto publication'),
    el('p', {}, frozen
      ? `The engine publishes surfaces of ${stopped || 'every underlying'} again.`
      : 'The engine publishes nothing of what is chosen until released, also after a restart. The last surfaces stand, marked FROZEN. The command is written to the journal with its reason.'),
    what, reason, fault, el('div', { class: 'answers' }, cancel, confirm));
  reason.addEventListener('input', () => setAttr(confirm, 'disabled', reason.value.trim() ? null : ''));
  reason.addEventListener('keydown', (event) => event.key === 'Enter' && reason.value.trim() && send());
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  reason.focus();

  async function send() {
    setAttr(confirm, 'disabled', '');
    const underlying = frozen ? stopped : what.value;
    try {
      const response = await fetch('/api/v1/veto', { method: frozen ? 'DELETE' : 'POST',
        headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ reason: reason.value.trim(), underlying: underlying || null }) });
      if (response.ok) {
        dialog.close();
        return;
      }
      const problem = await response.json();
      setText(fault, `${problem.detail}. ${problem.cure ?? ''}`);
    } catch {
      setText(fault, 'The server does not answer.');
    }
    setAttr(confirm, 'disabled', null);
  }
}
