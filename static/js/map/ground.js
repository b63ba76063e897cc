/** A Leaflet map with what all our maps share: the base map, the scale, the manners. */

import {MAP_OPTIONS, addBasemap} from '../basemap.js';
import {addFullscreen} from './fullscreen.js';
import {SENTENCES} from './words.js';

export function createMap(container, options = {}) {
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const motion = still ? {zoomAnimation: false, markerZoomAnimation: false, fadeAnimation: false, inertia: false} : {};
  const map = L.map(container, {...MAP_OPTIONS, ...motion, ...options, zoomControl: false});
  L.control.zoom({zoomInTitle: SENTENCES.zoomIn, zoomOutTitle: SENTENCES.zoomOut}).addTo(map);
  map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>');
  addFullscreen(map);
  const scale = L.control.scale({imperial: false, updateWhenIdle: true}).addTo(map);
  scale.getContainer().setAttribute('aria-hidden', 'true'); // a length is for the eye
  const {label, basemap, tileUrl, tileAttribution} = container.dataset;
  container.setAttribute('role', 'region');
  container.setAttribute('aria-label', SENTENCES.map(label));
  addBasemap(map, {urls: JSON.parse(basemap || '{}'), tiles: {url: tileUrl, attribution: tileAttribution}});
  new ResizeObserver(() => map.invalidateSize({animate: false})).observe(container);
  return map;
}
