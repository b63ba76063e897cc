/** What the map says. The vocabularies come with the page (data-labels); the sentences are here, in one place. */

import {fill, gettext, listed, ngettext, position} from '../words.js';

export {dayWords} from '../words.js';

export const SENTENCES = {
  map: (name) => (name ? fill(gettext('Map: {name}'), {name}) : gettext('Map of the sites')),
  approximate: gettext('approximate'),
  inCell: gettext('The exact place is protected: it lies somewhere in the marked square.'),
  unchecked: gettext('Approximate place: nobody has checked the coordinates.'),
  contested: gettext('contested'),
  confirmed: (level) => fill(gettext('last confirmed: {level}'), {level}),
  since: (day) => fill(gettext('earliest claim: {day}'), {day}),
  evidence: (reports, sources) => listed([
    fill(ngettext('{count} report', '{count} reports', reports), {count: reports}),
    fill(ngettext('{count} source', '{count} sources', sources), {count: sources}),
  ]),
  group: (count, worst, which) => fill(
    ngettext('{count} site, {which}; worst: {level}', '{count} sites, {which}; worst: {level}', count),
    {count, which, level: lower(worst)},
  ),
  was: (words) => fill(gettext('was: {status}'), {status: listed(words.map(lower))}),
  site: (name, words) => fill(gettext('{site}: {status}'), {site: name, status: listed(words)}),
  siteThen: (name, words, was) => fill(gettext('{site}: {status} ({before})'), {site: name, status: listed(words), before: was}),
  many: gettext('They lie so close that the map cannot part them.'),
  listThem: (count) => fill(ngettext('List the {count} site', 'List the {count} sites', count), {count}),
  fullscreen: gettext('Full screen'),
  leaveFullscreen: gettext('Leave full screen'),
  here: (count) => fill(ngettext('{count} site here', '{count} sites here', count), {count}),
  around: (at) => fill(gettext('around {place}'), {place: position(at)}),
  names: (names, left) => (left ? more(listed(names), left) : listed(names)),
  open: gettext('Open the site’s page'),
  failed: gettext('The sites could not be loaded. The list is complete all the same.'),
  retry: gettext('Try again'),
  none: gettext('No site of this selection has a public place. The list names them all.'),
  tap: gettext('Tap the map to move it'),
  numbered: (name, number) => `${name} (${number})`,
  zoomIn: gettext('Zoom in'),
  zoomOut: gettext('Zoom out'),
  close: gettext('Close popup'),
};

/** Labels by vocabulary: {levels, verifications, recoveries}, each value -> label. */
export function readLabels(container) {
  const labels = JSON.parse(container.dataset.labels || '{}');
  return (vocabulary, value) => labels[vocabulary]?.[value] ?? value.replaceAll('_', ' ');
}

/** “Destroyed · confirmed · contested · restored” as parts; what is empty is left out. */
export function statusWords(site, label) {
  return [
    label('levels', site.level),
    site.verification && lower(label('verifications', site.verification)),
    site.contested && SENTENCES.contested,
    site.recovery && lower(label('recoveries', site.recovery)),
    site.confirmed && SENTENCES.confirmed(lower(label('levels', site.confirmed))),
  ].filter(Boolean);
}

function more(names, count) {
  return fill(ngettext('{names} and {count} more', '{names} and {count} more', count), {names, count});
}

function lower(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
