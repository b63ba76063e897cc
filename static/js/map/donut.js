/** A ring with the share of each level, the worst first from the top, and the count inside. */

import {WORST_FIRST, radius} from './marks.js';

const BAND = 6;
const TOP = -Math.PI / 2;

/** `ink` as `readInk` gives it. */
export function drawDonut(pen, group, x, y, ink) {
  const half = radius(group);
  drawRim(pen, x, y, half - 0.75, ink.colours);
  drawParts(pen, group, x, y, half - 5, ink.colours);
  disc(pen, x, y, half - 8, ink.colours, 0.5);
  write(pen, group.count, x, y, 2 * (half - 10), ink);
}

function drawRim(pen, x, y, reach, colours) {
  pen.save();
  pen.shadowColor = colours.shade;
  pen.shadowBlur = 3;
  pen.shadowOffsetY = 1;
  disc(pen, x, y, reach, colours, 1);
  pen.restore();
}

function disc(pen, x, y, reach, colours, line) {
  pen.beginPath();
  pen.arc(x, y, reach, 0, 2 * Math.PI);
  pen.fillStyle = colours.card;
  pen.fill();
  pen.strokeStyle = colours['level-edge'];
  pen.lineWidth = line;
  pen.stroke();
}

function drawParts(pen, {count, levels}, x, y, reach, colours) {
  let start = TOP;
  pen.lineWidth = BAND;
  for (const level of WORST_FIRST.filter((one) => levels[one])) {
    const end = start + 2 * Math.PI * levels[level] / count;
    pen.beginPath();
    pen.arc(x, y, reach, start, end);
    pen.strokeStyle = colours[`level-${level}`] ?? colours.line;
    pen.stroke();
    start = end;
  }
}

/** From ten thousand on the count is rounded; the mark's name tells it in full. */
function write(pen, count, x, y, room, {colours, letters}) {
  const text = count < 10000 ? String(count) : SHORT.format(count);
  pen.font = letters.count;
  pen.textAlign = 'center';
  pen.textBaseline = 'alphabetic';
  pen.fillStyle = colours.ink;
  pen.fillText(text, x, y + 4.2, room);
}

const SHORT = new Intl.NumberFormat('en', {notation: 'compact', maximumSignificantDigits: 3});
