/**
 * The area of the filter on the map: its outline, and the ways to one: drawn by hand or keyboard, the view, a file.
 * It is seldom asked for, so it comes only when it is (see area/door.js).
 *
 * The area is text in the address (see area/encoding.js), so back, forward, links and embedded maps need nothing more
 * than to show what stands there. The server makes it of an outline: it mends what crosses itself and simplifies.
 */

import {overview} from './map/main.js';
import {Bar} from './area/bar.js';
import {viewOf, widthForm} from './area/controls.js';
import {Corners} from './area/corners.js';
import {geometryOf, readArea} from './area/encoding.js';
import {DropTarget, faultOf, readFile} from './area/files.js';
import {Outline} from './area/outline.js';
import {Pen} from './area/pen.js';
import {areaOf} from './area/sending.js';
import {SENTENCES} from './area/words.js';
import {change, onChange, query} from './state.js';

const CONTROLS = '.leaflet-control, .area-bar, .area-corner, .leaflet-popup';
const ROOM = 48; // pixels around an outline that is framed, where the map is large enough for them
const CREDITS = 16; // pixels at the foot of the map
const NEAREST = 15; // the zoom at which the smallest is framed
const COARSE = window.matchMedia('(pointer: coarse)');

/** Shows the area that stands in the address; all that an embedded map needs. */
export class Shown {
  constructor({map}) {
    this.map = map;
    this.outline = new Outline(map);
    this.text = '';
    this.polygons = [];
    onChange(() => this.arrive());
    this.arrive();
    if (this.polygons.length && !overview.isNamed) this.frame();
  }

  arrive() {
    const text = query().get('area') ?? '';
    if (text === this.text) return;
    this.text = text;
    this.polygons = text ? readArea(text) : [];
    this.outline.show(this.polygons);
  }

  /** All of the outline, below what the map has to say. */
  frame(below = 0) {
    const {x, y} = this.map.getSize();
    const room = Math.min(ROOM, x / 8, y / 8);
    const padding = {paddingTopLeft: [room, room + below], paddingBottomRight: [room, room + CREDITS]};
    this.map.fitBounds(this.outline.bounds, {...padding, maxZoom: NEAREST, animate: false});
  }
}

/** Makes areas too. One thing at a time is in hand: a pen, the corners, or nothing (`mode` is null). */
export class Areas extends Shown {
  /** `control` is the map's button for drawing. */
  constructor(shown, form, control) {
    super(shown);
    const {container} = shown;
    Object.assign(this, {container, form, control, mode: null, turn: 0, sending: false});
    this.tools = form.querySelector('.area-tools');
    this.bar = new Bar(container);
    this.target = new DropTarget(container, (files) => this.take(files));
    this.listen();
  }

  get width() {
    return this.tools.querySelector('#area-width');
  }

  listen() {
    const {container} = this;
    this.width.addEventListener('keydown', (event) => event.key === 'Enter' && event.preventDefault());
    const first = {capture: true};
    for (const type of ['click', 'dblclick']) container.addEventListener(type, (event) => this.click(event), first);
    container.addEventListener('keydown', (event) => this.press(event), first);
    container.addEventListener('pointermove', (event) => this.mode?.point?.(event));
    document.addEventListener('keydown', ({key}) => key === 'Escape' && this.mode && this.stop());
    document.addEventListener('parts:swapped', () => this.tellCount());
  }

  /** One of the buttons of the filter's disclosure. */
  choose(act, byKeyboard) {
    const acts = {
      draw: () => this.draw(byKeyboard),
      view: () => this.useView(),
      edit: () => this.edit(),
      remove: () => this.remove(),
    };
    acts[act]();
  }

  /** The map's button: begin, or stop what is in hand. */
  begin(byKeyboard) {
    if (this.mode) this.stop();
    else this.draw(byKeyboard);
  }

  /** While something is in hand a click on the map is its own affair: no card opens, nothing is zoomed. */
  click(event) {
    if (!this.mode || event.target.closest(CONTROLS)) return;
    event.stopPropagation();
    if (this.sending || this.map.dragging.moved() || this.map.boxZoom.moved()) return;
    if (event.type === 'dblclick') this.mode.doubleClick?.();
    else this.mode.click?.(event);
  }

  press(event) {
    if (!(this.mode instanceof Pen) || event.target !== this.container || this.sending) return;
    if (this.mode.press(event)) L.DomEvent.stop(event);
  }

  // ── what is in hand

  hold(mode) {
    this.mode = mode;
    this.mark(true);
    overview.openNamed(null);
    this.container.focus({preventScroll: true});
  }

  /** Lay down what is in hand; what was not closed is gone. */
  letGo() {
    this.turn += 1;
    this.sending = false;
    this.mode?.end();
    this.mode = null;
    this.mark(false);
  }

  mark(busy) {
    document.body.classList.toggle('is-drawing', busy);
    this.container.setAttribute('role', busy ? 'application' : 'region');
    if (busy) this.container.setAttribute('aria-describedby', this.bar.words.id);
    else this.container.removeAttribute('aria-describedby');
    this.control.setAttribute('aria-pressed', String(busy));
    this.map.invalidateSize({animate: false}); // on a phone the list makes room
  }

