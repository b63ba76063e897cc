/**
 * The corners of an area as handles, which are dragged, moved by the arrow keys, added between two and taken out. The
 * outline follows at once, the sites when a corner is let go.
 */

import {SENTENCES} from './words.js';

const PANE = 'area-corners';
const COARSE = window.matchMedia('(pointer: coarse)');
const MOST = 100; // corners that can be told apart, and quickly laid
const SIZE = 24;
const STEP = {true: 2, false: 16}; // pixels by arrow key, with Shift and without
const ARROWS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

export class Corners {
  /** `move(polygons)` is called while a corner moves, `drop(polygons)` when it is let go, `say(hint)` says what to do. */
  constructor(map, polygons, {move, drop, say}) {
    Object.assign(this, {map, move, drop, say, polygons: structuredClone(polygons)});
    const pane = map.getPane(PANE) ?? map.createPane(PANE);
    pane.style.zIndex = 660;
    this.handles = L.layerGroup().addTo(map);
    this.relay = () => this.held || this.lay();
    map.on('moveend', this.relay);
    this.lay();
  }

  end() {
    this.map.off('moveend', this.relay);
    this.handles.remove();
  }

  /** Lay a handle on each corner in view, and a small one between two. The keyboard stays at its corner. */
  lay(focus = this.focused()) {
    const view = this.map.getBounds().pad(0.05);
    const seen = [...this.all()].filter(({at}) => view.contains(at));
    const count = seen.filter(({between}) => !between).length;
    this.handles.clearLayers();
    this.say(count > MOST ? SENTENCES.tooMany(count) : SENTENCES.edit[COARSE.matches ? 'touch' : 'mouse']);
    if (count > MOST) return;
    for (const one of seen) this.layOne(one);
    this.handles.getLayers().find(({place}) => place === focus)?.getElement().focus({preventScroll: true});
  }

  focused() {
    return this.handles.getLayers().find((handle) => handle.getElement() === document.activeElement)?.place;
  }

  /** Each corner and each middle of a side: its ring, its number there, where it is. */
  * all() {
    for (const [n, ring] of this.polygons.flat().entries()) {
      for (const [number, corner] of ring.entries()) {
        const next = ring[(number + 1) % ring.length];
        yield {ring, number, at: latLng(corner), place: `${n} ${number}`};
        yield {ring, number, at: this.middle(corner, next), place: `${n} ${number} after`, between: true};
      }
    }
  }

  middle(one, other) {
    const [start, end] = [one, other].map((corner) => this.map.project(latLng(corner)));
    return this.map.unproject(start.add(end).divideBy(2));
  }

  layOne(one) {
    const name = one.between ? SENTENCES.between(one.number + 1) : SENTENCES.corner(one.number + 1);
    const icon = L.divIcon({className: `area-corner${one.between ? ' area-corner--new' : ''}`, iconSize: [SIZE, SIZE]});
    const handle = L.marker(one.at, {pane: PANE, icon, draggable: true, title: name, autoPan: true});
    handle.place = one.place;
    handle.on('dragstart', () => this.hold(one));
    handle.on('drag', ({latlng}) => this.put(one, latlng));
    handle.on('dragend', () => this.let());
    handle.on('click', () => one.between && this.insert(one));
    handle.on('dblclick', () => one.between || this.takeOut(one));
    handle.addTo(this.handles);
    handle.getElement().setAttribute('aria-label', name);
    L.DomEvent.on(handle.getElement(), 'keydown', (event) => this.press(event, one, handle));
    L.DomEvent.on(handle.getElement(), 'keyup', ({key}) => key in ARROWS && this.held && this.let());
  }

  /** From a middle that is dragged a corner grows. */
  hold(one) {
    this.held = one;
    if (one.between) this.grow(one);
  }

  grow(one) {
    one.number += 1;
    one.between = false;
    one.ring.splice(one.number, 0, [one.at.lng, one.at.lat]);
  }

  put({ring, number}, {lat, lng}) {
    ring[number] = [lng, Math.max(-90, Math.min(90, lat))];
    this.move(this.polygons);
  }

  let() {
    const {held} = this;
    this.held = null;
    const ring = this.polygons.flat().indexOf(held.ring);
    this.lay(`${ring} ${held.number}`);
    this.drop(this.polygons);
  }

  insert(one) {
    this.hold(one);
    this.let();
  }

  takeOut(one) {
    if (one.ring.length < 4) return this.say(SENTENCES.tooFew);
    one.ring.splice(one.number, 1);
    this.held = {...one, number: Math.max(0, one.number - 1)};
    this.move(this.polygons);
    return this.let();
  }

  press(event, one, handle) {
    const acts = one.between
      ? {Enter: () => this.insert(one), ' ': () => this.insert(one)}
      : {Delete: () => this.takeOut(one), Backspace: () => this.takeOut(one)};
    const act = event.key in ARROWS ? () => this.step(event, one, handle) : acts[event.key];
    if (!act) return;
    L.DomEvent.stop(event);
    act();
  }

  step({key, shiftKey}, one, handle) {
    if (!this.held) this.hold(one);
    const by = L.point(ARROWS[key]).multiplyBy(STEP[shiftKey]);
    handle.setLatLng(this.map.layerPointToLatLng(this.map.latLngToLayerPoint(handle.getLatLng()).add(by)));
    this.put(one, handle.getLatLng());
  }
}

function latLng([longitude, latitude]) {
  return L.latLng(latitude, longitude);
}
