/**
 * Drawing: groups come in and stand on the map as marks that can be seen, clicked and reached by keyboard.
 * What stays between two drawings keeps its element, and with it the reader's focus.
 */

import {donut, element, mark, radius, worst} from './marks.js';
import {layNames} from './names.js';
import {siteName} from './popup.js';
import {SENTENCES} from './words.js';

const LABEL_FROM = 76; // pixels of a cell's width from which the word fits in
const NAMED = 5;

export class MarkLayer {
  /** `open(group, byKeyboard)` is called when a reader opens a mark. */
  constructor(map, label, open) {
    this.map = map;
    this.label = label;
    this.open = open;
    this.drawn = new Map();
  }

  draw(groups) {
    const wanted = new Map(groups.map((group) => [`${group.key} ${this.wide(group)}`, group]));
    for (const [key, {marker, cell}] of this.drawn) {
      if (wanted.has(key)) continue;
      marker.remove();
      cell?.remove();
      this.drawn.delete(key);
    }
    for (const [key, group] of wanted) {
      if (!this.drawn.has(key)) this.drawn.set(key, this.add(group));
    }
    this.name();
    layNames(this.map, [...this.drawn.values()].map(({marker, group}) => (
      {element: marker.getElement(), name: group.count === 1 && !this.wide(group) ? group.sites[0].name : ''}
    )));
  }

  add(group) {
    const cell = cellOf(group) && drawCell(cellOf(group), () => this.open(group, false)).addTo(this.map);
    const marker = L.marker(group.at, {icon: this.icon(group), keyboard: true, riseOnHover: true}).addTo(this.map);
    marker.on('click', () => this.open(group, false));
    marker.getElement().addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      this.open(group, true);
    });
    return {marker, cell, group};
  }

  icon(group) {
    const size = 2 * radius(group);
    const className = cellOf(group) ? 'map-mark map-mark--cell' : 'map-mark';
    return L.divIcon({className, html: this.picture(group), iconSize: [size, size]});
  }

  picture(group) {
    const shown = group.count === 1 ? mark(group.sites[0]) : donut(group);
    if (!this.wide(group)) return shown;
    const word = element('span', {class: 'map-cell-word', 'aria-hidden': 'true', text: SENTENCES.approximate});
    return element('div', {}, shown, word);
  }

  /** Whether the group's cell is drawn so wide that its word fits in. */
  wide(group) {
    const cell = cellOf(group);
    if (!cell) return false;
    const [west, east] = [[cell[0], cell[1]], [cell[0], cell[3]]].map((corner) => this.map.project(corner).x);
    return east - west >= LABEL_FROM;
  }

  /** Every mark has a name of its own, also where two sites are called the same. */
  name() {
    const taken = new Set();
    for (const {marker, group} of this.drawn.values()) {
      let name = this.nameOf(group);
      if (taken.has(name)) name = SENTENCES.numbered(name, group.sites[0]?.number ?? taken.size);
      taken.add(name);
      marker.getElement().setAttribute('aria-label', name);
      marker.getElement().title = name;
    }
  }

  nameOf(group) {
    if (group.count === 1) return siteName(group.sites[0], this.label);
    const names = group.sites.slice(0, NAMED).map((site) => site.name);
    const which = names.length ? SENTENCES.names(names, group.count - names.length) : SENTENCES.around(group.at);
    return SENTENCES.group(group.count, this.label('levels', worst(group.levels)), which);
  }

  /** Show which mark belongs to a site: its own, or that of the group it is in. Number null: none. */
  light(number) {
    for (const {marker, group} of this.drawn.values()) {
      const lit = group.sites.some((site) => site.number === number);
      marker.getElement().classList.toggle('map-mark--lit', lit);
      marker.setZIndexOffset(lit ? 1000 : 0);
    }
  }

  /** Put the keyboard on a mark inside a box, as after a cluster that it stood on has opened. */
  focusWithin(bounds) {
    const found = [...this.drawn.values()].find(({group}) => bounds.contains(group.at));
    (found ? found.marker.getElement() : this.map.getContainer()).focus({preventScroll: true});
  }

  elementOf(group) {
    const found = [...this.drawn.values()].find((one) => one.group.key === group.key);
    return found?.marker.getElement();
  }
}

/** The cell that a group of protected sites shares; null for a point, or where several cells are meant. */
export function cellOf({sites}) {
  const [first] = sites;
  return first?.cell && sites.every((site) => String(site.cell) === String(first.cell)) ? first.cell : null;
}

export function drawCell([south, west, north, east], open) {
  const cell = L.rectangle([[south, west], [north, east]], {className: 'map-cell', interactive: Boolean(open)});
  return open ? cell.on('click', open) : cell;
}
