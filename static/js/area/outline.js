/**
 * The outline of the area that holds, on the map below the marks. Its colours stand in area.css. The world repeats
 * sideways: so does the outline, once on either side.
 */

const PANE = 'area';
const COPIES = [-360, 0, 360];
const EDGE_OF_THE_WORLD = 180;
const BEYOND = 0.5; // of the view: so far an outline is drawn before the map has come to rest

export class Outline {
  constructor(map) {
    this.map = map;
    map.createPane(PANE).style.zIndex = 300;
    this.renderer = L.svg({pane: PANE, padding: BEYOND});
    this.layers = L.layerGroup().addTo(map);
  }

  /** Show these polygons in place of what is shown; an empty list takes it away. */
  show(polygons) {
    this.layers.clearLayers();
    this.bounds = polygons.length ? boundsOf(polygons) : null;
    if (polygons.length) for (const turn of COPIES) this.draw(turnedBy(turn, polygons));
  }

  draw(polygons) {
    const {renderer} = this;
    const dress = (className) => ({pane: PANE, renderer, className, interactive: false});
    const edges = polygons.flat().flatMap(edgesOf);
    this.layers.addLayer(L.polygon(polygons, dress('area-ground')));
    for (const name of ['area-casing', 'area-line']) this.layers.addLayer(L.polyline(edges, dress(name)));
  }
}

/** The narrower of two: around the polygons as they stand, or with those west of Greenwich a turn further east. */
function boundsOf(polygons) {
  const corners = polygons.flat(2);
  const around = (turn) => L.latLngBounds(corners.map(([lng, lat]) => [lat, lng < 0 ? lng + turn : lng]));
  const [near, far] = [around(0), around(360)];
  const width = (bounds) => bounds.getEast() - bounds.getWest();
  return width(far) < width(near) ? far : near;
}

/** The polygons as Leaflet wants them, so many degrees further east. */
function turnedBy(turn, polygons) {
  return polygons.map((rings) => rings.map((ring) => ring.map(([lng, lat]) => [lat, lng + turn])));
}

/** The runs of a ring that are its outline: where it was cut at the antimeridian, there is none. */
function edgesOf(ring) {
  const runs = [[]];
  ring.forEach((corner, n) => {
    const next = ring[(n + 1) % ring.length];
    runs.at(-1).push(corner);
    if (isCut(corner, next)) runs.push([]);
    else if (n === ring.length - 1) runs.at(-1).push(next);
  });
  return runs.filter((run) => run.length > 1);
}

function isCut([, one], [, other]) {
  return one === other && (one - EDGE_OF_THE_WORLD) % 360 === 0;
}
