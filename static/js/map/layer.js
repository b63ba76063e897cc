/** Drawing: groups come in and stand on one canvas as marks, cells and names, under buttons that can be pressed. */

import {Sheet} from '../sheet.js';
import {onTheme} from '../theme.js';
import {Buttons} from './buttons.js';
import {cellOf, drawCell, drawCellGround, writeApproximate} from './cells.js';
import {paintDonut} from './donut.js';
import {readInk} from './ink.js';
import {element, mark, radius, worst} from './marks.js';
import {drawNames} from './names.js';
import {siteName} from './popup.js';
import {Sprites} from './sprites.js';
import {SENTENCES} from './words.js';

const NAMED = 5;
const ON_PAPER = 3; // pixels to one of CSS
const BEFORE = {size: 14, away: 10};

export class MarkLayer {
  /** `open(group, byKeyboard)` is called when a reader opens a mark. */
  constructor(map, label, open) {
    this.map = map;
    this.label = label;
    this.groups = [];
    this.marks = [];
    this.sheet = new Sheet(map, {name: 'marks', zIndex: 600});
    this.dressing = element('div', {class: 'map-dressing', 'aria-hidden': 'true'});
    this.probe = element('span');
    this.dressing.append(this.probe);
    map.getContainer().append(this.dressing);
    this.sprites = new Sprites(this.dressing);
    const holder = element('div', {class: 'map-marks'});
    this.sheet.node.append(holder);
    this.buttons = new Buttons(holder, map, ({group}, byKeyboard) => open(group, byKeyboard));
    onTheme(() => this.changeTheme());
  }

  /** Draw these groups in place of all that is drawn. */
  draw(groups) {
    this.groups = groups;
    this.redraw();
  }

  /** Draw what is known once more, as when the view has another zoom and its tiles are still on their way. */
  redraw() {
    const ratio = window.matchMedia('print').matches ? ON_PAPER : window.devicePixelRatio || 1;
    if (ratio !== this.sprites.ratio || !this.ink) this.mix(ratio);
    const pen = this.sheet.lay(ratio);
    this.marks = this.groups.map((group) => this.place(group));
    this.paint(pen);
    this.buttons.lay(this.nameAll(this.marks.filter((one) => this.isOnSheet(one))));
    this.light(this.lit);
  }

  changeTheme() {
    this.ink = null;
    if (this.sheet.corner) this.redraw();
  }

  mix(ratio) {
    this.ink = readInk(this.probe);
    this.sprites.begin(ratio, this.ink.colours.shade);
  }

  /** A group and where it is drawn, in pixels of the sheet. */
  place(group) {
    const {x, y} = this.toSheet(group.at).round();
    return {key: group.key, group, at: group.at, count: group.count, x, y, half: radius(group), cell: this.boxOf(group)};
  }

  boxOf(group) {
    const cell = cellOf(group);
    if (!cell) return null;
    const [south, west, north, east] = cell;
    const [start, end] = [this.toSheet([north, west]), this.toSheet([south, east])];
    return {left: start.x, top: start.y, right: end.x, bottom: end.y};
  }

  toSheet(at) {
    return this.map.project(at, this.sheet.zoom).subtract(this.sheet.corner);
  }

  isOnSheet({x, y, half}) {
    const {size} = this.sheet;
    return x >= half && y >= half && x <= size.x - half && y <= size.y - half;
  }

  paint(pen) {
    const [{ink}, marks] = [this, this.marks.filter((one) => this.isOnSheet(one))];
    for (const {cell} of this.marks) if (cell) drawCell(pen, cell, ink);
    for (const one of marks) {
      if (one.cell) writeApproximate(pen, one.x, one.y + one.half, one.cell, ink);
      this.paintMark(pen, one);
    }
    const spots = marks.map(({x, y, half, cell, group}) => (
      {x, y, half, name: group.count === 1 && !cell ? group.sites[0].name : ''}
    ));
    drawNames(pen, this.sheet.zoom, spots, ink);
  }

