/** Pictures: an item comes in, an element that shows it goes out. Colours and shapes are those of the page's symbols. */

const SVG = 'http://www.w3.org/2000/svg';
const RINGS = {stabilised: 'recovering', in_progress: 'recovering', restored: 'recovered', reconstructed: 'recovered'};
export const WORST_FIRST = ['destroyed', 'severe', 'moderate', 'slight', 'unspecified', 'none', 'unknown', 'no_report'];

export function element(tag, {text, ...attributes} = {}, ...children) {
  return fill(document.createElement(tag), attributes, text === undefined ? children : [text]);
}

export function drawing(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Text goes in as text: no name or summary is ever read as HTML. */
function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null && child !== ''));
  return node;
}

/** The mark of a status: shape and colour for the level, hollow, hatched or ringed for the rest. */
export function mark({level, verification, contested, recovery}, size = '') {
  const classes = ['mark', `mark--${level}`];
  if (verification === 'reported') classes.push('mark--reported');
  if (contested) classes.push('mark--contested');
  if (recovery in RINGS) classes.push(`mark--${RINGS[recovery]}`);
  if (size) classes.push(`mark--${size}`);
  const use = drawing('use', {href: `#level-${level}`});
  return drawing('svg', {class: classes.join(' '), viewBox: '0 0 24 24', 'aria-hidden': 'true'}, use);
}

export function worst(levels) {
  return WORST_FIRST.find((level) => levels[level]) || 'no_report';
}

/** Half the width in pixels at which a group is drawn: the more sites, the larger. */
export function radius({count}) {
  return count === 1 ? 13 : count < 10 ? 18 : count < 100 ? 22 : count < 1000 ? 26 : 30;
}
