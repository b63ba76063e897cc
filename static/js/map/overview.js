/**
 * The map of all sites of a filter: reads tiles, gathers what would overlap, draws it, and opens what is chosen.
 *
 * Its element tells the page of it: `map:view` after each move; `map:drawn` when the view has its marks, with
 * `detail.sites`, the number of sites that the marks in view stand for. `map` is the Leaflet map, `query` the filter
 * that is shown, `container` the element, `isNamed` whether the page's address named the first view.
 */

import {followView, readView} from './address.js';
import {Cards} from './cards.js';
import {gather} from './gather.js';
import {createMap} from './ground.js';
import {MarkLayer} from './layer.js';
import {SiteList} from './list.js';
import {radius} from './marks.js';
import {Notice} from './notice.js';
import {TileReader, tilesUnder} from './tiles.js';
import {SENTENCES, readLabels} from './words.js';

const BREATH = 300; // milliseconds in which a screen reader misses the mark that has gone
const MARGIN = 40; // pixels around the view in which marks are drawn too
const ROOM = 48; // pixels around what is framed, where the map is large enough for them
const NEAREST_FIRST_VIEW = 12;
const FINE = 1e6; // parts of a degree
const NEAR = 14; // the zoom at which a site that was asked for is shown
const NARROW = 600; // pixels of a map that shows the whole world at zoom 1 already

export class Overview {
  constructor(container) {
    const {tiles, query} = container.dataset;
    const label = readLabels(container);
    const address = ({slug}) => container.dataset.site.replace('-slug-', slug);
    this.container = container;
    this.query = query;
    this.map = createMap(container, {minZoom: container.clientWidth < NARROW ? 1 : 2});
    this.notice = new Notice(this.map);
    this.reader = new TileReader(tiles);
    this.layer = new MarkLayer(this.map, label, (group, byKeyboard) => this.open(group, byKeyboard));
    this.list = new SiteList((number) => this.layer.light(number));
    const listAddress = (bounds) => `${container.dataset.site.split('-slug-')[0]}?${boxed(this.query, bounds)}`;
    this.cards = new Cards(this.map, this.layer, {address, listAddress, label}, () => this.tellOpen());
    this.turn = 0;
    this.waiting = [];
    this.listen();
    this.begin();
  }

  /** The box of the map that is in view, as L.LatLngBounds. */
  get view() {
    return this.map.getBounds();
  }

  get room() {
    const {x, y} = this.map.getSize();
    return [Math.min(ROOM, x / 6), Math.min(ROOM, y / 6)];
  }

  /** The number of the site whose card is open, or null. */
  get selected() {
    return this.cards.site;
  }

  /**
   * Show the sites of another filter (a query without its question mark). What is drawn stays until the new tiles are
   * there. `frame`, bounds in any of Leaflet's forms, moves the map there; without one the view stays.
   */
  show(query, {frame = null} = {}) {
    this.query = this.container.dataset.query = query;
    this.afterDrawing(() => this.cards.renew());
    if (frame) this.map.fitBounds(frame, {padding: this.room, maxZoom: NEAREST_FIRST_VIEW, animate: false});
    this.refresh();
  }

  /**
   * Open the card of a site {number, at, cell}, where the selection holds it: the map goes there first. With `byKeyboard`
   * the card gets the focus, and its mark when it closes.
   */
  openSite({number, at, cell = null}, byKeyboard = false) {
    if (cell) this.map.fitBounds([cell.slice(0, 2), cell.slice(2)], {maxZoom: NEAR, padding: this.room, animate: false});
    else this.map.setView(at, Math.max(this.map.getZoom(), NEAR), {animate: false});
    this.afterDrawing(() => this.openDrawn(number, byKeyboard));
    this.refresh();
  }

  openDrawn(number, byKeyboard) {
    const group = this.layer.groupWith(number);
    if (group) this.cards.open(group, byKeyboard);
  }

  /** Open the card of a site that is in view, by its slug; null closes any. */
  openNamed(slug) {
    if (slug === this.cards.slug) return;
    this.cards.close();
    if (!slug) return;
    this.afterDrawing(() => {
      const group = this.layer.groupNamed(slug);
      if (group) this.cards.open(group, false);
    });
    this.refresh();
  }

  tellOpen() {
    this.list.light(this.cards.numbers);
    this.writeAddress();
  }

  listen() {
    const {map, container} = this;
    map.on('zoomstart', () => {
      this.zooming = true;
      container.setAttribute('aria-busy', 'true');
    });
    map.on('zoomend', () => this.endZoom());
    map.on('move', () => !this.zooming && !this.layer.sheet.covers() && this.refresh());
    map.on('moveend', () => {
      this.refresh();
      container.dispatchEvent(new CustomEvent('map:view'));
    });
    map.on('click', ({latlng}) => this.openCell(latlng));
    map.on('popupopen popupclose', ({type}) => container.classList.toggle('has-card', type === 'popupopen'));
    container.addEventListener('keydown', ({key}) => key === 'Escape' && this.cards.close());
    document.addEventListener('parts:swapped', () => this.list.light(this.cards.numbers));
  }

