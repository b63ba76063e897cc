/** The colours and letters with which the map is drawn, read from the style sheets. */

const COLOURS = [
  'ink', 'card', 'accent', 'shade', 'level-edge', 'map-land', 'map-ink', 'line',
  'level-destroyed', 'level-severe', 'level-moderate', 'level-slight', 'level-none', 'level-unspecified', 'level-unknown',
];
const LETTERS = {name: 'map-name', count: 'map-count', word: 'map-cell-word'};

/** {colours: {ink: 'rgb(...)', ...}, letters: {name: 'italic 400 12px ...', ...}}; `probe` stands in the map, unseen. */
export function readInk(probe) {
  const colours = Object.fromEntries(COLOURS.map((name) => [name, readColour(probe, name)]));
  const letters = Object.fromEntries(Object.entries(LETTERS).map(([use, name]) => [use, readLetters(probe, name)]));
  return {colours, letters};
}

function readColour(probe, name) {
  probe.style.color = `var(--${name})`;
  return getComputedStyle(probe).color;
}

function readLetters(probe, name) {
  probe.className = name;
  const {fontStyle, fontWeight, fontSize, fontFamily} = getComputedStyle(probe);
  return `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
}
