/**
 * What a card of the confirm screen does while its editor works on it: names of sites are suggested, the reports that it
 * may support follow what is chosen, and a new site's name is looked up. Without scripts the server does the same on sending.
 */

const PAUSE = 250;
const CLAIM = ['kind', 'level', 'recovery', 'event'];
const root = document.querySelector('.reading');
const [nothing, unanswered, already, supports, open] = root.dataset.words.split('|');

class Card {
  constructor(form) {
    this.form = form;
    this.turn = 0;
    this.named = form.elements.site_named;
    this.found = form.querySelector('[data-found]');
    this.named.addEventListener('input', () => this.later(() => this.suggest()));
    this.named.addEventListener('keydown', (event) => this.take(event));
    form.addEventListener('change', (event) => this.changed(event.target));
    form.elements.event.addEventListener('input', () => this.later(() => this.offer()));
    this.geocoder = form.querySelector('button[data-geocode]');
    this.geocoder?.removeAttribute('hidden');
    this.geocoder?.addEventListener('click', () => this.geocode());
    this.require();
    if (!this.site) this.offer(); // of a group, a report is offered once its site is chosen
  }

  later(act) {
    clearTimeout(this.timer);
    this.timer = setTimeout(act, PAUSE);
  }

  changed(field) {
    if (field.name === 'site') this.require();
    if (field.name === 'site' || CLAIM.includes(field.name)) this.offer();
  }

  get site() {
    return this.form.querySelector('[name=site]:checked')?.value ?? '';
  }

  /** What a new site needs, and a threat, is asked for before the form is sent. */
  require() {
    for (const name of ['new_name', 'new_kind', 'new_country']) this.form.elements[name].required = this.site === 'new';
    this.named.required = this.site === 'other';
  }

  async suggest() {
    const term = this.named.value.trim();
    this.form.querySelector('[name=site][value=other]').checked = true;
    this.require();
    const mine = ++this.turn;
    const asked = new URLSearchParams({term, app_label: 'heritage', model_name: 'report', field_name: 'site'});
    const said = term ? await answer(fetch(`${root.dataset.siteSearch}?${asked}`)) : {results: []};
    if (mine !== this.turn) return;
    const called = (said?.results ?? []).sort((one, other) => says(other, term) - says(one, term));
    const rows = called.slice(0, 8).map(({id, text}) => this.suggestion(id, text));
    if (term && rows.length === 0) rows.push(document.createTextNode(said ? nothing : unanswered));
    this.found.replaceChildren(...rows);
    this.found.hidden = rows.length === 0;
  }

  /** Enter in the name takes the first site that is suggested, and sends nothing. */
  take(event) {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    this.found.querySelector('button')?.click();
  }

  suggestion(id, text) {
    const button = Object.assign(document.createElement('button'), {type: 'button', className: 'button', textContent: text});
    button.dir = 'auto';
    button.addEventListener('click', () => this.choose(id, text));
    return button;
  }

  /** One radio button more, which is chosen. */
  choose(id, text) {
    let radio = this.form.querySelector(`[name=site][value="${CSS.escape(id)}"]`);
    if (!radio) {
      radio = Object.assign(document.createElement('input'), {type: 'radio', name: 'site', value: id, required: true});
      const label = document.createElement('label');
      const name = Object.assign(document.createElement('bdi'), {textContent: text});
      label.append(radio, ' ', name);
      this.form.querySelector('.reading-other').before(label);
    }
    radio.checked = true;
    this.named.value = '';
    this.found.hidden = true;
    this.require();
    this.offer();
    radio.focus();
  }

  async offer() {
    const box = this.form.querySelector('[data-offers]');
    if (!this.form.dataset.card) return;
    const mine = ++this.turn;
    const fields = Object.fromEntries(CLAIM.map((name) => [name, this.form.elements[name].value]));
    fields.article = root.dataset.article;
    const said = /^\d+$/.test(this.site) ? await answer(fetch(`${root.dataset.standing}?${new URLSearchParams({...fields, site: this.site})}`)) : {reports: []};
    if (mine !== this.turn || !said) return;
    const title = Object.assign(document.createElement('h3'), {textContent: already});
    box.replaceChildren(...(said.reports.length ? [title] : []), ...said.reports.map(offered));
  }

  async geocode() {
    const body = new URLSearchParams({query: this.form.elements.new_name.value, csrfmiddlewaretoken: this.form.elements.csrfmiddlewaretoken.value});
    const said = await answer(fetch(root.dataset.geocode, {method: 'POST', body}));
    const places = said?.places ?? [];
    const list = this.form.querySelector('[data-places]');
    list.replaceChildren(...places.map((place) => this.place(place)));
    if (!places.length) list.textContent = said?.message ?? (said ? nothing : unanswered);
  }

  place({label, latitude, longitude}) {
    const row = document.createElement('li');
    const button = Object.assign(document.createElement('button'), {type: 'button', className: 'button', textContent: label});
    button.addEventListener('click', () => {
      this.form.elements.new_coordinates.value = `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`;
      if (!this.form.elements.new_place.value) this.form.elements.new_place.value = label.slice(0, 300);
    });
    row.append(button);
    return row;
  }
}

/** Whether a site is called what is typed; others answer to it by a name in another spelling, or by where they are. */
const says = ({name}, term) => name.toLowerCase().includes(term.toLowerCase());

function offered({number, words, address}, place) {
  const row = document.createElement('p');
  const hidden = Object.assign(document.createElement('input'), {type: 'hidden', name: 'offered', value: number});
  const name = Object.assign(document.createElement('bdi'), {textContent: words});
  const button = Object.assign(document.createElement('button'), {className: 'button', name: 'act', value: `support:${number}`, textContent: supports});
  button.formNoValidate = true;
  if (place === 0) button.append(' ', Object.assign(document.createElement('kbd'), {textContent: 's'}));
  const link = Object.assign(document.createElement('a'), {href: address, target: '_blank', rel: 'noopener', textContent: open});
  const said = document.createElement('span');
  said.append(name, ' · ', link);
  row.append(hidden, said, ' ', button);
  return row;
}

async function answer(asked) {
  const came = await asked.catch(() => null);
  return (await came?.json().catch(() => null)) ?? null;
}

for (const form of document.querySelectorAll('.reading-card:not(.reading-card--decided)')) new Card(form);
