/**
 * The base map: land, water, borders and names, drawn on one canvas from four small files of our own server.
 *
 * Files: TopoJSON in degrees; labels as described in deploy/basemap/README.md. Leaflet is the global `L`.
 * Colours are the custom properties of the map's container: --map-land, --map-water, --map-border, --map-coast,
 * --map-label, --map-label-water. They are read again when the theme changes.
 */

import {paint, readColours} from '../basemap/painting.js';
import {READERS} from '../basemap/reading.js';
import {Sheet} from './sheet.js';
import {onTheme} from './theme.js';
import {fill, gettext} from './words.js';

export const ATTRIBUTION = fill(
  gettext('Borders: {borders} as modified by Visionscarto. Places: {places}, CC BY 4.0'),
  {
    borders: '<a href="https://www.naturalearthdata.com/">Natural Earth</a>',
    places: '<a href="https://www.geonames.org/">GeoNames</a>',
  },
);

/** Options for L.map that suit this base map: the world repeats sideways, zooming ends where nothing more is known. */
export const MAP_OPTIONS = {
  minZoom: 2,
  maxZoom: 18,
  maxBounds: [[-85.05, -720], [85.05, 720]],
  maxBoundsViscosity: 1,
  worldCopyJump: true,
  fadeAnimation: false,
};

const PANE = 'basemap';
const FINE_FROM = 4;
const TILE = 256;

/**
 * Add the base map to a Leaflet map, below everything else, and return its layer.
 * `urls` are the addresses of the data files {coarse, fine, water, places}; `tiles` {url, attribution} draws a tile
 * server's pictures instead.
 */
export function addBasemap(map, {urls, tiles}) {
  if (tiles && tiles.url) {
    const {url, attribution} = tiles;
    return L.tileLayer(url, {attribution, maxZoom: 19, referrerPolicy: 'strict-origin-when-cross-origin'}).addTo(map);
  }
  return new Basemap({pane: PANE, attribution: ATTRIBUTION, urls}).addTo(map);
}

const Basemap = L.Layer.extend({
  initialize(options) {
    L.setOptions(this, options);
    this.data = {};
    this.widths = new Map();
  },

  getEvents() {
    return {moveend: this.settle, resize: this.draw, move: this.follow};
  },

  onAdd(map) {
    this.sheet = new Sheet(map, {name: PANE, zIndex: 150, opaque: true});
    onTheme(() => this.draw());
    this.load('coarse');
    this.draw();
  },

  onRemove() {
    this.sheet.node.remove();
  },

  /** Fetch a data file once; the map shows what it has until then. A file that fails is asked for at the next move. */
  async load(name) {
    if (name in this.data) return;
    this.data[name] = null;
    try {
      const answer = await fetch(this.options.urls[name]);
      if (!answer.ok) throw new Error(`The base map file ${name} was not sent: the server answered ${answer.status}.`);
      this.data[name] = READERS[name](await answer.json());
      window.requestAnimationFrame(() => this.draw());
    } catch (error) {
      delete this.data[name];
      console.error(error);
    }
  },

  /** Draw again when the view leaves the picture. */
  follow() {
    if (this._map.getZoom() === this.sheet.zoom && !this.sheet.covers()) this.draw();
  },

  /** After a move within the picture nothing is drawn: names stay where the reader saw them. */
  settle() {
    if (!this.sheet.covers()) this.draw();
  },

  draw() {
    const pen = this.sheet.lay();
    if (this.sheet.zoom >= FINE_FROM) ['fine', 'water', 'places'].forEach((name) => this.load(name));
    paint(pen, this.view(), this.data, readColours(this._map.getContainer()), this.widths);
  },

  view() {
    const {zoom, corner, size} = this.sheet;
    const scale = TILE * 2 ** zoom;
    const [first, last] = [corner.x, corner.x + size.x].map((x) => Math.floor(x / scale));
    const copies = Array.from({length: last - first + 1}, (_, n) => (first + n) * scale - corner.x);
    return {zoom, scale, copies, top: -corner.y, width: size.x, height: size.y};
  },
});
