/** A button that gives the map, with what lies beside it in its section, the whole screen; absent where there is none. */

import {element} from './marks.js';
import {SENTENCES} from './words.js';

const Fullscreen = L.Control.extend({
  options: {position: 'topleft'},

  onAdd(map) {
    const place = map.getContainer().closest('section') ?? map.getContainer();
    const button = element('button', {type: 'button', class: 'map-fullscreen'});
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
    const bar = element('div', {class: 'leaflet-bar'}, button);
    L.DomEvent.disableClickPropagation(bar);
    return bar;
  },
});

export function addFullscreen(map) {
  if (document.fullscreenEnabled) new Fullscreen().addTo(map);
}