  /** The view that the address names, else all sites of the filter, else the world. */
  begin() {
    const bounds = readBounds(this.container);
    const view = readView();
    this.isNamed = view !== null;
    if (view) this.map.setView(view.at, view.zoom);
    else if (bounds) this.map.fitBounds(bounds, {padding: this.room, maxZoom: NEAREST_FIRST_VIEW, animate: false});
    else this.map.setView([25, 20], this.map.getMinZoom());
    const card = {site: () => this.cards.slug, open: (slug) => this.openNamed(slug)};
    this.writeAddress = followView(this.map, card);
    if (view) this.openNamed(view.site);
  }

  /** Marks have one size at every zoom: those that are known are drawn at once, their tiles may take a moment. */
  endZoom() {
    this.zooming = false;
    if (this.layer.groups.length) this.layer.redraw();
  }

  tilesInView() {
    const {min, max} = this.map.getPixelBounds();
    return tilesUnder({min: min.subtract([MARGIN, MARGIN]), max: max.add([MARGIN, MARGIN])}, this.map.getZoom());
  }

  /** Ask for a drawing of what is to be seen. While a batch of tiles is on its way only the latest wish is kept. */
  refresh() {
    this.turn += 1;
    this.container.setAttribute('aria-busy', 'true');
    this.reader.keepOnly(this.tilesInView());
    if (!this.reading) this.read();
  }

  async read() {
    this.reading = true;
    try {
      for (let turn = 0; turn !== this.turn;) {
        turn = this.turn;
        const {query} = this;
        const tiles = this.tilesInView();
        const found = await this.reader.read(tiles, query);
        if (this.zooming || namesOf(tiles) !== namesOf(this.tilesInView())) continue;
        this.draw(found, `${namesOf(tiles)} ${query}`);
        this.finish(turn, found);
      }
    } finally {
      this.reading = false;
    }
  }

  /** `name` tells the tiles and the filter: what is drawn already is not drawn again, however the view has moved. */
  draw({items, complete}, name) {
    if (name === this.drawn && this.layer.sheet.covers()) return;
    this.drawn = complete ? name : null;
    const zoom = this.map.getZoom();
    const reach = zoom < this.map.getMaxZoom() ? radius : () => 0;
    this.layer.draw(gather(items, (at) => this.map.project(at, zoom), reach));
  }

  finish(turn, {items, complete}) {
    if (turn === this.turn) this.container.setAttribute('aria-busy', 'false');
    this.report(complete, items.length === 0);
    this.actOnDrawing(turn);
    const sites = this.layer.countIn(this.view);
    this.container.dispatchEvent(new CustomEvent('map:drawn', {detail: {sites}}));
  }

  /** Do something once it is drawn what is asked for next. */
  afterDrawing(act) {
    this.waiting.push({turn: this.turn + 1, act});
  }

  actOnDrawing(turn) {
    const due = this.waiting.filter((one) => one.turn <= turn);
    this.waiting = this.waiting.filter((one) => one.turn > turn);
    for (const {act} of due) act();
  }

  report(complete, empty) {
    const nowhere = empty && !this.container.dataset.bounds && !this.list.isEmpty();
    if (!complete) this.notice.show(SENTENCES.failed, SENTENCES.retry, () => this.refresh());
    else if (nowhere && this.map.getZoom() === this.map.getMinZoom()) this.notice.show(SENTENCES.none);
    else this.notice.hide();
  }

  open(group, byKeyboard) {
    if (group.count === 1 || this.cannotPart(group)) this.cards.open(group, byKeyboard);
    else this.zoomTo(group, byKeyboard);
  }

  /** A protected site is its whole square: it opens wherever in it the reader presses. */
  openCell(at) {
    const group = this.layer.groupUnder(at);
    if (group) this.open(group, false);
  }

  /** Whether zooming in would not part the group's sites: they share a point, or the map ends here. */
  cannotPart({sites, bounds: [south, west, north, east]}) {
    if (this.map.getZoom() === this.map.getMaxZoom()) return true;
    return sites.length ? new Set(sites.map((site) => String(site.at))).size === 1 : south === north && west === east;
  }

  zoomTo(group, byKeyboard) {
    const [south, west, north, east] = group.bounds;
    const bounds = L.latLngBounds([south, west], [north, east]);
    const nearer = this.map.getBoundsZoom(bounds, false, L.point(this.room).multiplyBy(2));
    const zoom = Math.min(Math.max(nearer, this.map.getZoom() + 1), this.map.getMaxZoom());
    if (byKeyboard) this.afterDrawing(() => setTimeout(() => this.layer.focusWithin(bounds.pad(0.1)), BREATH));
    this.map.setView(bounds.getCenter(), zoom);
  }
}

/** Tiles in their copy of the world. */
function namesOf(tiles) {
  return tiles.map(({z, x, y, turns}) => `${z}/${x + turns * 2 ** z}/${y}`).join(' ');
}

function readBounds({dataset}) {
  if (!dataset.bounds) return null;
  const [south, west, north, east] = dataset.bounds.split(',').map(Number);
  return [[south, west], [north, east]];
}

/** A filter's query narrowed to a box [south, west, north, east]; east of the antimeridian it is the same earth. */
function boxed(query, [south, west, north, east]) {
  const turn = 360 * Math.round((west + east) / 720);
  const asked = new URLSearchParams(query);
  const outward = [[west - turn, Math.floor], [south, Math.floor], [east - turn, Math.ceil], [north, Math.ceil]];
  asked.set('bbox', outward.map(([degrees, round]) => round(degrees * FINE) / FINE).join(','));
  return String(asked).replaceAll('%2C', ',');
}
