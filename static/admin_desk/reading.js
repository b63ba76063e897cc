/**
 * The keys of the confirm screen. They hold while the focus is in it and nobody types: j and k, or the arrows on a card,
 * lead from card to card; a letter presses the card's button of that name. The text follows the card.
 */

const root = document.querySelector('.reading');
const text = root.querySelector('.reading-text');
const help = root.querySelector('.reading-help');
const missed = root.querySelector('#missed');
const cards = [...root.querySelectorAll('[data-card]')];
let current = cards.find((card) => card.classList.contains('reading-card--current')) ?? null;

const press = (selector, within = current) => within?.querySelector(selector)?.click();
const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press('[value=accept]'),
  d: () => press('[value=drop]'),
  s: () => press('[value^="support:"]'),
  e: () => edit(),
  u: () => press('button', root.querySelector('[data-undo]')),
  n: () => miss(),
  '?': () => help.showModal(),
};

function step(by) {
  const at = cards.indexOf(current);
  const next = cards[Math.min(Math.max(at + by, 0), cards.length - 1)];
  if (next) show(next, {focus: true});
}

/** Make a card the current one: the text shows its sentence. */
function show(card, {focus = false} = {}) {
  current = card;
  for (const one of cards) one.classList.toggle('reading-card--current', one === card);
  const key = card.dataset.card;
  for (const mark of text.querySelectorAll('mark')) mark.classList.toggle('reading-mark--current', mark.dataset.cards.split(' ').includes(key));
  const at = document.getElementById(`at-${key}`);
  if (at) text.scrollTop += at.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
  if (focus) card.focus();
}

function edit() {
  const fields = current?.querySelector('.reading-edit');
  if (!fields) return;
  fields.open = true;
  fields.querySelector('select, input, textarea').focus();
}

/** A card for what is selected in the text. */
function miss() {
  if (!missed) return;
  const chosen = window.getSelection();
  const quote = text.contains(chosen.anchorNode) ? chosen.toString().trim() : '';
  missed.open = true;
  const form = missed.querySelector('form');
  if (quote) form.elements.quote.value = quote;
  form.scrollIntoView({block: 'nearest'});
  form.querySelector('[name=site]').focus();
}

const typing = (target) => target.matches('textarea, select, input:not([type=radio], [type=checkbox])');

document.addEventListener('keydown', (event) => {
  if (help.open || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const within = root.contains(event.target) || event.target === document.body;
  if (!within) return;
  if (event.key === 'Escape') {
    const card = event.target.closest('[data-card]');
    card?.querySelector('.reading-edit')?.removeAttribute('open');
    card?.focus();
    return;
  }
  if (typing(event.target)) return;
  const arrow = {ArrowDown: 'j', ArrowUp: 'k'}[event.key];
  const act = KEYS[arrow && event.target.matches('[data-card]') ? arrow : event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

root.addEventListener('focusin', (event) => {
  const card = event.target.closest('[data-card]');
  if (card && card !== current) show(card);
});

for (const mark of text.querySelectorAll('mark')) {
  mark.addEventListener('click', () => {
    if (!window.getSelection().isCollapsed) return; // somebody selects a sentence
    const card = document.getElementById(`card-${mark.dataset.cards.split(' ')[0]}`);
    if (card) show(card, {focus: true}); // of many cards some come later
  });
}

const opener = root.querySelector('[data-keys]');
opener.hidden = false;
opener.addEventListener('click', () => help.showModal());

// One press is one decision: a second, while the answer is on its way, is not sent.
for (const form of root.querySelectorAll('form[method=post]')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'yes';
  });
  window.addEventListener('pageshow', () => delete form.dataset.sent); // who comes back may press again
}

const wrong = root.querySelector('.reading-card [aria-invalid=true], .reading-card .errorlist');
if (current) show(current);
if (wrong) (wrong.matches('ul') ? wrong.closest('form') : wrong).focus();
else if (current) current.focus({preventScroll: false});
else if (cards.length) root.querySelector('#made').focus();
