/**
 * The outline of a site on the map of its point: click corners, drag or nudge them, undo, delete; or paste GeoJSON.
 *
 * The text field always holds the outline, and is the way for the keyboard. The server alone reads it (data-address) and
 * says what it is. Outlines of several rings, or of very many corners, are shown but drawn elsewhere.
 */

import {fields} from './point.js';

const PAUSE = 400;
const DIGITS = 6;
const MOST_HANDLES = 150;
const LARGEST = 1_000_000; // characters
const ARROWS = {ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0]};

class OutlineField {
  constructor(box, point) {
    Object.assign(this, {box, point, map: point.map, text: box.querySelector('textarea'), corners: [], past: [], turn: 0});
    [this.begin, this.finish, this.hint, this.handle, this.unanswered, this.seen, this.unseen, this.tooLarge] = box.dataset.words.split('|');
    this.layer = L.layerGroup().addTo(this.map);
    this.part('tools').hidden = false;
    this.listen();
    this.draw(false);
    if (this.text.value.trim()) this.read(true);
  }

  part(name) {
    return this.box.querySelector(`[data-${name}]`);
  }

  listen() {
    this.text.addEventListener('focus', () => { this.typed = this.text.value; });
    this.text.addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.read(true), PAUSE);
    });
    this.text.addEventListener('change', () => this.remember(this.typed ?? ''));
    this.part('draw').addEventListener('click', () => this.draw(!this.point.drawing));
    this.part('undo').addEventListener('click', () => this.undo());
    this.part('remove').addEventListener('click', () => this.write([]));
    this.part('file').addEventListener('change', ({target}) => this.take(target));
    this.map.on('click', ({latlng}) => this.point.drawing && this.write([...this.corners, latlng.wrap()]));
    for (const choice of this.point.form.querySelectorAll('[name=visibility]')) choice.addEventListener('change', () => this.say());
  }

  draw(on) {
    this.point.drawing = on;
    const button = this.part('draw');
    button.textContent = on ? this.finish : this.begin;
    button.setAttribute('aria-pressed', on);
    this.map.getContainer().classList.toggle('desk-drawing', on);
    if (on && !this.editable()) this.write([]);
    this.say();
  }

  /** Whether what stands in the field can be drawn on: nothing, or one ring of not too many corners. */
  editable() {
    return this.corners.length > 0 || !this.text.value.trim();
  }

  remember(text) {
    if (this.past.at(-1)?.text !== text) this.past.push({text, corners: this.corners});
  }

  /** The corners were changed by hand. */
  write(corners) {
    this.past.push({text: this.text.value, corners: this.corners});
    this.corners = corners;
    this.text.value = corners.length < 3 ? '' : written(corners);
    this.show();
    this.read(false);
  }

  undo() {
    const last = this.past.pop();
    if (!last) return;
    this.text.value = last.text;
    this.corners = last.corners;
    this.show();
    this.read(this.corners.length === 0);
  }

  async take(input) {
    const [file] = input.files;
    if (!file) return;
    if (file.size > LARGEST) {
      this.complain(this.tooLarge);
      return;
    }
    this.past.push({text: this.text.value, corners: this.corners});
    this.text.value = await file.text();
    input.value = '';
    this.read(true);
  }

  /** Ask the server what the text is; with `anew`, take its corners over from what it read. */
  async read(anew) {
    const mine = ++this.turn;
    const text = this.text.value.trim();
    const point = this.point.written();
    const {said, fault} = text ? await this.point.post(this.box.dataset.address, {text, point}) : {said: null, fault: ''};
    if (mine !== this.turn) return;
    this.complain(fault ?? '');
    this.said = said;
    if (anew) this.corners = said ? corners(said.outline) : [];
    this.show();
    if (anew && said && !this.point.drawing) this.map.fitBounds(L.geoJSON(said.outline).getBounds(), {padding: [30, 30], animate: false});
    this.say();
  }

  say() {
    const visibility = this.point.form.querySelector('[name=visibility]:checked')?.value;
    const words = this.said ? `${this.said.words}. ${visibility === 'exact' ? this.seen : this.unseen}` : '';
    this.part('said').textContent = this.point.drawing && this.corners.length < 3 ? this.hint : words;
  }

  complain(fault) {
    this.part('fault').textContent = fault;
    this.part('fault').hidden = !fault;
  }

  handles() {
    return [...this.map.getContainer().querySelectorAll('.desk-corner')];
  }

  /** Drawn anew; whichever corner was at hand stays at hand. */
  show() {
    const held = this.handles().indexOf(document.activeElement);
    this.layer.clearLayers();
    this.part('undo').disabled = this.past.length === 0;
    this.part('remove').disabled = !this.text.value && this.corners.length === 0;
    const style = {className: 'desk-outline-shape', interactive: false};
    if (this.corners.length) this.layer.addLayer(L.polygon(this.corners, style));
    else if (this.said && this.text.value) this.layer.addLayer(L.geoJSON(this.said.outline, {style, interactive: false}));
    this.corners.forEach((corner, at) => this.layer.addLayer(this.marker(corner, at)));
    if (held >= 0) this.handles()[Math.min(held, this.corners.length - 1)]?.focus();
  }

  marker(corner, at) {
    const icon = L.divIcon({className: 'desk-corner', iconSize: [24, 24]});
    const title = `${at + 1}. ${this.handle}`;
    const marker = L.marker(corner, {icon, draggable: true, keyboard: true, title, alt: title});
    marker.on('dragend', () => this.move(at, marker.getLatLng()));
    marker.on('add', () => marker.getElement().addEventListener('keydown', (event) => this.press(event, at)));
    return marker;
  }

  move(at, latlng) {
    this.write(this.corners.map((corner, place) => (place === at ? latlng.wrap() : corner)));
  }

  /** One pixel for each press of an arrow, ten with Shift; Delete takes the corner out. */
  press(event, at) {
    const way = ARROWS[event.key];
    const out = event.key === 'Delete' || event.key === 'Backspace';
    if (!way && !out) return;
    event.preventDefault();
    event.stopPropagation();
    if (out) this.write(this.corners.filter((_, place) => place !== at));
    else {
      const pixel = this.map.latLngToContainerPoint(this.corners[at]);
      this.move(at, this.map.containerPointToLatLng(pixel.add(L.point(way).multiplyBy(event.shiftKey ? 10 : 1))));
    }
  }
}

function written(corners) {
  const ring = corners.map(({lat, lng}) => [Number(lng.toFixed(DIGITS)), Number(lat.toFixed(DIGITS))]);
  return JSON.stringify({type: 'Polygon', coordinates: [[...ring, ring[0]]]});
}

/** The corners of an outline that can be drawn on; none of any other. */
function corners({type, coordinates}) {
  if (type !== 'Polygon' || coordinates.length !== 1 || coordinates[0].length > MOST_HANDLES) return [];
  return coordinates[0].slice(0, -1).map(([lng, lat]) => L.latLng(lat, lng));
}

for (const box of document.querySelectorAll('[data-outline]')) if (fields[0]) new OutlineField(box, fields[0]);
