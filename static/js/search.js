/**
 * Suggestions under the search field, as the combobox of the ARIA practices: what is typed stays in the field, the arrows
 * go through the list, Enter takes what they point at. Without a choice Enter is the form's: it filters by what is typed.
 */

import {overview} from './map/main.js';
import {element, mark} from './map/marks.js';
import {change} from './state.js';
import {fill, gettext, listed, ngettext} from './words.js';

const TOUCH = window.matchMedia('(pointer: coarse)');
const PAUSE = 120; // milliseconds after a letter
const SENTENCES = {
  list: gettext('Sites that may be meant'),
  hint: gettext('Any name of a site or place, in any spelling or script. Enter lists all that fit.'),
  none: gettext('No site is called so.'),
  found: (count) => fill(ngettext('{count} suggestion', '{count} suggestions', count), {count}),
  failed: gettext('No suggestions now. Enter searches all the same.'),
  leftOut: (name) => fill(gettext('The filter leaves out {name}.'), {name}),
  clear: gettext('Show all sites'),
  unplaced: (place) => fill(gettext('{place} · not on the map'), {place}),
};

class Search {
  constructor(field) {
    this.field = field;
    this.sites = [];
    this.at = -1;
    this.build();
    this.listen();
  }

  build() {
    const {field} = this;
    this.box = element('ul', {class: 'suggestions-list', id: 'suggestions', role: 'listbox', 'aria-label': SENTENCES.list});
    this.hint = element('p', {class: 'suggestions-hint', id: 'q-hint', text: SENTENCES.hint});
    this.said = element('span', {class: 'unseen', 'aria-live': 'polite', 'aria-atomic': 'true'});
    this.panel = element('div', {class: 'suggestions', hidden: ''}, this.box, this.hint);
    field.after(this.panel, this.said);
    const wiring = {role: 'combobox', autocomplete: 'off', 'aria-autocomplete': 'list', 'aria-expanded': 'false'};
    Object.assign(wiring, {'aria-controls': 'suggestions', 'aria-describedby': 'q-hint'});
    for (const [name, value] of Object.entries(wiring)) field.setAttribute(name, value);
  }

  listen() {
    const {field, box} = this;
    field.addEventListener('input', () => this.wait());
    field.addEventListener('keydown', (event) => this.press(event));
    field.addEventListener('focus', () => this.open(this.sites.length > 0 && this.told === field.value.trim()));
    field.addEventListener('blur', () => this.open(false));
    field.form.addEventListener('submit', () => {
      this.leave();
      if (TOUCH.matches) field.blur(); // and with the focus goes the keyboard that covers what was found
    });
    this.panel.addEventListener('pointerdown', (event) => event.preventDefault()); // the field keeps the focus
    box.addEventListener('click', ({target}) => {
      const option = target.closest('[role=option]');
      if (option) this.take(this.sites[[...box.children].indexOf(option)]);
    });
  }

  wait() {
    clearTimeout(this.waiting);
    this.asked?.abort();
    const text = this.field.value.trim();
    if (text) this.waiting = setTimeout(() => this.ask(text), PAUSE);
    else this.show('', []);
  }

  async ask(text) {
    const mine = new AbortController();
    this.asked = mine;
    try {
      const address = `${this.field.dataset.suggest}?${new URLSearchParams({q: text})}`;
      const answer = await fetch(address, {signal: mine.signal, headers: {Accept: 'application/json'}});
      if (!answer.ok) throw new Error(`${address}: the server answered ${answer.status}.`);
      const {sites} = await answer.json();
      if (mine === this.asked && document.activeElement === this.field) this.show(text, sites);
    } catch {
      if (mine === this.asked && !mine.signal.aborted) this.fail(text);
    }
  }

  show(text, sites) {
    Object.assign(this, {told: text, sites});
    this.box.replaceChildren(...sites.map(option));
    this.hint.textContent = text && !sites.length ? SENTENCES.none : SENTENCES.hint;
    this.said.textContent = text ? (sites.length ? SENTENCES.found(sites.length) : SENTENCES.none) : '';
    this.open(text !== '');
  }

