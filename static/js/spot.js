/**
 * The small map of one site is fetched when it comes into view: on a phone it stands far down, and weighs more than the
 * record. Until then, and where the line breaks, the server's picture of the same place stands there.
 *
 * The element #map says what it shows in data attributes: leaflet (the address of Leaflet's script), basemap, tile-url
 * and tile-attribution as in map/main.js, point ("latitude,longitude"), cell (its width in degrees, 0 for a point),
 * outline (GeoJSON, if there is one), label (its name); its mark stands in a <template data-mark>.
 */

const AHEAD = '200px';
const container = document.getElementById('map');

function leaflet(src) {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement('script'), {src, onload: resolve, onerror: reject});
    document.head.append(script);
  });
}

async function show() {
  await leaflet(container.dataset.leaflet); // first: the map's modules build on it as they load
  const {showSpot} = await import('./map/spot.js');
  container.replaceChildren();
  showSpot(container);
}

const near = new IntersectionObserver((seen) => {
  if (!seen.some(({isIntersecting}) => isIntersecting)) return;
  near.disconnect();
  show();
}, {rootMargin: AHEAD});
near.observe(container);
