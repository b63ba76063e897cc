/**
 * The strip of time below the map: a range of damage, a day that is dragged or played, and the day it is compared with.
 *
 * All of it stands in the address (after, before, on, known, against). While something is being dragged or played the
 * drawing follows at once and the map as fast as it can; the address and the list follow when it is let go. The server
 * may draw the strip anew at any time: what belongs to this script is marked data-kept, the rest is looked up.
 */

import {overview} from './map/main.js';
import {dayWords} from './map/words.js';
import {change, onChange, query} from './state.js';
import {Axis, today, yearBefore} from './time/axis.js';
import {draw} from './time/drawing.js';
import {follow, months} from './time/grip.js';
import {Player} from './time/player.js';

const BREATH = 80; // milliseconds from one picture of the map to the next, while something is dragged
const DAYS = ['after', 'before', 'on', 'known', 'against']; // in the order of the address
const CLOCKS = ['on', 'known'];

class Strip {
  constructor(root) {
    this.root = root;
    this.held = {}; // what is being changed and not yet in the address: a day by parameter, empty for none
    this.clock = 'on';
    this.player = new Player(this.find('#time-play'), () => this.step());
    document.body.classList.add('has-time');
    this.listen();
    this.look();
  }

  find(selector) {
    return this.root.querySelector(selector);
  }

  listen() {
    const {root} = this;
    follow(root, {
      move: (hand, place) => this.moveHand(hand, this.axis.edgeAt(place)),
      range: (from, to) => this.drawRange(from, to),
      drop: () => this.commit(),
      cancel: () => this.revert(),
    });
    root.addEventListener('input', ({target}) => target.matches('.time-slider') && this.moveDay(Number(target.value)));
    root.addEventListener('change', (event) => this.settle(event));
    root.addEventListener('keydown', (event) => this.press(event));
    root.addEventListener('keyup', (event) => months(event) && this.commit());
    root.addEventListener('focusout', () => this.player.isPlaying || this.commit());
    root.addEventListener('click', (event) => this.click(event));
    document.addEventListener('visibilitychange', () => document.hidden && this.pause());
    document.addEventListener('parts:swapped', () => this.look());
    onChange(() => this.arrive());
  }

  /** Find the elements, which may be new, and show what is chosen. */
  look() {
    const plot = this.find('.time-plot');
    this.axis = plot && new Axis(plot);
    for (const kept of this.root.querySelectorAll('[data-kept][hidden]')) kept.hidden = false;
    const still = !this.axis;
    for (const id of ['#time-play', '#time-compare']) this.find(id).hidden = still;
    this.show();
  }

  /** The address is another. */
  arrive() {
    const asked = query();
    const [only, ...more] = CLOCKS.filter((clock) => asked.has(clock));
    if (only && !more.length) this.clock = only;
    this.held = {};
    this.player.stop();
    this.show();
  }

  /** The chosen days by parameter, as they are shown: those of the address, but for what is being changed. */
  get days() {
    const asked = query();
    return Object.fromEntries(DAYS.map((name) => [name, this.held[name] ?? asked.get(name) ?? '']));
  }

  /** The chosen days as edges of the axis; what is not chosen lies at an end. */
  get edges() {
    const {axis, days} = this;
    const day = days[this.clock] || days.on || days.known;
    return {
      after: days.after ? axis.beginOf(days.after) : -1,
      before: days.before ? axis.endOf(days.before) : axis.days,
      day: day ? axis.endOf(day) : axis.days,
      against: days.against ? axis.endOf(days.against) : null,
    };
  }

  // ── showing

  show() {
    const {days} = this;
    const label = this.find('#time-day');
    const day = days[this.clock] || days.on || days.known;
    label.textContent = day ? dayWords(day) : label.dataset.now;
    for (const radio of this.root.querySelectorAll('[name=clock]')) radio.checked = radio.value === this.clock;
    for (const name of DAYS) {
      const field = this.find(`#${name}`);
      if (field && field !== document.activeElement && field.value !== days[name]) field.value = days[name];
    }
    this.find('#time-compare').setAttribute('aria-pressed', String(Boolean(days.against)));
    if (this.axis) draw(this.root, this.axis, {days, edges: this.edges, day});
  }

  // ── changing

  /** Show these days before they are in the address; `onMap` also there. */
  preview(days, onMap) {
    Object.assign(this.held, days);
    this.show();
    if (onMap && !this.waiting) this.waiting = setTimeout(() => this.showOnMap(), BREATH);
  }

  showOnMap() {
    this.waiting = null;
    const asked = new URLSearchParams(overview.query);
    for (const [name, day] of Object.entries(this.days)) {
      asked.delete(name);
      if (day) asked.append(name, day);
    }
    if (String(asked) !== overview.query) overview.show(String(asked));
  }

  /** Let it go: the address, the map and the list follow. */
  commit() {
    const {held} = this;
    this.held = {};
    clearTimeout(this.waiting);
    this.waiting = null;
    if (Object.keys(held).length) change((params) => put(params, held));
  }

  revert() {
    this.held = {};
    this.show();
    this.showOnMap();
  }

