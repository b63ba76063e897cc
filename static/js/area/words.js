/** What drawing an area says: its sentences, in one place. */

import {LOCALE, fill, gettext, ngettext, position} from '../words.js';

const CLOSE_IT = {
  mouse: gettext('Go on, or close it: click the first corner, double-click, or press Enter.'),
  touch: gettext('Go on, or close it: tap the first corner, or “Close it”.'),
  keys: gettext('Space sets another corner, Enter closes the area.'),
};

export const SENTENCES = {
  control: gettext('Draw an area'),
  first: {
    mouse: gettext('Click on the map where the area begins.'),
    touch: gettext('Tap the map where the area begins.'),
    keys: gettext('Move the map with the arrow keys: Space sets a corner at the cross. Escape stops.'),
  },
  next: {
    mouse: gettext('Click the next corner. Backspace takes one back, Escape stops.'),
    touch: gettext('Tap the next corner.'),
    keys: gettext('Space sets the next corner, Backspace takes one back.'),
  },
  close: CLOSE_IT,
  set: (number, [lng, lat]) => fill(gettext('Corner {number}: {place}.'), {number, place: position([lat, lng])}),
  tooFew: gettext('An area needs three corners or more.'),
  edit: {
    mouse: gettext('Drag a corner, or a small dot between two. A double click or Delete takes a corner out.'),
    touch: gettext('Drag a corner, or a small dot between two. A double tap takes a corner out.'),
  },
  tooMany: (count) => fill(ngettext(
    '{count} corner lies in view: zoom in until there are fewer, then they can be moved.',
    '{count} corners lie in view: zoom in until there are fewer, then they can be moved.',
    count,
  ), {count}),
  corner: (number) => fill(gettext('Corner {number}'), {number}),
  between: (number) => fill(gettext('New corner after corner {number}'), {number}),
  looking: gettext('Looking for the sites inside…'),
  kept: gettext('Map and list keep to it now.'),
  fromFile: (name) => fill(gettext('From {name}.'), {name}),
  simplified: (metres) => fill(
    gettext('Its outline was simplified to about {distance}, to fit into a link.'), {distance: distance(metres)},
  ),
  around: gettext('Around its lines and points, in km:'),
  again: gettext('Apply'),
  takeBack: gettext('Take back'),
  closeIt: gettext('Close it'),
  stop: gettext('Stop'),
  done: gettext('Done'),
  view: gettext('Use what the map shows'),
  editIt: gettext('Edit corners'),
  dismiss: gettext('Close this message'),
  tryAgain: gettext('Try again'),
  drop: gettext('Drop a GeoJSON file here'),
  dropMore: gettext('The sites in its outline are shown. Nothing of it is kept.'),
  oneFile: (count) => fill(ngettext(
    'This is {count} file: drop one at a time.', 'These are {count} files: drop one at a time.', count,
  ), {count}),
  wrongKind: (name) => fill(
    gettext('“{name}” is not a GeoJSON file. Most map programs can save an outline as .geojson.'), {name},
  ),
  tooLarge: (name) => fill(
    gettext('“{name}” is larger than 5 MB: simplify its outlines, or cut out the part you need.'), {name},
  ),
  unread: (name) => fill(gettext('“{name}” could not be read from your disk.'), {name}),
  unreached: gettext('The server could not be reached. Nothing is lost.'),
  refused: (status) => fill(
    gettext('The server could not make an area of it ({status}). Nothing is lost.'), {status: String(status)},
  ),
};

function distance(metres) {
  const [unit, value] = metres < 1000 ? ['meter', metres] : ['kilometer', Number((metres / 1000).toPrecision(2))];
  return new Intl.NumberFormat(LOCALE, {style: 'unit', unit, unitDisplay: 'short'}).format(value);
}
