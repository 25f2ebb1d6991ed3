// One tooltip for the whole page: whatever bears `data-tip` explains itself on hover and focus.

const MARGIN = 10;

export function startTips() {
  const tip = /** @type {HTMLElement} */ (document.getElementById('tip'));
  const show = (event) => {
    const owner = event.target.closest?.('[data-tip]');
    if (!owner) {
      tip.hidden = true;
      return;
    }
    tip.textContent = owner.dataset.tip;
    tip.hidden = false;
    const box = owner.getBoundingClientRect();
    const size = tip.getBoundingClientRect();
    const left = Math.min(Math.max(MARGIN, box.left), innerWidth - size.width - MARGIN);
    const below = box.bottom + 6;
    const top = below + size.height + MARGIN > innerHeight ? box.top - size.height - 6 : below;
    tip.style.left = `${left}px`;
    tip.style.top = `${top}px`;
  };
  document.addEventListener('mouseover', show);
  document.addEventListener('focusin', show);
  document.addEventListener('mouseleave', () => (tip.hidden = true));
}
