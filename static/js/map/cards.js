/** Opening: a group of sites comes in and stands as a card at its mark. One card is open at a time. */

import {listCard, manyCard, siteCard} from './popup.js';
import {SENTENCES} from './words.js';

const ABOVE_CARD = 8; // pixels
const BELOW_CARD = 60; // for the mark itself and the credits
const BELOW_CARD_NARROW = 76; // there the credits take two lines
const NARROW = 600;
const TALLEST = 320;

export class Cards {
  /** `layer` has drawn the groups; `words` are {address, listAddress, label}; `tell(numbers)` hears whose card is open. */
  constructor(map, layer, words, tell) {
    Object.assign(this, {map, layer, words, tell});
    this.popup = null;
    this.group = null;
    this.opener = null;
    map.on('popupclose', ({popup}) => popup === this.popup && this.leave());
    document.addEventListener('keydown', ({key}) => { // where a screen reader reads nothing may have the focus
      if (key === 'Escape' && document.activeElement === document.body) this.close();
    });
  }

  /** The number of the site whose card is open; null if none is, or a list. */
  get site() {
    return this.group?.count === 1 ? this.group.sites[0].number : null;
  }

  /** The slug of that site. */
  get slug() {
    return this.group?.count === 1 ? this.group.sites[0].slug : null;
  }

  /** The numbers of the sites whose card is open. */
  get numbers() {
    return this.group?.sites.map((site) => site.number) ?? [];
  }

  open(group, byKeyboard) {
    this.close();
    const container = this.map.getContainer();
    const below = container.clientWidth < NARROW ? BELOW_CARD_NARROW : BELOW_CARD;
    const maxHeight = Math.min(TALLEST, container.clientHeight - ABOVE_CARD - below);
    const room = {autoPanPaddingTopLeft: [8, ABOVE_CARD], autoPanPaddingBottomRight: [8, below]};
    this.popup = L.popup({className: 'map-popup', minWidth: 220, maxWidth: 300, maxHeight, offset: [0, -8], ...room});
    this.group = group;
    this.opener = byKeyboard ? group : null;
    this.popup.setLatLng(group.at).setContent(this.content(group)).openOn(this.map);
    this.popup.getElement().querySelector('.leaflet-popup-close-button').setAttribute('aria-label', SENTENCES.close);
    this.tell(this.numbers);
    if (byKeyboard) this.popup.getElement().querySelector('.map-card a').focus({preventScroll: true});
  }

  content(group) {
    const {address, listAddress, label} = this.words;
    if (group.count === 1) return siteCard(group.sites[0], address, label);
    if (group.sites.length) return listCard(group.sites, address, label);
    return manyCard(group, listAddress(group.bounds));
  }

  /** After another selection was drawn: the open card tells what holds now, or goes with its mark. */
  renew() {
    if (!this.group) return;
    const found = this.group.sites.length && this.layer.groupWith(this.group.sites[0].number);
    if (!found || found.key !== this.group.key) return this.close();
    this.group = found;
    return this.popup.setContent(this.content(found));
  }

  close() {
    this.popup?.close();
  }

  /** A card that was opened by keyboard gives the focus back to its mark. */
  leave() {
    const {opener} = this;
    Object.assign(this, {popup: null, group: null, opener: null});
    this.tell([]);
    if (opener) this.layer.elementOf(opener)?.focus({preventScroll: true});
  }
}
