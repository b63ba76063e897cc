/** What is chosen, upon the histogram: veils over what is left out, a line for each day, and the handles. */

import {dayWords} from '../map/words.js';

const WIDTH = 1000; // of the drawing

/** `days` are the chosen ones by parameter, `edges` where they lie on the axis, `day` the one of the clock in use. */
export function draw(root, axis, {days, edges, day}) {
  const begin = days.after ? axis.place(edges.after) : 0;
  const [end, now, against] = [edges.before, edges.day, edges.against ?? 0].map((edge) => axis.place(edge));
  veil(root, 'begins', 0, begin);
  veil(root, 'ends', end, 1);
  veil(root, 'day', now, 1);
  line(root, '.time-now', now, day);
  line(root, '.time-against', against, days.against);
  setHand(root, 'after', begin, days.after);
  setHand(root, 'before', end, days.before);
  setHand(root, 'against', against, days.against);
  root.querySelector('[data-hand=against]').hidden = !days.against;
  setSlider(root, axis, now);
}

function veil(root, name, from, to) {
  const shape = root.querySelector(`[data-veil=${name}]`);
  shape.setAttribute('x', WIDTH * from);
  shape.setAttribute('width', WIDTH * Math.max(0, to - from));
}

function line(root, selector, place, day) {
  const shape = root.querySelector(selector);
  shape.setAttribute('display', day ? 'inline' : 'none');
  for (const x of ['x1', 'x2']) shape.setAttribute(x, WIDTH * place);
}

function setHand(root, name, place, day) {
  const hand = root.querySelector(`[data-hand=${name}]`);
  hand.style.left = `${100 * place}%`;
  const words = day ? dayWords(day) : hand.dataset.none;
  const told = {valuemin: 0, valuemax: WIDTH, valuenow: Math.round(WIDTH * place), valuetext: words};
  for (const [what, value] of Object.entries(told)) hand.setAttribute(`aria-${what}`, value);
}

function setSlider(root, axis, place) {
  const slider = root.querySelector('.time-slider');
  Object.assign(slider, {min: -axis.lead, max: axis.days, value: Math.round(axis.edgeAt(place))});
  slider.setAttribute('aria-valuetext', root.querySelector('.time-day').textContent);
}
