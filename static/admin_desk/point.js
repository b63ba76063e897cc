/**
 * The map beside a site's coordinates: type or paste, click, drag, or nudge with the arrow keys.
 *
 * The element [data-point] holds the text input; the two numbers, the precision and the visibility are fields of the same
 * form. Typed text is read by the server alone (data-address), which also says what the public will see and what is near.
 */

import {createMap} from '../js/map/ground.js';

const PAUSE = 300;
const DIGITS = 6;
const NEAR = {drawn: 10, tiles: 15}; // the base map that we draw ourselves has nothing nearer to show
const WORLD = {at: [25, 20], zoom: 2};
const ARROWS = {ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0]};

class PointField {
  constructor(box) {
    this.box = box;
    this.form = box.closest('form');
    this.text = box.querySelector('input');
    [this.latitude, this.longitude, this.precision] = ['latitude', 'longitude', 'precision_m'].map((name) => this.form.elements[name]);
    [this.publicly, this.nearby, this.nothing, this.unanswered, this.notFound, this.handle, this.source] = box.dataset.words.split('|');
    this.turn = 0;
    this.kept = box.dataset.cell ? JSON.parse(box.dataset.cell) : null;
    this.near = this.part('map').dataset.tileUrl ? NEAR.tiles : NEAR.drawn;
    this.open();
    this.listen();
    this.show(true);
  }

  part(name) {
    return this.box.querySelector(`[data-${name}]`);
  }

  open() {
    for (const name of ['clear', 'map', 'public', 'geocoder']) this.part(name)?.removeAttribute('hidden');
    this.map = createMap(this.part('map'), {scrollWheelZoom: false});
    this.map.setView(WORLD.at, WORLD.zoom);
    this.map.on('click', ({latlng}) => this.drawing || this.place(latlng));
    this.map.once('focus', () => this.map.scrollWheelZoom.enable());
    new ResizeObserver(() => this.map.invalidateSize()).observe(this.part('map'));
  }

