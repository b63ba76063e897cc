/** A ring with the share of each level, the worst first from the top, and the count inside. */

import {LOCALE} from '../words.js';
import {WORST_FIRST, radius} from './marks.js';

const BAND = 6;
const BASELINE = 4.2;
const SHORT = new Intl.NumberFormat(LOCALE, {notation: 'compact', maximumSignificantDigits: 3});
const TOP = -Math.PI / 2;

/** Paint it around the origin; `ink` as `readInk` gives it. */
export function paintDonut(pen, group, ink) {
  const half = radius(group);
  disc(pen, half - 0.75, ink.colours, 1);
  paintParts(pen, group, half - 5, ink.colours);
  disc(pen, half - 8, ink.colours, 0.5);
  write(pen, group.count, 2 * (half - 10), ink);
}

function disc(pen, reach, colours, line) {
  pen.beginPath();
  pen.arc(0, 0, reach, 0, 2 * Math.PI);
  pen.fillStyle = colours.card;
  pen.fill();
  pen.strokeStyle = colours['level-edge'];
  pen.lineWidth = line;
  pen.stroke();
}

function paintParts(pen, {count, levels}, reach, colours) {
  let start = TOP;
  pen.lineWidth = BAND;
  for (const level of WORST_FIRST.filter((one) => levels[one])) {
    const end = start + 2 * Math.PI * levels[level] / count;
    pen.beginPath();
    pen.arc(0, 0, reach, start, end);
    pen.strokeStyle = colours[`level-${level}`] ?? colours.line;
    pen.stroke();
    start = end;
  }
}

/** From ten thousand on the count is rounded; the mark's name tells it in full. */
function write(pen, count, room, {colours, letters}) {
  const text = count < 10000 ? String(count) : SHORT.format(count);
  pen.font = letters.count;
  pen.textAlign = 'center';
  pen.textBaseline = 'alphabetic';
  pen.fillStyle = colours.ink;
  pen.fillText(text, 0, BASELINE, room);
}