  fail(text) {
    this.show(text, []);
    this.hint.textContent = SENTENCES.failed;
    this.said.textContent = SENTENCES.failed;
  }

  open(open) {
    this.panel.hidden = !open;
    this.field.setAttribute('aria-expanded', String(open && this.sites.length > 0));
    this.point(-1);
  }

  leave() {
    clearTimeout(this.waiting);
    this.asked?.abort();
    this.open(false);
  }

  point(at) {
    this.at = at;
    [...this.box.children].forEach((one, n) => one.setAttribute('aria-selected', String(n === at)));
    const chosen = this.box.children[at];
    if (chosen) this.field.setAttribute('aria-activedescendant', chosen.id);
    else this.field.removeAttribute('aria-activedescendant');
    chosen?.scrollIntoView({block: 'nearest'});
  }

  press(event) {
    const {sites, at} = this;
    const shown = !this.panel.hidden;
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step && sites.length && !event.altKey) {
      event.preventDefault();
      if (!shown) this.open(true);
      const places = sites.length + 1; // the field itself is one of them
      this.point(((at + 1 + step + places) % places) - 1);
    } else if (event.key === 'Enter' && shown && at >= 0) {
      event.preventDefault();
      this.take(sites[at]);
    } else if (event.key === 'Escape' && shown) {
      event.preventDefault(); // the first Escape closes, the second one empties the field
      event.stopPropagation();
      this.open(false);
    }
  }

  /** A site that has a place opens on the map, any other on its page. */
  take(site) {
    this.leave();
    if (!overview || !site.at) {
      window.location.assign(this.field.dataset.site.replace('-slug-', site.slug));
      return;
    }
    this.field.value = '';
    this.show('', []);
    this.explain(null);
    overview.openSite(site, true);
    overview.container.focus({preventScroll: true});
    const look = () => {
      if (overview.container.ariaBusy === 'true') return;
      overview.container.removeEventListener('map:drawn', look);
      this.lookFor(site);
    };
    overview.container.addEventListener('map:drawn', look);
  }

  /** The filter may leave out what was chosen: then it is told, with the way to it. */
  lookFor(site) {
    if (!overview.query || overview.layer.groupWith(site.number)) return;
    const again = element('button', {type: 'button', class: 'button button--quiet', text: SENTENCES.clear});
    again.addEventListener('click', () => {
      this.explain(null);
      change((params) => [...params.keys()].forEach((name) => params.delete(name)));
      overview.openSite(site);
    });
    this.explain(element('p', {class: 'search-said', role: 'status'}, `${SENTENCES.leftOut(site.name)} `, again));
  }

  explain(note) {
    this.note?.remove();
    this.note = note;
    if (note) this.field.closest('.bar').append(note);
  }
}

/** What the mark shows, for those who do not see it. */
function levelWords({level}) {
  return overview ? element('span', {class: 'unseen', text: listed(['', overview.layer.label('levels', level)])}) : null;
}

function option(site, n) {
  const place = listed([site.kind, site.country]);
  const name = site.called?.text ?? site.name;
  const other = [site.matched, site.native?.text, site.name].find((one) => one && one !== name);
  return element(
    'li', {role: 'option', id: `suggestion-${n}`, 'aria-selected': 'false'},
    mark({level: site.level, verification: '', contested: false, recovery: ''}, 'small'),
    element(
      'span', {class: 'suggestion'},
      element('bdi', {class: 'suggestion-name', text: name}),
      other ? ' ' : null,
      other ? element('bdi', {class: 'suggestion-other', text: other}) : null,
      element('small', {}, site.at ? place : SENTENCES.unplaced(place), levelWords(site)),
    ),
  );
}

const field = document.querySelector('#q[data-suggest]');
if (field) new Search(field);
