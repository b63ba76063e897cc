/**
 * The map on a page. The element #map says what it shows, all in data attributes:
 *
 *   basemap          JSON, the addresses of the base map's files {coarse, fine, water, places}
 *   tile-url, tile-attribution   a tile server to draw instead, if the installation names one
 *
 *   tiles            an address with {z}, {x}, {y}
 *   query, site      the filter, and an address with -slug-
 *   bounds, labels   "south,west,north,east" of all sites, empty if none has a place, and JSON
 *
 * While tiles are on their way the element is aria-busy. Other scripts of the page speak to the map through `overview`.
 */

import {Overview} from './overview.js';

const container = document.getElementById('map');

/** The map of all sites; null on a page that has none. */
export const overview = container?.dataset.tiles ? new Overview(container) : null;
