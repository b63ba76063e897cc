/**
 * Drawing by clicks, by taps or by keyboard: corner follows corner until the area is closed. The map can be moved all
 * the while. By keyboard a cross stands in the middle of the map, and that is where corners are set.
 */

import {SENTENCES} from './words.js';

const PANE = 'area-draft';
const REACH = {mouse: 12, touch: 24}; // pixels around the first corner in which it is meant
const SAME = 6; // pixels: the second click of two is no corner of its own

export class Pen {
  /** `close(ring)` is called with [longitude, latitude] pairs, `say(hint, corners)` after each change. */
  constructor(map, {close, say}) {
    Object.assign(this, {map, close, say});
    this.corners = [];
    this.hand = 'mouse';
    const pane = map.getPane(PANE) ?? map.createPane(PANE);
    pane.style.zIndex = 640;
    this.renderer = L.svg({pane: PANE, padding: 1});
    this.layers = L.layerGroup().addTo(map);
    this.follow = () => this.draw();
    map.on('move zoomend', this.follow);
  }

  end() {
    this.map.off('move zoomend', this.follow);
    this.layers.remove();
    this.renderer.remove();
    this.take('mouse');
  }

  /** Which hand draws now: mouse, touch or keys. */
  take(hand) {
    this.hand = hand;
    this.map.getContainer().classList.toggle('is-drawn-by-keys', hand === 'keys');
  }

  begin(hand) {
    this.take(hand);
    this.show();
  }

  /** A click or tap on the map. */
  click(event) {
    const at = this.map.mouseEventToContainerPoint(event);
    this.take(event.pointerType === 'touch' ? 'touch' : 'mouse');
    if (this.closes(at)) return this.finish();
    if (event.detail > 1 && this.isLast(at)) return null;
    return this.add(this.map.containerPointToLatLng(at));
  }

  doubleClick() {
    if (this.corners.length > 2) this.finish();
  }

  /** Where the mouse points. When the map moves below a mouse that rests, browsers tell of it too. */
  point(event) {
    const place = `${event.screenX} ${event.screenY}`;
    const rests = !this.place || place === this.place;
    this.place = place;
    if (event.pointerType === 'touch' || (rests && this.hand === 'keys')) return;
    if (this.hand !== 'mouse') {
      this.take('mouse');
      this.show();
    }
    this.pointer = this.map.mouseEventToLatLng(event);
    this.draw();
  }

  /** A key on the map: whether it was meant for the drawing. */
  press({key}) {
    const acts = {
      ' ': () => this.add(this.map.getCenter()),
      Enter: () => this.finish(),
      Backspace: () => this.takeBack(),
    };
    if (this.hand !== 'keys' && (key === ' ' || key.startsWith('Arrow'))) this.begin('keys');
    acts[key]?.();
    return key in acts;
  }

  add(at) {
    this.corners.push(at);
    this.show();
  }

  takeBack() {
    this.corners.pop();
    this.show();
  }

  finish() {
    if (this.corners.length < 3) this.say(SENTENCES.tooFew, this.corners);
    else this.close(ringOf(this.corners));
  }

  // ── showing

  show() {
    this.draw();
    this.say(this.hint(), this.corners);
  }

  hint() {
    const {corners: {length}, hand} = this;
    if (!length) return SENTENCES.first[hand];
    const todo = length < 3 ? SENTENCES.next[hand] : SENTENCES.close[hand];
    return hand === 'keys' ? `${SENTENCES.set(length, ringOf([this.corners.at(-1)])[0])} ${todo}` : todo;
  }

  draw() {
    const {corners, renderer} = this;
    const dress = (className) => ({pane: PANE, renderer, className, interactive: false});
    const put = (layer) => this.layers.addLayer(layer);
    const live = this.live();
    const all = live ? [...corners, live] : corners;
    this.layers.clearLayers();
    if (all.length > 2) put(L.polygon([all], dress('area-ground')));
    for (const name of ['area-casing', 'area-line']) put(L.polyline(corners, dress(name)));
    if (live && corners.length) put(L.polyline([corners.at(-1), live], dress('area-live')));
    for (const [n, at] of corners.entries()) put(L.circleMarker(at, {...dress(this.dressOf(n)), radius: n ? 4 : 7}));
  }

  dressOf(number) {
    return number === 0 && this.corners.length > 2 ? 'area-dot area-dot--closes' : 'area-dot';
  }

  /** Where the next corner would be. */
  live() {
    return {mouse: this.pointer, touch: null, keys: this.map.getCenter()}[this.hand];
  }

  closes(at) {
    if (this.corners.length < 3) return false;
    const first = this.map.latLngToContainerPoint(this.corners[0]);
    return first.distanceTo(at) <= REACH[this.hand];
  }

  isLast(at) {
    const last = this.corners.at(-1);
    return Boolean(last) && this.map.latLngToContainerPoint(last).distanceTo(at) <= SAME;
  }
}

/** [longitude, latitude] pairs on the earth, of a ring that may lie on a copy of the world. */
export function ringOf(corners) {
  const turn = 360 * Math.round(corners[0].lng / 360);
  return corners.map(({lat, lng}) => [lng - turn, Math.max(-90, Math.min(90, lat))]);
}