  listen() {
    this.text.addEventListener('input', () => this.later(() => this.read()));
    for (const field of [this.latitude, this.longitude]) {
      field.addEventListener('input', () => {
        this.text.value = '';
        this.later(() => this.show(true));
      });
    }
    this.precision?.addEventListener('input', () => this.draw());
    for (const choice of this.form.querySelectorAll('[name=visibility]')) choice.addEventListener('change', () => this.show(false));
    this.part('clear').addEventListener('click', () => this.clear());
    const look = this.part('look');
    look?.addEventListener('click', () => this.find());
    this.box.querySelector('#desk-geocode')?.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      this.find();
    });
  }

  later(act) {
    clearTimeout(this.timer);
    this.timer = setTimeout(act, PAUSE);
  }

  /** [latitude, longitude] as the two fields hold them, or null. */
  point() {
    const written = [this.latitude.value, this.longitude.value];
    const numbers = written.map(Number);
    return written.every((text) => text.trim()) && numbers.every(Number.isFinite) && Math.abs(numbers[0]) <= 90 ? numbers : null;
  }

  written() {
    return [this.latitude.value, this.longitude.value].join(', ');
  }

  fill(latitude, longitude) {
    this.latitude.value = latitude;
    this.longitude.value = longitude;
  }

  /** A click, a drag or a nudge set the point: the typed text no longer holds. */
  place(latlng) {
    const {lat, lng} = latlng.wrap();
    this.fill(Number(lat.toFixed(DIGITS)), Number(lng.toFixed(DIGITS)));
    this.text.value = '';
    this.show(false);
  }

  clear() {
    this.fill('', '');
    this.text.value = '';
    this.show(false);
    this.text.focus();
  }

  /** Read the typed text; the numbers follow it once it can be read. */
  async read() {
    if (!this.text.value.trim()) return this.show(false);
    const said = await this.ask(this.text.value);
    if (!said) return undefined;
    this.fill(said.latitude, said.longitude);
    this.draw();
    this.look();
    return said;
  }

  show(look) {
    this.draw();
    if (look) this.look();
    if (this.latitude.value.trim() || this.longitude.value.trim()) return this.ask(this.written());
    this.turn += 1;
    return this.kept ? this.keep() : this.say(null);
  }

  look() {
    const at = this.point();
    if (at) this.map.setView(at, Math.max(this.map.getZoom(), this.near), {animate: false});
  }

  draw() {
    const at = this.point();
    this.marker?.remove();
    this.circle?.remove();
    if (!at) return;
    const metres = Number(this.precision?.value);
    this.circle = metres > 0 ? L.circle(at, {radius: metres, className: 'desk-precision', interactive: false}).addTo(this.map) : null;
    const icon = L.divIcon({className: 'desk-marker', iconSize: [28, 28]});
    this.marker = L.marker(at, {icon, draggable: true, keyboard: true, title: this.handle, alt: this.handle}).addTo(this.map);
    this.marker.on('drag', ({latlng}) => this.circle?.setLatLng(latlng));
    this.marker.on('dragend', () => this.place(this.marker.getLatLng()));
    this.marker.getElement().addEventListener('keydown', (event) => this.nudge(event));
  }

  /** One pixel for each press, ten with Shift. */
  nudge(event) {
    const way = ARROWS[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    const pixel = this.map.latLngToContainerPoint(this.marker.getLatLng());
    this.place(this.map.containerPointToLatLng(pixel.add(L.point(way).multiplyBy(event.shiftKey ? 10 : 1))));
    this.marker.getElement().focus();
  }

  /** Ask the server about a point; null if it cannot be read, or a later question was asked meanwhile. */
  async ask(text) {
    const mine = ++this.turn;
    const visibility = this.form.querySelector('[name=visibility]:checked')?.value ?? '';
    const part = this.form.elements.part_of?.value ?? '';
    const {said, fault} = await this.post(this.box.dataset.address, {text, visibility, site: this.box.dataset.site, part_of: part});
    if (mine !== this.turn) return null;
    this.say(said, fault);
    return said;
  }

  async post(address, fields) {
    const body = new URLSearchParams({...fields, csrfmiddlewaretoken: this.form.elements.csrfmiddlewaretoken.value});
    const answer = await fetch(address, {method: 'POST', body}).catch(() => null);
    const said = await answer?.json().catch(() => null);
    if (!said) return {said: null, fault: this.unanswered};
    return answer.ok ? {said} : {said: null, fault: said.message};
  }

  say(said, fault = '') {
    this.complain(fault);
    this.part('public').textContent = said ? `${this.publicly} ${said.public}` : fault ? '' : this.nothing;
    for (const name of ['few', 'withheld']) {
      this.part(name).textContent = said?.[name] ?? '';
      this.part(name).hidden = !said?.[name];
    }
    this.square(said?.cell);
    this.list(said?.near ?? []);
  }

  /** No point is typed: the square that readers see of the one that is kept, for who may not see more. */
  keep() {
    this.complain('');
    this.part('public').textContent = '';
    this.list([]);
    this.square(this.kept);
    this.map.fitBounds([this.kept.slice(0, 2), this.kept.slice(2)], {maxZoom: this.near, animate: false});
  }

  square(cell) {
    this.cell?.remove();
    this.cell = cell ? L.rectangle([cell.slice(0, 2), cell.slice(2)], {className: 'desk-cell', interactive: false}).addTo(this.map) : null;
  }

  complain(fault) {
    const note = this.part('fault');
    note.textContent = fault;
    note.hidden = !fault;
  }

  list(sites) {
    const near = this.part('near');
    near.hidden = sites.length === 0;
    const rows = sites.map(({name, state, distance, address}) => {
      const row = document.createElement('li');
      const link = Object.assign(document.createElement('a'), {href: address, textContent: name, target: '_blank'});
      row.append(link, ` (${state.toLowerCase()}), ${distance}`);
      return row;
    });
    const list = document.createElement('ul');
    list.append(...rows);
    near.replaceChildren(this.nearby, list);
  }

  async find() {
    const query = this.box.querySelector('#desk-geocode').value;
    const {said, fault} = await this.post(this.part('geocoder').dataset.geocoder, {query});
    const places = said?.places ?? [];
    this.complain(fault ?? (places.length ? '' : this.notFound));
    this.part('found').replaceChildren(...places.map((place) => this.offer(place)));
  }

  offer({label, latitude, longitude}) {
    const row = document.createElement('li');
    const choose = Object.assign(document.createElement('button'), {type: 'button', textContent: label});
    choose.addEventListener('click', () => {
      this.fill(Number(latitude.toFixed(DIGITS)), Number(longitude.toFixed(DIGITS)));
      this.text.value = '';
      if (this.form.elements.point_source) this.form.elements.point_source.value ||= this.source;
      this.show(true);
    });
    row.append(choose);
    return row;
  }
}

/** The fields of this page, for what else is drawn on their maps: while one is `drawing`, a click does not set its point. */
export const fields = [...document.querySelectorAll('[data-point]')].map((box) => new PointField(box));
