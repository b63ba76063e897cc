/**
 * Beside each name its language in words, and whether it is there already; beside each identifier what it looks like in its
 * register, a link to its page there, and who else has it. The texts stand in the page; the server reads identifiers.
 */

const PAUSE = 400;
const registers = document.querySelector('#desk-registers');
const words = document.querySelector('#desk-names')?.dataset;
const tongues = new Intl.DisplayNames([document.documentElement.lang || 'en'], {type: 'language', fallback: 'none'});

function rows(prefix) {
  return [...document.querySelectorAll(`#${prefix}-group tr.form-row:not(.empty-form)`)];
}

function field(row, name) {
  return row.querySelector(`[name$="-${name}"]`);
}

function note(row, cell) {
  const held = row.querySelector(`.field-${cell}`);
  let made = held.querySelector('.desk-row-note');
  if (!made) held.append((made = Object.assign(document.createElement('span'), {className: 'desk-row-note'})));
  made.setAttribute('aria-live', 'polite');
  return made;
}

function tongue(tag) {
  try {
    return tongues.of(tag) ?? '';
  } catch {
    return ''; // the form says that it is no tag
  }
}

function lookAtNames() {
  const main = document.querySelector('#id_name')?.value.trim().toLowerCase();
  const official = new Set();
  for (const row of rows('names')) {
    const [text, language, kind] = ['text', 'language', 'kind'].map((name) => field(row, name));
    if (!text || !language) continue;
    language.setAttribute('list', 'desk-languages');
    const tag = language.value.trim();
    const said = [tag && tongue(tag), tag.includes('-Latn') && words.letters].filter(Boolean).join(', ');
    note(row, 'language').textContent = said;
    const faults = [];
    if (kind.value === 'official' && text.value.trim()) {
      if (official.has(tag)) faults.push(words.second);
      official.add(tag);
    }
    if (main && text.value.trim().toLowerCase() === main) faults.push(words.main);
    const beside = note(row, 'text');
    beside.textContent = faults.join(' ');
    beside.classList.toggle('desk-row-note--warning', faults.length > 0);
  }
}

async function ask(row) {
  const {value: scheme} = field(row, 'scheme');
  const {value: text} = field(row, 'value');
  const form = row.closest('form');
  const asked = {scheme, text, site: registers.dataset.site, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value};
  const answer = await fetch(registers.dataset.address, {method: 'POST', body: new URLSearchParams(asked)}).catch(() => null);
  return (await answer?.json().catch(() => null)) ?? {};
}

async function lookAtIdentifier(row) {
  const [scheme, value] = ['scheme', 'value'].map((name) => field(row, name));
  if (!scheme || !value) return;
  const like = registers.querySelector(`[data-scheme="${scheme.value}"]`)?.dataset.like ?? '';
  const example = note(row, 'scheme');
  example.textContent = like && registers.dataset.example.replace('%s', like);
  const beside = note(row, 'value');
  if (!scheme.value || !value.value.trim()) {
    beside.replaceChildren();
    return;
  }
  const asked = value.value;
  const said = await ask(row);
  if (value.value !== asked) return;
  if (said.value && said.value !== asked) value.value = said.value;
  const parts = [said.message ?? said.warning ?? ''];
  if (said.address) {
    const link = {href: said.address, textContent: registers.dataset.open, target: '_blank', rel: 'noreferrer noopener'};
    parts.push(' ', Object.assign(document.createElement('a'), link));
  }
  beside.replaceChildren(...parts);
  beside.classList.toggle('desk-row-note--warning', Boolean(said.message || said.warning));
}

const waiting = new WeakMap();

function later(row) {
  clearTimeout(waiting.get(row));
  waiting.set(row, setTimeout(() => lookAtIdentifier(row), PAUSE));
}

if (registers && words) {
  document.addEventListener('input', ({target}) => {
    const row = target.closest('#identifiers-group tr.form-row');
    if (row) later(row);
    else if (target.closest('#names-group') || target.id === 'id_name') lookAtNames();
  });
  document.addEventListener('formset:added', () => {
    lookAtNames();
    rows('identifiers').forEach(lookAtIdentifier);
  });
  lookAtNames();
  rows('identifiers').forEach(lookAtIdentifier);
}
