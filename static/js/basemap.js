/**
 * The base map: land, water, borders and names, drawn on one canvas from four small files of our own server.
 *
 * Files: TopoJSON in degrees; labels as described in deploy/basemap/README.md. Leaflet is the global `L`.
 * Colours are the custom properties of the map's container: --map-land, --map-water, --map-border, --map-coast,
 * --map-label, --map-label-water. They are read again when the theme changes.
 */

import {paint, readColours} from '../basemap/painting.js';
import {READERS} from '../basemap/reading.js';

export const ATTRIBUTION =
  'Borders: <a href="https://www.naturalearthdata.com/">Natural Earth</a> as modified by Visionscarto. ' +
  'Places: <a href="https://www.geonames.org/">GeoNames</a>, CC BY 4.0';

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
  if (!map.getPane(PANE)) map.createPane(PANE).style.zIndex = 150;
  return new Basemap({pane: PANE, attribution: ATTRIBUTION, urls}).addTo(map);
}

const Basemap = L.Layer.extend({
  initialize(options) {
    L.setOptions(this, options);
    this.data = {};
    this.widths = new Map();
  },

  getEvents() {
    return {moveend: this.settle, resize: this.draw, move: this.follow, zoom: this.follow, zoomanim: this.animate};
  },

  onAdd() {
    this.canvas = L.DomUtil.create('canvas', 'leaflet-zoom-animated', this.getPane());
    this.canvas.setAttribute('aria-hidden', 'true');
    this.dark = window.matchMedia('(prefers-color-scheme: dark)');
    this.repaint = () => window.requestAnimationFrame(() => this._map && this.draw());
    this.dark.addEventListener('change', this.repaint);
    this.watch = new MutationObserver(this.repaint);
    this.watch.observe(document.documentElement, {attributes: true, attributeFilter: ['data-theme', 'class']});
    this.load('coarse');
    this.draw();
  },

  onRemove() {
    this.watch.disconnect();
    this.dark.removeEventListener('change', this.repaint);
    this.canvas.remove();
  },

  /** Fetch a data file once; the map shows what it has until then. A file that fails is asked for at the next move. */
  async load(name) {
    if (name in this.data) return;
    this.data[name] = null;
    try {
      const answer = await fetch(this.options.urls[name]);
      if (!answer.ok) throw new Error(`The base map file ${name} was not sent: the server answered ${answer.status}.`);
      this.data[name] = READERS[name](await answer.json());
      this.repaint();
    } catch (error) {
      delete this.data[name];
      console.error(error);
    }
  },

  /** Keep the drawn picture in its place while the map moves; draw again when the view leaves the picture. */
  follow() {
    this.place(this._map.getCenter(), this._map.getZoom());
    if (this._map.getZoom() === this.zoom && !this.covers()) this.draw();
  },

  /** After a move within the picture nothing is drawn: names stay where the reader saw them. */
  settle() {
    if (this._map.getZoom() !== this.zoom || !this.covers()) this.draw();
  },

  animate(event) {
    this.place(event.center, event.zoom);
  },

  place(center, zoom) {
    const map = this._map;
    const pane = L.DomUtil.getPosition(map.getPane('mapPane'));
    const origin = map.project(center, zoom).subtract(map.getSize().divideBy(2)).add(pane).round();
    const scale = map.getZoomScale(zoom, this.zoom);
    L.DomUtil.setTransform(this.canvas, this.corner.multiplyBy(scale).subtract(origin).round(), scale);
  },

  covers() {
    const view = this._map.getPixelBounds();
    return L.bounds(this.corner, this.corner.add(this.size)).contains(view);
  },

  draw() {
    const map = this._map;
    this.zoom = map.getZoom();
    if (this.zoom >= FINE_FROM) ['fine', 'water', 'places'].forEach((name) => this.load(name));
    const margin = map.getSize().multiplyBy(0.25).round();
    const corner = map.containerPointToLayerPoint(margin.multiplyBy(-1)).round();
    this.size = map.getSize().add(margin.multiplyBy(2));
    this.corner = corner.add(map.getPixelOrigin());
    const pen = this.prepare();
    L.DomUtil.setPosition(this.canvas, corner);
    paint(pen, this.view(), this.data, readColours(map.getContainer(), this.dark.matches), this.widths);
  },

  prepare() {
    const ratio = window.devicePixelRatio || 1;
    const {canvas, size} = this;
    canvas.width = Math.round(size.x * ratio);
    canvas.height = Math.round(size.y * ratio);
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    const pen = canvas.getContext('2d', {alpha: false});
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    return pen;
  },

  view() {
    const scale = TILE * 2 ** this.zoom;
    const [first, last] = [this.corner.x, this.corner.x + this.size.x].map((x) => Math.floor(x / scale));
    const copies = Array.from({length: last - first + 1}, (_, n) => (first + n) * scale - this.corner.x);
    return {zoom: this.zoom, scale, copies, top: -this.corner.y, width: this.size.x, height: this.size.y};
  },
});
