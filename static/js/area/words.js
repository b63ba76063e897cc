/** What drawing an area says: its sentences, in one place. */

const CLOSE_IT = {
  mouse: 'Go on, or close it: click the first corner, double-click, or press Enter.',
  touch: 'Go on, or close it: tap the first corner, or “Close it”.',
  keys: 'Space sets another corner, Enter closes the area.',
};

export const SENTENCES = {
  control: 'Draw an area',
  first: {
    mouse: 'Click on the map where the area begins.',
    touch: 'Tap the map where the area begins.',
    keys: 'Move the map with the arrow keys: Space sets a corner at the cross. Escape stops.',
  },
  next: {
    mouse: 'Click the next corner. Backspace takes one back, Escape stops.',
    touch: 'Tap the next corner.',
    keys: 'Space sets the next corner, Backspace takes one back.',
  },
  close: CLOSE_IT,
  set: (count, [lng, lat]) => `Corner ${count}: ${written(lat, 'N', 'S')}, ${written(lng, 'E', 'W')}.`,
  tooFew: 'An area needs three corners or more.',
  edit: {
    mouse: 'Drag a corner, or a small dot between two. A double click or Delete takes a corner out.',
    touch: 'Drag a corner, or a small dot between two. A double tap takes a corner out.',
  },
  tooMany: (count) => `${count} corners lie in view: zoom in until there are fewer, then they can be moved.`,
  corner: (number) => `Corner ${number}`,
  between: (number) => `New corner after corner ${number}`,
  looking: 'Looking for the sites inside…',
  kept: 'Map and list keep to it now.',
  fromFile: (name) => `From ${name}.`,
  simplified: (metres) => `Its outline was simplified to about ${distance(metres)}, to fit into a link.`,
  around: 'Around its lines and points, in km:',
  again: 'Apply',
  takeBack: 'Take back',
  closeIt: 'Close it',
  stop: 'Stop',
  done: 'Done',
  view: 'Use what the map shows',
  editIt: 'Edit corners',
  dismiss: 'Close this message',
  tryAgain: 'Try again',
  drop: 'Drop a GeoJSON file here',
  dropMore: 'The sites in its outline are shown. Nothing of it is kept.',
  oneFile: (count) => `These are ${count} files: drop one at a time.`,
  wrongKind: (name) => `“${name}” is not a GeoJSON file. Most map programs can save an outline as .geojson.`,
  tooLarge: (name) => `“${name}” is larger than 5 MB: simplify its outlines, or cut out the part you need.`,
  unread: (name) => `“${name}” could not be read from your disk.`,
  unreached: 'The server could not be reached. Nothing is lost.',
  refused: (status) => `The server could not make an area of it (${status}). Nothing is lost.`,
};

function written(degrees, positive, negative) {
  return `${Math.abs(degrees).toFixed(2)}° ${degrees < 0 ? negative : positive}`;
}

function distance(metres) {
  return metres < 1000 ? `${metres} m` : `${Number((metres / 1000).toPrecision(2))} km`;
}