  paintMark(pen, {group, x, y, half, cell}) {
    if (cell) drawCellGround(pen, x, y, half, this.ink);
    if (group.count > 1) return this.paintDonut(pen, group, x, y, half);
    const [site] = group.sites;
    this.sprites.putMark(pen, mark(site), x, y);
    return site.before && this.paintBefore(pen, site.before, x, y);
  }

  paintDonut(pen, group, x, y, half) {
    const key = JSON.stringify([group.count, group.levels]);
    this.sprites.put(pen, key, x, y, 2 * half, (own) => paintDonut(own, group, this.ink));
  }

  /** What the site was on the other day: a small mark at the upper start of its mark. */
  paintBefore(pen, before, x, y) {
    const side = document.documentElement.dir === 'rtl' ? 1 : -1;
    const [left, top] = [x + side * BEFORE.away, y - BEFORE.away];
    pen.beginPath();
    pen.arc(left, top, BEFORE.size / 2 + 1, 0, 2 * Math.PI);
    pen.fillStyle = this.ink.colours.card;
    pen.fill();
    this.sprites.putMark(pen, mark(before), left, top, BEFORE.size);
  }

  /** Every mark has a name of its own, also where two sites are called the same. */
  nameAll(marks) {
    const taken = new Set();
    return marks.map((one) => {
      const plain = this.nameOf(one.group);
      const name = taken.has(plain) ? SENTENCES.numbered(plain, one.group.sites[0]?.number ?? taken.size) : plain;
      taken.add(name);
      return {...one, name};
    });
  }

  nameOf(group) {
    if (group.count === 1) return siteName(group.sites[0], this.label);
    const names = group.sites.slice(0, NAMED).map((site) => site.name);
    const which = names.length ? SENTENCES.names(names, group.count - names.length) : SENTENCES.around(group.at);
    return SENTENCES.group(group.count, this.label('levels', worst(group.levels)), which);
  }

  /** Show which mark belongs to a site: its own, or that of the group it is in. Number null: none. */
  light(number) {
    this.lit = number;
    for (const {key, group} of this.marks) {
      const lit = group.sites.some((site) => site.number === number);
      this.buttons.elementOf(key)?.classList.toggle('map-mark--lit', lit);
    }
  }

  /** Put the keyboard on a mark inside a box, as after a cluster that it stood on has opened. */
  focusWithin(bounds) {
    const found = this.marks.find(({key, at}) => bounds.contains(at) && this.buttons.elementOf(key));
    (found ? this.buttons.elementOf(found.key) : this.map.getContainer()).focus({preventScroll: true});
  }

  /** How many sites the marks stand for that lie in a box, or whose square reaches into it. */
  countIn(bounds) {
    const boxes = this.groups.map((group) => [cellOf(group) ?? [...group.at, ...group.at], group.count]);
    const seen = boxes.filter(([[south, west, north, east]]) => bounds.intersects([[south, west], [north, east]]));
    return seen.reduce((sum, [, count]) => sum + count, 0);
  }

  /** The group that holds a site, as it is drawn now. */
  groupWith(number) {
    return this.groups.find(({sites}) => sites.some((site) => site.number === number));
  }

  /** The group that holds the site of a slug. */
  groupNamed(slug) {
    return this.groups.find(({sites}) => sites.some((site) => site.slug === slug));
  }

  /** The group whose cell lies under a point of the map; the smallest, if several do. */
  groupUnder(at) {
    const {x, y} = this.toSheet(at);
    const under = this.marks.filter(({cell}) => (
      cell && x >= cell.left && x <= cell.right && y >= cell.top && y <= cell.bottom
    ));
    const [smallest] = under.sort((one, other) => one.cell.right - one.cell.left - other.cell.right + other.cell.left);
    return smallest?.group;
  }

  elementOf(group) {
    return this.buttons.elementOf(group.key);
  }
}
