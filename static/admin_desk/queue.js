/**
 * The review queue by keyboard: j and k walk from case to case, a publishes, r and x ask for a reason first, Enter sends
 * it. Keys are heard only outside of fields. Without scripts every button works as it stands.
 */

const cases = [...document.querySelectorAll('.queue-case')];
const keys = document.querySelector('[data-keys]');
if (keys) keys.hidden = false;

const current = () => document.activeElement?.closest('.queue-case');

function go(to) {
  if (!to) return;
  to.focus({preventScroll: true});
  to.scrollIntoView({block: 'start'});
}

function step(by) {
  const at = cases.indexOf(current());
  go(cases[at < 0 ? 0 : Math.min(Math.max(at + by, 0), cases.length - 1)]);
}

/** The button is pressed at once if its reason is there; else the reason is asked for, and Enter presses it. */
function ask(button) {
  const form = button.form;
  const reason = form.elements.reason;
  for (const other of form.querySelectorAll('[data-key]')) other.classList.toggle('queue-chosen', other === button);
  if (button.value === 'publish' && reason.value.trim()) {
    form.requestSubmit(button);
    return;
  }
  if (button.value !== 'publish' && reason.value === reason.defaultValue && !form.dataset.typed) reason.value = '';
  reason.focus();
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea')) return;
  if (event.key === 'j') step(1);
  else if (event.key === 'k') step(-1);
  else {
    const button = current()?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!button) return;
    ask(button);
  }
  event.preventDefault();
}

for (const form of document.querySelectorAll('[data-case]')) {
  const reason = form.elements.reason;
  if (form.closest('.queue-case').querySelector('[role=alert]')) form.dataset.typed = 'yes';
  reason.addEventListener('input', () => { form.dataset.typed = 'yes'; });
  reason.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') go(form.closest('.queue-case'));
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    const chosen = form.querySelector('.queue-chosen');
    if (chosen) form.requestSubmit(chosen);
  });
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault(); // a second press sends nothing twice
    form.dataset.sent = 'yes';
  });
}

document.addEventListener('keydown', pressed);
window.addEventListener('pageshow', () => document.querySelectorAll('[data-sent]').forEach((form) => delete form.dataset.sent));
const failed = document.querySelector('.queue-case [role=alert]')?.closest('.queue-case');
const asked = location.hash ? document.getElementById(location.hash.slice(1)) : null;
go(failed ?? asked ?? cases[0]);
