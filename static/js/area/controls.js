/** The map's button for drawing, the view as an outline, and the field for a distance. */

import {drawing, element} from '../map/marks.js';
import {SENTENCES} from './words.js';

const WORLD = 360;
const INSET = 10; // pixels: so much within the view its outline is seen
const HIGHEST = 85;

/** A button on the map; `press(byKeyboard)` when it is pressed. */
export function drawButton(map, press) {
  const shape = drawing('path', {d: 'M3 4 12 2.5 14 11 6 13.5Z'});
  const icon = drawing('svg', {viewBox: '0 0 16 16', 'aria-hidden': 'true'}, shape);
  const name = {title: SENTENCES.control, 'aria-label': SENTENCES.control};
  const button = element('button', {type: 'button', class: 'area-control', ...name, 'aria-pressed': 'false'}, icon);
  button.addEventListener('click', ({detail}) => press(detail === 0));
  const Control = L.Control.extend({
    onAdd() {
      const bar = element('div', {class: 'leaflet-bar leaflet-control-area'}, button);
      L.DomEvent.disableClickPropagation(bar);
      return bar;
    },
  });
  new Control({position: 'topleft'}).addTo(map);
  return button;
}

/** The ring of what the map shows, on the earth. */
export function viewOf(map) {
  const size = map.getSize();
  const start = map.containerPointToLatLng([INSET, INSET]);
  const end = map.containerPointToLatLng(size.subtract([INSET, 2 * INSET]));
  const [south, north] = [end.lat, start.lat].map((degrees) => Math.max(-HIGHEST, Math.min(HIGHEST, degrees)));
  const turn = WORLD * Math.round((start.lng + end.lng) / 2 / WORLD);
  const [west, east] = end.lng - start.lng >= WORLD ? [-WORLD / 2, WORLD / 2] : [start.lng - turn, end.lng - turn];
  return [[west, south], [east, south], [east, north], [west, north]];
}

/** A distance that may be changed after the fact: it goes into `field`, then `apply()` is called. */
export function widthForm(field, apply) {
  const {min, max, value} = field;
  const input = element('input', {type: 'number', min, max, step: 'any', inputmode: 'decimal', value});
  const label = element('label', {}, SENTENCES.around, input);
  const button = element('button', {type: 'submit', text: SENTENCES.again});
  const form = element('form', {class: 'area-around'}, label, button);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    field.value = input.value;
    apply();
  });
  return form;
}