  stop() {
    this.letGo();
    this.bar.hide();
    this.outline.show(this.polygons);
  }

  draw(byKeyboard) {
    this.letGo();
    this.outline.show([]);
    const pen = new Pen(this.map, {
      close: (ring) => this.send({outline: geometryOf([[ring]])}),
      say: (hint) => this.bar.show(hint, this.actsOfPen()),
    });
    this.hold(pen);
    pen.begin(byKeyboard ? 'keys' : COARSE.matches ? 'touch' : 'mouse');
  }

  /** What the keyboard does, for those who have none at hand. */
  actsOfPen() {
    const {mode} = this;
    const stop = [SENTENCES.stop, () => this.stop()];
    const count = mode?.corners.length ?? 0;
    if (!count) return [[SENTENCES.view, () => this.useView()], stop];
    const back = [SENTENCES.takeBack, () => mode.takeBack()];
    return count < 3 ? [back, stop] : [[SENTENCES.closeIt, () => mode.finish()], back, stop];
  }

  edit() {
    this.letGo();
    this.hold(new Corners(this.map, this.polygons, {
      move: (polygons) => this.outline.show(polygons),
      drop: (polygons) => this.send({outline: geometryOf(polygons), stays: true}),
      say: (hint) => this.bar.show(hint, [[SENTENCES.done, () => this.stop()]]),
    }));
  }

  useView() {
    this.letGo();
    this.send({outline: geometryOf([[viewOf(this.map)]])});
  }

  remove() {
    this.letGo();
    change((params) => params.delete('area'));
    this.form.querySelector('[data-key=area] > summary').focus();
  }

  // ── files

  takeChosen(field) {
    const files = [...field.files];
    field.value = '';
    if (!files.length) return;
    field.closest('details').open = false;
    this.container.focus({preventScroll: true});
    this.take(files);
  }

  async take(files) {
    const fault = faultOf(files);
    if (fault) return this.tellFault(fault);
    try {
      return await this.send({file: await readFile(files[0])});
    } catch (unread) {
      return this.tellFault(unread.message);
    }
  }

  // ── to the server and back

  /** `what` is {outline, stays}, a GeoJSON geometry and whether the corners stay in hand, or {file}. */
  async send(what) {
    this.turn += 1;
    const {turn} = this;
    this.sending = true;
    if (!what.stays) this.bar.show(SENTENCES.looking);
    try {
      const body = what.file?.text ?? JSON.stringify(what.outline);
      const area = await areaOf(this.tools.dataset.address, body, this.width.value);
      if (turn === this.turn) this.set(area, what);
    } catch (fault) {
      if (turn === this.turn) this.tellFault(fault.message, fault.again && (() => this.send(what)));
    } finally {
      if (turn === this.turn) this.sending = false;
    }
  }

  set({area, tolerance_m: tolerance}, what) {
    const isShown = this.text === area;
    this.made = {...what, tolerance, text: area};
    if (!what.stays) this.letGo();
    change((params) => params.set('area', area));
    this.outline.show(this.polygons);
    if (what.stays) return;
    this.tellMade(isShown ? this.count : SENTENCES.kept);
    const seen = this.map.getBounds().contains(this.outline.bounds);
    if (what.file || !seen) this.frame(this.bar.node.offsetHeight);
  }

  /** The address is another. What was said of an area goes with it; corners in hand follow. */
  arrive() {
    const before = this.text;
    super.arrive();
    if (!this.bar || this.text === before || this.text === this.made?.text) return;
    this.made = null;
    if (this.mode instanceof Corners && this.text) this.edit();
    else if (!(this.mode instanceof Pen)) this.stop();
  }

  // ── what is said

  /** How many sites lie inside, as the server wrote it for the filter that is shown. */
  get count() {
    return this.form.querySelector('.area-count')?.textContent.trim() ?? SENTENCES.kept;
  }

  /** Only the words change: the reader may be at work in the bar. */
  tellCount() {
    const isSaid = !this.bar.node.matches('[hidden], .area-bar--fault');
    if (this.made && !this.made.stays && !this.mode && !this.sending && isSaid) this.bar.say(this.wordsOf(this.count));
  }

  wordsOf(count) {
    const {file, tolerance} = this.made;
    const words = [file && SENTENCES.fromFile(file.name), count, tolerance && SENTENCES.simplified(tolerance)];
    return words.filter(Boolean).join(' ');
  }

  tellMade(count) {
    const {file} = this.made;
    const extra = file?.isThin ? widthForm(this.width, () => this.send({file})) : null;
    this.bar.tell(this.wordsOf(count), [[SENTENCES.editIt, () => this.edit()]], {extra});
  }

  /** Nothing is lost: a drawing stays in hand, and so does the area that was there before. */
  tellFault(words, again) {
    const acts = again ? [[SENTENCES.tryAgain, again]] : [];
    if (this.mode instanceof Pen) this.bar.show(words, [...acts, ...this.actsOfPen()], {fault: true});
    else if (this.mode) this.bar.show(words, [...acts, [SENTENCES.done, () => this.stop()]], {fault: true});
    else this.bar.tell(words, acts, {fault: true, after: this.made && (() => this.tellMade(this.count))});
  }
}
