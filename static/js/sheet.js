/**
 * A sheet that lies on a Leaflet map, larger than the view: a canvas, and the elements upon it. It is drawn once; then it
 * moves and grows with the map as one picture, until it is drawn again. Leaflet is the global `L`.
 */

const MARGIN = 0.25; // of the view, on every side

export class Sheet {
  /** `name` is the pane's; `zIndex` says what it lies above; `opaque` canvases cost less. */
  constructor(map, {name, zIndex, opaque = false}) {
    this.map = map;
    this.opaque = opaque;
    const pane = map.getPane(name) ?? map.createPane(name);
    pane.style.zIndex = zIndex;
    this.node = L.DomUtil.create('div', 'leaflet-layer leaflet-zoom-animated', pane);
    this.canvas = L.DomUtil.create('canvas', '', this.node);
    this.canvas.setAttribute('aria-hidden', 'true');
    map.on('zoom viewreset moveend', () => this.place(map.getCenter(), map.getZoom()));
    map.on('zoomanim', ({center, zoom}) => this.place(center, zoom));
  }

  /** Whether the sheet was drawn at the map's zoom and still lies under all of the view. */
  covers() {
    if (this.zoom !== this.map.getZoom()) return false;
    return L.bounds(this.corner, this.corner.add(this.size)).contains(this.map.getPixelBounds());
  }

  /**
   * Lay an empty sheet around the view and return a pen for it, whose unit is the CSS pixel. Then `corner` is where the
   * sheet begins, in world pixels of `zoom`, and `size` its extent. `ratio` is the pixels of the canvas to one of CSS.
   */
  lay(ratio = window.devicePixelRatio || 1) {
    const {map} = this;
    const margin = map.getSize().multiplyBy(MARGIN).round();
    this.zoom = map.getZoom();
    this.size = map.getSize().add(margin.multiplyBy(2));
    this.corner = map.getPixelBounds().min.subtract(margin).round();
    this.place(map.getCenter(), this.zoom);
    return this.pen(ratio);
  }

  pen(ratio) {
    const {canvas, size} = this;
    canvas.width = Math.round(size.x * ratio);
    canvas.height = Math.round(size.y * ratio);
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    const pen = canvas.getContext('2d', {alpha: !this.opaque});
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    return pen;
  }

  place(center, zoom) {
    if (!this.corner) return;
    const {map, corner} = this;
    const pane = L.DomUtil.getPosition(map.getPane('mapPane'));
    const origin = map.project(center, zoom).subtract(map.getSize().divideBy(2)).add(pane).round();
    const scale = map.getZoomScale(zoom, this.zoom);
    const at = corner.multiplyBy(scale).subtract(origin).round();
    if (`${at} ${scale}` === this.placed) return;
    this.placed = `${at} ${scale}`;
    L.DomUtil.setTransform(this.node, at, scale);
  }
}
