/**
 * Nothing that was typed is lost. Who leaves a form with unsaved work is asked first; and while somebody types, the form is
 * kept on this device, for this account, for a week, and offered when the form is opened again.
 *
 * Never kept: passwords, files, tokens, and where a site lies. An exact place may put people at risk, and who finds the
 * device finds what is kept on it.
 */

const PREFIX = 'desk-draft:';
const WEEK = 7 * 24 * 3600 * 1000;
const PAUSE = 500;
const PLACE = /coordinates|latitude|longitude|precision|place|point_source|footprint|outline|geojson/;
const $ = window.django?.jQuery;

const told = document.querySelector('[data-keeping]');
const store = storage();
let timer = 0;
let signingOut = false;

forgetOld();
document.querySelector('#logout-form')?.addEventListener('submit', () => {
  signingOut = true;
  forget(() => true);
});
settle();
if (told) keep(told.closest('form'));

function storage() {
  try {
    return window.localStorage;
  } catch { // a browser may forbid it
    return null;
  }
}

function forget(which) {
  if (!store) return;
  for (const key of Object.keys(store)) if (key.startsWith(PREFIX) && which(key)) store.removeItem(key);
}

function forgetOld() {
  forget((key) => !(read(key)?.at > Date.now() - WEEK));
}

function read(key) {
  try {
    return JSON.parse(store?.getItem(key));
  } catch {
    return null;
  }
}

/** A form that was sent is forgotten once a page says that it was saved; else, as on a broken line, it stays. */
function settle() {
  const sent = window.sessionStorage.getItem('desk-sent');
  if (!sent) return;
  window.sessionStorage.removeItem('desk-sent');
  if (document.querySelector('.messagelist .success')) store?.removeItem(sent);
}

function keep(form) {
  const key = `${PREFIX}${told.dataset.account}:${location.pathname}`;
  const keeps = told.dataset.keeping === '1' && store;
  const before = written(form);
  let touched = Boolean(document.querySelector('.errornote'));
  let sending = false;
  let asked = false;

  const changed = () => touched && (before !== written(form) || document.querySelector('.errornote'));
  const touch = () => {
    touched = true;
    signingOut = false;
    clearTimeout(timer);
    timer = setTimeout(put, PAUSE);
  };
  const put = () => {
    if (!keeps || asked || sending || signingOut || !changed()) return;
    try {
      store.setItem(key, JSON.stringify({at: Date.now(), rows: rows(form)}));
    } catch { /* there is no room: the form itself still holds it */ }
  };

  form.addEventListener('input', touch);
  $(form).on('change', (event) => event.target.name && touch());
  document.addEventListener('visibilitychange', () => document.hidden && put());
  window.addEventListener('submit', (event) => { // at the window, where it is known whether somebody stopped it
    if (event.target !== form || event.defaultPrevented) return;
    if (!navigator.onLine) {
      event.preventDefault();
      say(form, told.dataset.offline);
      return;
    }
    put();
    sending = true;
    window.sessionStorage.setItem('desk-sent', key);
  });
  window.addEventListener('pageshow', () => { sending = false; });
  window.addEventListener('beforeunload', (event) => {
    put();
    if (!sending && changed()) event.preventDefault();
  });

  const kept = keeps && read(key);
  if (!kept || document.querySelector('.errornote')) return;
  if (JSON.stringify(kept.rows) === JSON.stringify(rows(form))) return store.removeItem(key);
  asked = true;
  offer(form, kept, (back) => {
    asked = false;
    if (back) restore(form, kept.rows);
    else store.removeItem(key);
    if (back) touch();
  });
}

/** Everything that stands in the form, to tell whether it changed. */
function written(form) {
  return JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]));
}

/** What may be kept: [name, value, what a picker calls it]. */
function rows(form) {
  const kept = [];
  for (const [name, value] of new FormData(form)) {
    const field = [].concat(form.elements[name] instanceof RadioNodeList ? [...form.elements[name]] : form.elements[name])[0];
    if (typeof value !== 'string' || name.startsWith('csrf') || /^version|^_/.test(name) || field.type === 'password') continue;
    if (form.id === 'site_form' && (PLACE.test(name) || field.closest('.desk-place'))) continue;
    const called = field.matches('select.admin-autocomplete') ? field.selectedOptions[0]?.textContent ?? '' : '';
    kept.push(called ? [name, value, called] : [name, value]);
  }
  return kept;
}

function restore(form, kept) {
  for (const [name, value] of kept) if (name.endsWith('-TOTAL_FORMS')) grow(form, name, Number(value));
  const values = new Map();
  for (const [name, value, called] of kept) values.set(name, [...values.get(name) ?? [], [value, called]]);
  for (const field of form.elements) {
    const name = field.name;
    const mine = values.get(name);
    if (field.type === 'checkbox' || field.type === 'radio') {
      const checked = Boolean(mine?.some(([value]) => value === field.value));
      if (field.checked === checked || (!mine && form.id === 'site_form' && field.closest('.desk-place'))) continue;
      field.checked = checked;
    } else if (!mine || field.type === 'hidden' || field.type === 'file' || field.value === mine[0][0]) continue;
    else put(field, ...mine[0]);
    field.closest('details')?.setAttribute('open', '');
    field.dispatchEvent(new Event('input', {bubbles: true}));
    $(field).trigger('change');
  }
}

function put(field, value, called) {
  if (field.matches('select') && ![...field.options].some((one) => one.value === value)) field.append(new Option(called ?? value, value));
  field.value = value;
}

/** As many rows of an inline as there were. */
function grow(form, name, most) {
  const group = document.getElementById(`${name.slice(0, -'-TOTAL_FORMS'.length)}-group`);
  for (let left = most - Number(form.elements[name].value); left > 0; left--) group?.querySelector('.add-row a')?.click();
}

function say(form, words, ...buttons) {
  form.parentElement.querySelector('.desk-kept')?.remove();
  const box = Object.assign(document.createElement('div'), {className: 'desk-kept', role: 'status'});
  box.append(Object.assign(document.createElement('p'), {textContent: words}), ...buttons);
  form.before(box);
  return box;
}

function offer(form, kept, answer) {
  const when = new Intl.DateTimeFormat(document.documentElement.lang, {dateStyle: 'medium', timeStyle: 'short'}).format(kept.at);
  const button = (words, back) => {
    const made = Object.assign(document.createElement('button'), {type: 'button', className: 'button', textContent: words});
    made.addEventListener('click', () => {
      box.remove();
      answer(back);
    });
    return made;
  };
  const box = say(form, told.dataset.offer.replace('{when}', when), button(told.dataset.back, true), ' ', button(told.dataset.away, false));
}
