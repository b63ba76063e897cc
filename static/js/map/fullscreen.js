/** A button that gives the map, with what lies beside it in its section, the whole screen; absent where there is none. */

import {drawing, element} from './marks.js';
import {SENTENCES} from './words.js';

const Fullscreen = L.Control.extend({
  options: {position: 'topright'},

  onAdd(map) {
    const place = map.getContainer().closest('section') ?? map.getContainer();
    const button = element('button', {type: 'button', class: 'map-fullscreen'}, corners());
    const isWhole = () => document.fullscreenElement === place;
    const name = () => {
      const text = isWhole() ? SENTENCES.leaveFullscreen : SENTENCES.fullscreen;
      button.setAttribute('aria-label', text);
      button.title = text;
      button.toggleAttribute('data-whole', isWhole());
    };
    button.addEventListener('click', () => (isWhole() ? document.exitFullscreen() : place.requestFullscreen()));
    document.addEventListener('fullscreenchange', name);
    name();
    const bar = element('div', {class: 'leaflet-bar leaflet-control-fullscreen'}, button);
    L.DomEvent.disableClickPropagation(bar);
    return bar;
  },
});

export function addFullscreen(map) {
  if (document.fullscreenEnabled) new Fullscreen().addTo(map);
}

function corners() {
  const path = drawing('path', {d: 'M2 6V2H6M10 2H14V6M14 10V14H10M6 14H2V10'});
  return drawing('svg', {viewBox: '0 0 16 16', 'aria-hidden': 'true'}, path);
}
