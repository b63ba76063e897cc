/** The map of all sites of a filter: reads tiles, gathers what would overlap, draws it, and opens what is chosen. */

import {followView, readView} from './address.js';
import {gather} from './gather.js';
import {createMap} from './ground.js';
import {MarkLayer} from './layer.js';
import {SiteList} from './list.js';
import {radius} from './marks.js';
import {Notice} from './notice.js';
import {listCard, siteCard} from './popup.js';
import {TileReader, tilesUnder} from './tiles.js';
import {SENTENCES, readLabels} from './words.js';

const MARGIN = 40; // pixels around the view in which marks are drawn too
const ROOM = [48, 48];
const NEAREST_FIRST_VIEW = 12;
const BELOW_CARD = 60; // pixels for the mark itself and the credits
const UNDER_CONTROLS = 52; // pixels at the top of a narrow map
const NARROW = 600; // pixels of a map that shows the whole world at zoom 1 already

export class Overview {
  constructor(container) {
    const {tiles, query, site} = container.dataset;
    this.container = container;
    this.label = readLabels(container);
    this.address = ({slug}) => site.replace('-slug-', slug);
    this.map = createMap(container, {minZoom: container.clientWidth < NARROW ? 1 : 2});
    this.notice = new Notice(this.map);
    this.reader = new TileReader(tiles, query);
    this.layer = new MarkLayer(this.map, this.label, (group, byKeyboard) => this.open(group, byKeyboard));
    this.list = new SiteList((number) => this.layer.light(number));
    this.turn = 0;
    this.listen();
    this.begin();
  }

  listen() {
    this.map.on('moveend', () => this.refresh());
    this.map.on('popupopen popupclose', ({type}) => this.container.classList.toggle('has-card', type === 'popupopen'));
    this.map.on('popupclose', () => this.list.light([]));
    this.container.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
    });
  }

  /** The view that the address names, else all sites of the filter, else the world. */
  begin() {
    const bounds = readBounds(this.container);
    const view = readView();
    if (view) this.map.setView(view.at, view.zoom);
    else if (bounds) this.map.fitBounds(bounds, {padding: ROOM, maxZoom: NEAREST_FIRST_VIEW, animate: false});
    else this.map.setView([25, 20], this.map.getMinZoom());
    followView(this.map);
  }

  async refresh() {
    const turn = ++this.turn;
    const zoom = this.map.getZoom();
    const view = this.map.getPixelBounds();
    const seen = L.bounds(view.min.subtract([MARGIN, MARGIN]), view.max.add([MARGIN, MARGIN]));
    this.container.setAttribute('aria-busy', 'true');
    const {items, complete} = await this.reader.read(tilesUnder(seen, zoom));
    if (turn !== this.turn) return;
    this.layer.draw(gather(items, (at) => this.map.project(at, zoom), zoom < this.map.getMaxZoom() ? radius : () => 0));
    this.container.setAttribute('aria-busy', 'false');
    this.report(complete, items.length === 0);
    this.afterDrawing?.();
    this.afterDrawing = null;
  }

  report(complete, empty) {
    const nowhere = empty && !this.container.dataset.bounds && this.list.items.size > 0;
    if (!complete) this.notice.show(SENTENCES.failed, SENTENCES.retry, () => this.refresh());
    else if (nowhere && this.map.getZoom() === this.map.getMinZoom()) this.notice.show(SENTENCES.none);
    else this.notice.hide();
  }

  open(group, byKeyboard) {
    if (group.count === 1) return this.show(group, siteCard(group.sites[0], this.address, this.label), byKeyboard);
    if (this.cannotPart(group)) return this.show(group, listCard(group.sites, this.address, this.label), byKeyboard);
    return this.zoomTo(group, byKeyboard);
  }

  /** Whether zooming in would not part the group's sites: they share a point, or the map ends here. */
  cannotPart({sites}) {
    const points = new Set(sites.map((site) => String(site.at)));
    return points.size === 1 || (points.size > 1 && this.map.getZoom() === this.map.getMaxZoom());
  }

  show(group, card, byKeyboard) {
    this.opener = byKeyboard ? group : null;
    const {clientWidth, clientHeight} = this.container;
    const above = clientWidth < NARROW ? UNDER_CONTROLS : 8;
    const maxHeight = Math.min(320, clientHeight - above - BELOW_CARD);
    const room = {autoPanPaddingTopLeft: [8, above], autoPanPaddingBottomRight: [8, BELOW_CARD]};
    L.popup({minWidth: 220, maxWidth: 300, maxHeight, offset: [0, -8], ...room})
      .setLatLng(group.at).setContent(card).openOn(this.map);
    this.list.light(group.sites.map((site) => site.number));
    if (byKeyboard) card.querySelector('a').focus({preventScroll: true});
  }

  close() {
    this.map.closePopup();
    if (this.opener) this.layer.elementOf(this.opener)?.focus({preventScroll: true});
    this.opener = null;
  }

  zoomTo(group, byKeyboard) {
    const [south, west, north, east] = group.bounds;
    const bounds = L.latLngBounds([south, west], [north, east]);
    const nearer = this.map.getBoundsZoom(bounds, false, L.point(ROOM).multiplyBy(2));
    const zoom = Math.min(Math.max(nearer, this.map.getZoom() + 1), this.map.getMaxZoom());
    if (byKeyboard) this.afterDrawing = () => this.layer.focusWithin(bounds.pad(0.1));
    this.map.setView(bounds.getCenter(), zoom);
  }
}

function readBounds({dataset}) {
  if (!dataset.bounds) return null;
  const [south, west, north, east] = dataset.bounds.split(',').map(Number);
  return [[south, west], [north, east]];
}