  /** The day of the clock in use, from an edge; the end of the axis is today. It stays later than the other one. */
  moveDay(edge) {
    const {against} = this.edges;
    const snapped = Math.max(this.axis.snap(edge), against === null ? 0 : this.axis.step(against, 1));
    this.preview({[this.clock]: snapped < this.axis.days ? this.axis.endingAt(snapped) : ''}, true);
  }

  moveHand(name, edge) {
    const {axis, edges} = this;
    const snapped = axis.snap(edge);
    if (name === 'after') this.setAfter(edge < -axis.lead / 2 ? -1 : Math.min(snapped, axis.step(edges.before, -1)));
    if (name === 'before') this.setBefore(Math.max(snapped, axis.step(Math.max(0, edges.after), 1)));
    if (name === 'against') {
      const earlier = Math.min(snapped, axis.step(edges.day, -1));
      this.preview({against: axis.endingAt(earlier)}, true);
    }
  }

  setAfter(edge) {
    const all = edge < 0 || (edge === 0 && !this.axis.lead);
    this.preview({after: all ? '' : this.axis.beginningAt(edge)}, false);
  }

  setBefore(edge) {
    this.preview({before: edge < this.axis.days ? this.axis.endingAt(edge) : ''}, false);
  }

  drawRange(from, to) {
    const {axis} = this;
    const [begin, end] = [axis.edgeAt(from), axis.edgeAt(to)];
    const first = axis.snap(begin);
    this.setAfter(begin < -axis.lead / 2 ? -1 : Math.min(first, axis.step(axis.days, -1)));
    this.setBefore(Math.max(axis.snap(end), axis.step(first, 1)));
  }

  press(event) {
    const step = months(event);
    const hand = event.target.dataset.hand;
    if (!step || !(hand || event.target.matches('.time-slider'))) return;
    event.preventDefault();
    const {axis, edges} = this;
    const from = edges[hand ?? 'day'];
    const to = Number.isFinite(step) ? axis.step(from, step) : step;
    const wanted = hand === 'after' && from <= 0 && step < 0 ? -Infinity : to;
    if (hand) this.moveHand(hand, Number.isFinite(wanted) ? wanted : wanted > 0 ? axis.days : -axis.lead - 1);
    else this.moveDay(Number.isFinite(to) ? to : to > 0 ? axis.days : 0);
  }

  settle({target}) {
    if (target.matches('.time-slider')) this.commit();
    if (target.name === 'clock') this.turnTo(target.value);
  }

  /** The day goes over to the other clock, unless that has one of its own. */
  turnTo(clock) {
    this.commit();
    const other = CLOCKS.find((one) => one !== clock);
    const {[clock]: mine, [other]: day} = this.days;
    this.clock = clock;
    if (day && !mine) change((params) => put(params, {[clock]: day, [other]: ''}));
    else this.show();
  }

  click(event) {
    const {target} = event;
    const bar = target.closest('.time-chart a');
    if (bar && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
      event.preventDefault();
      change((params) => put(params, {after: bar.dataset.first, before: bar.dataset.last}));
    } else if (target.closest('#time-play')) (this.player.isPlaying ? this.pause() : this.play());
    else if (target.closest('#time-compare')) this.compare();
    else if (target.closest('#time-fold')) this.fold();
  }

  /** Begin to compare with the day a year before; or end it. */
  compare() {
    this.commit();
    const {days, axis, clock} = this;
    const day = days[clock] || days.on;
    const known = clock === 'known' && !day ? {known: today()} : {}; // without a day the other clock would be compared
    const against = days.against ? '' : yearBefore(day || axis.endingAt(axis.days));
    change((params) => put(params, {against, ...(against ? known : {})}));
    if (against) this.find('[data-hand=against]').focus({preventScroll: true});
  }

  fold() {
    const open = document.body.classList.toggle('is-time-open');
    this.find('#time-fold').setAttribute('aria-expanded', String(open));
  }

  // ── playing

  /** The edges at which months or years with damage end. */
  get stops() {
    const least = this.edges.against ?? -1;
    const ends = [...this.root.querySelectorAll('.time-chart--wide a')].map((bar) => this.axis.endOf(bar.dataset.last));
    return ends.filter((edge) => edge > least);
  }

  play() {
    this.player.start();
    if (this.edges.day >= this.axis.days) this.to(this.stops[0]);
    else this.step();
  }

  /** To the next month with damage, when the map has drawn the last one; after the last one it is today. */
  step() {
    if (overview.container.getAttribute('aria-busy') === 'true') return;
    const {edges, stops} = this;
    const next = stops.find((edge) => edge > edges.day);
    this.to(next);
    if (next === undefined || next >= this.axis.days) this.pause();
  }

  to(edge) {
    const beyond = edge === undefined || edge >= this.axis.days;
    this.preview({[this.clock]: beyond ? '' : this.axis.endingAt(edge)}, true);
  }

  pause() {
    if (!this.player.isPlaying) return;
    this.player.stop();
    this.commit();
  }
}

/** Parameters with these days; an empty one is taken out. */
function put(params, days) {
  for (const [name, day] of Object.entries(days)) {
    if (day) params.set(name, day);
    else params.delete(name);
  }
}

const root = document.querySelector('[data-part=time]');
if (root && overview) new Strip(root).arrive();
