/**
 * The desk's keys. They are told by where they lie, so that they work in every layout; none is a letter alone, which would
 * be in the way of who dictates. `?` lists them while nobody types.
 */

const help = document.querySelector('#desk-keys');
const KEYS = [
  {code: 'KeyS', shortcut: 'Control+S', press: '[name=_continue], [name=_save]'},
  {code: 'Enter', shortcut: 'Control+Enter', press: '[name=_submit], .desk-question .default:not(.desk-grave)'},
  {code: 'Enter', shift: true, shortcut: 'Control+Shift+Enter', press: '[name=_next], [name=_addanother]'},
];

const target = (key) => key.press.split(', ').map((one) => document.querySelector(`#content ${one}`)).find(Boolean);
const typing = (field) => field.matches('textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=submit])');

for (const key of KEYS) {
  const button = target(key);
  button?.setAttribute('aria-keyshortcuts', key.shortcut);
  if (button && !button.title) button.title = key.shortcut.replace('Control', 'Ctrl');
}
for (const opener of document.querySelectorAll('[data-help]')) {
  opener.hidden = false;
  opener.addEventListener('click', () => help.showModal());
}

document.addEventListener('keydown', (event) => {
  if (event.isComposing || event.altKey || document.querySelector('dialog[open]')) return;
  if (event.ctrlKey || event.metaKey) hold(event);
  else if (event.shiftKey && (event.key === '?' || event.code === 'Slash') && !typing(event.target)) show(event);
}, {capture: true}); // before a picker takes the key for itself

function hold(event) {
  const key = KEYS.find((one) => one.code === event.code.replace('NumpadEnter', 'Enter') && Boolean(one.shift) === event.shiftKey);
  const button = key && target(key);
  if (!button) return;
  event.preventDefault();
  event.stopPropagation();
  button.click();
}

function show(event) {
  if (!help || document.querySelector('.reading-help')) return; // the confirm screen has keys of its own
  event.preventDefault();
  help.showModal();
}
