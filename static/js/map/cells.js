/** Protected sites: the square in which each of them lies somewhere, and the word for it. */

import {SENTENCES} from './words.js';

const WORD_FROM = 64; // pixels of a cell's width from which its word has room
const WORD_HEIGHT = 18;

/** The cell [south, west, north, east] that a group of protected sites shares; null for a point, or several cells. */
export function cellOf({sites}) {
  const [first] = sites;
  return first?.cell && sites.every((site) => String(site.cell) === String(first.cell)) ? first.cell : null;
}

/** `box` is the cell in pixels {left, top, right, bottom}. */
export function drawCell(pen, {left, top, right, bottom}, {colours}) {
  pen.save();
  pen.fillStyle = pen.strokeStyle = colours.accent;
  pen.globalAlpha = 0.1;
  pen.fillRect(left, top, right - left, bottom - top);
  pen.globalAlpha = 0.9;
  pen.lineWidth = 1.5;
  pen.setLineDash([5, 4]);
  pen.strokeRect(left, top, right - left, bottom - top);
  pen.restore();
}

/** The dashed ground of a mark that stands for a whole cell. */
export function drawCellGround(pen, x, y, half, {colours}) {
  pen.save();
  pen.fillStyle = colours.card;
  pen.globalAlpha = 0.75;
  pen.fillRect(x - half, y - half, 2 * half, 2 * half);
  pen.globalAlpha = 1;
  pen.strokeStyle = colours.accent;
  pen.lineWidth = 1.5;
  pen.setLineDash([4, 3]);
  pen.strokeRect(x - half + 0.75, y - half + 0.75, 2 * half - 1.5, 2 * half - 1.5);
  pen.restore();
}

/** Write “approximate” below a mark, if its cell is drawn wide enough to hold it. */
export function writeApproximate(pen, x, y, {left, right}, {colours, letters}) {
  if (right - left < WORD_FROM) return;
  pen.save();
  Object.assign(pen, {font: letters.word, textAlign: 'center', textBaseline: 'middle', fillStyle: colours.card});
  const width = pen.measureText(SENTENCES.approximate).width + 8;
  pen.globalAlpha = 0.88;
  pen.fillRect(x - width / 2, y + 3, width, WORD_HEIGHT);
  pen.globalAlpha = 1;
  pen.fillStyle = colours.ink;
  pen.fillText(SENTENCES.approximate, x, y + 3 + WORD_HEIGHT / 2);
  pen.restore();
}
