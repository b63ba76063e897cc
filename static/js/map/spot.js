/** The small map of one site: its mark, or the cell it lies in. It leaves scrolling to the page until it is touched. */

import {createMap} from './ground.js';
import {element} from './marks.js';
import {SENTENCES} from './words.js';

const NEAR = 9;
const FINEST = 15;

export function showSpot(container) {
  const {point, cell, outline} = container.dataset;
  const at = point.split(',').map(Number);
  const map = createMap(container, {dragging: !L.Browser.mobile, scrollWheelZoom: false});
  if (Number(cell)) showCell(map, at, Number(cell));
  else if (outline) showOutline(map, JSON.parse(outline));
  else map.setView(at, NEAR);
  L.marker(at, {icon: icon(container, Number(cell)), interactive: false, keyboard: false}).addTo(map);
  wake(map);
}

function showOutline(map, outline) {
  const shape = L.geoJSON(outline, {style: {className: 'map-outline'}, interactive: false}).addTo(map);
  map.fitBounds(shape.getBounds(), {maxZoom: FINEST, padding: [24, 24], animate: false});
}

function showCell(map, [latitude, longitude], width) {
  const cell = [latitude - width / 2, longitude - width / 2, latitude + width / 2, longitude + width / 2];
  const corners = [cell.slice(0, 2), cell.slice(2)];
  L.rectangle(corners, {className: 'map-cell', interactive: false}).addTo(map);
  map.fitBounds(corners, {maxZoom: NEAR + 3, padding: [40, 40], animate: false});
}

/** The page has drawn the site's mark already, in a template beside the map: it is moved in. */
function icon(container, cell) {
  const mark = document.querySelector('template[data-mark]')?.content.firstElementChild?.cloneNode(true) ?? '';
  const word = cell ? element('span', {class: 'map-cell-word', text: SENTENCES.approximate}) : '';
  const className = cell ? 'map-spot map-spot--cell' : 'map-spot';
  return L.divIcon({className, html: element('div', {}, mark, word), iconSize: [26, 26]});
}

/** One tap or click, and the map may be moved and zoomed; before that a finger or wheel on it moves the page. */
function wake(map) {
  const hint = L.Browser.mobile ? element('p', {class: 'map-hint', dir: 'auto', 'aria-hidden': 'true', text: SENTENCES.tap}) : null;
  if (hint) map.getContainer().append(hint);
  map.once('click', () => {
    map.dragging.enable();
    map.scrollWheelZoom.enable();
    hint?.remove();
  });
}
