/** Names beside the marks, where the view is near enough and there is room: none covers a mark or another name. */

import {element} from './marks.js';

const NAMED_FROM = 13;
const SIDES = ['end', 'start', 'below', 'above'];

/** `marks` are {element, name}; names that were there are laid anew. */
export function layNames(map, marks) {
  for (const {element: mark} of marks) mark.querySelector('.map-name')?.remove();
  if (map.getZoom() < NAMED_FROM) return;
  const taken = marks.map(({element: mark}) => inset(mark.getBoundingClientRect(), 3));
  for (const {element: mark, name} of marks) {
    if (name) place(mark, name, taken);
  }
}

function place(mark, name, taken) {
  const label = element('span', {class: 'map-name', 'aria-hidden': 'true', dir: 'auto', text: name});
  mark.append(label);
  for (const side of SIDES) {
    label.dataset.side = side;
    const box = label.getBoundingClientRect();
    if (taken.some((other) => overlap(box, other))) continue;
    taken.push(box);
    return;
  }
  label.remove();
}

function inset({left, right, top, bottom}, by) {
  return {left: left + by, right: right - by, top: top + by, bottom: bottom - by};
}

function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
