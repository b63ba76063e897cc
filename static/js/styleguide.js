/** What the map's script makes, in the style guide: its own makers are given samples of what a tile holds. */

import {listCard, manyCard, siteCard} from './map/popup.js';
import {element} from './map/marks.js';
import {SENTENCES, readLabels} from './map/words.js';

const frame = document.querySelector('[data-cards]');
const label = readLabels(frame);
const here = () => '#cards';

function card(group) {
  if (group.sites.length > 1) return listCard(group.sites, here, label);
  return group.sites.length ? siteCard(group.sites[0], here, label) : manyCard(group, here());
}

/** As Leaflet dresses it, but that it lies in the page. */
function popup(content) {
  const inner = element('div', {class: 'leaflet-popup-content'}, content);
  return element('div', {class: 'leaflet-popup map-popup'}, element('div', {class: 'leaflet-popup-content-wrapper'}, inner));
}

function calmLine() {
  const retry = element('button', {class: 'button button--quiet', type: 'button', text: SENTENCES.retry});
  return element('p', {class: 'calm'}, element('span', {text: SENTENCES.failed}), retry);
}

frame.replaceChildren(...JSON.parse(frame.dataset.cards).map((group) => popup(card(group))));
frame.after(calmLine());
