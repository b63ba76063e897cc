/** What opens at a mark, as elements: data goes in as text only. */

import {listed} from '../words.js';
import {element, mark} from './marks.js';
import {SENTENCES, dayWords, statusWords} from './words.js';

/** The card of one site. */
export function siteCard(site, address, label) {
  return card(
    element(
      'h2', {class: 'map-card-name'},
      mark(site),
      element('a', {href: address(site), text: site.name}),
      ...otherNames(site),
    ),
    statusLine(site, label),
    beforeLine(site, label),
    site.since ? element('p', {class: 'map-card-since', text: SENTENCES.since(dayWords(site.since))}) : null,
    placeLine([site]),
    element(
      'p', {class: 'map-card-more'},
      site.level === 'no_report' ? null : element('span', {text: `${SENTENCES.evidence(site.reports, site.sources)} `}),
      element('a', {href: address(site), text: SENTENCES.open}),
    ),
  );
}

/** The list of sites that share one point, or lie so near that no zoom parts them. */
export function listCard(sites, address, label) {
  const lines = sites.map((site) => element(
    'li', {},
    mark(site, 'small'),
    element('div', {}, element('a', {href: address(site), text: site.name}), statusLine(site, label)),
  ));
  return card(
    element('h2', {class: 'map-card-name', text: SENTENCES.here(sites.length)}),
    placeLine(sites),
    element('ul', {class: 'map-card-list', role: 'list'}, ...lines),
  );
}

/** For sites too many to name, which no zoom parts: the list of their box names them. */
export function manyCard({count}, address) {
  return card(
    element('h2', {class: 'map-card-name', text: SENTENCES.here(count)}),
    element('p', {class: 'map-card-place', text: SENTENCES.many}),
    element('p', {class: 'map-card-more'}, element('a', {href: address, text: SENTENCES.listThem(count)})),
  );
}

/** The words of a site for those who do not see the mark. */
export function siteName(site, label) {
  const words = statusWords(site, label);
  const status = site.before
    ? SENTENCES.siteThen(site.name, words, SENTENCES.was(statusWords(site.before, label)))
    : SENTENCES.site(site.name, words);
  return site.approximate ? listed([status, SENTENCES.approximate]) : status;
}

function card(...children) {
  return element('div', {class: 'map-card', dir: document.documentElement.dir || 'ltr'}, ...children);
}

/** What stands beside its name: the native one, and the main one, where they are others. */
function otherNames({name, native, main}) {
  const others = [native, main && {text: main}].filter((one) => one && one.text !== name);
  return others.map(({text, language}) => element('bdi', {class: 'map-card-native', text, ...(language && {lang: language})}));
}

/** What must be known of the place of all of these sites, if it is not simply where the mark stands. */
function placeLine(sites) {
  const say = (text) => element('p', {class: 'map-card-place', text});
  if (sites.every((site) => site.cell)) return say(SENTENCES.inCell);
  return sites.every((site) => site.approximate) ? say(SENTENCES.unchecked) : null;
}

/** What the site was on the day that is compared with. */
function beforeLine({before}, label) {
  if (!before) return null;
  return element('p', {class: 'map-card-before'}, mark(before, 'small'), SENTENCES.was(statusWords(before, label)));
}

function statusLine(site, label) {
  const [level, ...others] = statusWords(site, label);
  return element(
    'p', {class: 'map-card-status'},
    element('b', {text: level}),
    ...others.flatMap((word) => [
      ' · ', element('span', word === SENTENCES.contested ? {class: 'map-card-contested', text: word} : {text: word}),
    ]),
  );
}
