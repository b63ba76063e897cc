/**
 * The report's form, while it is typed: what readers will see of it and which reports may say the same follow what stands
 * in it; pickers open as soon as somebody types; an article that is not found is logged in its row. Without scripts the
 * server says the same once the form is saved.
 */

const PAUSE = 300;
const ASKED = /^(csrfmiddlewaretoken|site|level|event|verification|recovery|main_cause|other_causes|citations-(TOTAL_FORMS|\d+-(article|role|DELETE|new_url|new_title|new_published)))$/;
const $ = window.django.jQuery;
const form = document.querySelector('#report_form');
const aside = form.querySelector('.foreseen');

let timer = 0;
let turn = 0;

function later() {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
}

/** Ask with what stands in the form now; an answer that comes after the next question is dropped. */
async function ask() {
  const mine = ++turn;
  const body = new FormData();
  for (const [name, value] of new FormData(form)) if (ASKED.test(name)) body.append(name, value);
  body.append('report', aside.dataset.report);
  const said = await post(aside.dataset.preview, body);
  if (said && mine === turn) for (const panel of aside.querySelectorAll('[data-panel]')) show(panel, said[panel.dataset.panel]);
}

async function post(address, body) {
  const answer = await fetch(address, {method: 'POST', body}).catch(() => null);
  return answer?.ok ? answer.json().catch(() => null) : null;
}

/** What did not change is not said again. */
function show(panel, html) {
  if (panel.dataset.said === html) return;
  panel.dataset.said = html;
  panel.innerHTML = html; // a template of ours, in which the server has escaped what people typed
  if (panel.dataset.panel === 'alike') panel.hidden = !html;
}

form.addEventListener('input', (event) => {
  later();
  if (event.target.name?.endsWith('-new_url')) lookUp(event.target);
});
$(form).on('change', later); // the pickers' too, which tell jQuery alone
document.addEventListener('formset:removed', later);

// A picker opens with the first letter, and searches for it.
$(form).on('keydown', '.select2-selection', (event) => {
  if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  $(event.currentTarget).closest('.select2').prev('select').select2('open');
  const search = document.querySelector('.select2-container--open .select2-search__field');
  search.focus();
  $(search).val(event.key).trigger('input');
});
$(form).on('select2:open', () => document.querySelector('.select2-container--open .select2-search__field')?.focus());

// What a picker of articles did not find is carried to the fields of a new one.
$(form).on('select2:closing', 'select[name$="-article"]', (event) => {
  const list = document.querySelector('.select2-container--open .select2-results');
  const term = document.querySelector('.select2-container--open .select2-search__field')?.value.trim();
  const fold = event.target.closest('.inline-related').querySelector('.desk-new-article details');
  if (!term || !fold || event.target.value || !list?.querySelector('.select2-results__message')) return;
  const called = /^(https?:\/\/|www\.)/i.test(term) ? 'new_url' : 'new_title';
  const field = fold.querySelector(`[name$="-${called}"]`);
  fold.open = true;
  field.value = term;
  field.dispatchEvent(new Event('input', {bubbles: true}));
  const next = fold.querySelector(`[name$="-${called === 'new_url' ? 'new_title' : 'new_url'}"]`);
  setTimeout(() => next.focus()); // after the picker's own, which leads back to it
});

let looking = 0;

/** Whether an article is logged under an address already; if so it is offered. */
async function lookUp(field) {
  const mine = ++looking;
  await new Promise((done) => setTimeout(done, PAUSE));
  if (mine !== looking) return;
  const body = new FormData();
  body.append('csrfmiddlewaretoken', form.elements.csrfmiddlewaretoken.value);
  body.append('url', field.value);
  const said = field.value.trim() ? await post(aside.dataset.known, body) : {};
  if (mine !== looking || !said) return;
  let words = field.parentElement.querySelector('.desk-known');
  if (!words) {
    words = Object.assign(document.createElement('div'), {className: 'desk-known', role: 'status'});
    field.after(words);
  }
  words.replaceChildren(...(said.number ? offer(said, field) : []));
}

function offer(said, field) {
  const link = Object.assign(document.createElement('a'), {href: said.address, textContent: said.words, target: '_blank'});
  link.dir = 'auto';
  const use = Object.assign(document.createElement('button'), {type: 'button', className: 'button', textContent: aside.dataset.use});
  use.addEventListener('click', () => {
    const row = field.closest('.inline-related');
    const picker = row.querySelector('select[name$="-article"]');
    $(picker).append(new Option(said.words, said.number, true, true)).trigger('change');
    for (const one of row.querySelectorAll('.desk-new-article input')) one.value = '';
    row.querySelector('.desk-new-article details').open = false;
    field.parentElement.querySelector('.desk-known').replaceChildren();
    row.querySelector('[name$="-role"]').focus();
    later();
  });
  return [`${aside.dataset.logged} `, link, ' ', use];
}

/** The next thing to type: what is wrong, or what a new report lacks first. */
function begin() {
  const wrong = form.querySelector('.errors input, .errors select, .errors textarea');
  if (wrong) return reach(wrong);
  if (aside.dataset.report) return;
  const site = form.elements.site;
  if (site.value) reach(form.querySelector('[name=level]:checked') ?? form.querySelector('[name=level]'));
  else reach(site);
}

function reach(field) {
  const picker = field.matches('.select2-hidden-accessible') ? field.nextElementSibling.querySelector('.select2-selection') : field;
  picker.focus();
}

for (const panel of aside.querySelectorAll('[data-panel]')) panel.dataset.said = panel.innerHTML;
$(() => setTimeout(begin)); // after the pickers are there
