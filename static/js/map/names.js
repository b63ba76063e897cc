/** Names beside the marks, where the view is near enough and there is room: none covers a mark or another name. */

const NAMED_FROM = 13;
const WIDEST = 186;
const LINE = 16;
const INSET = 3; // of a mark's corners a name may cover
const GAP = 5;
const RIGHT_TO_LEFT = /^\P{L}*[\u0590-\u08ff\ufb1d-\ufefc]/u;

/** `marks` are {x, y, half, name}; a mark without a name only takes its room. */
export function drawNames(pen, zoom, marks, {colours, letters}) {
  if (zoom < NAMED_FROM) return;
  Object.assign(pen, {font: letters.name, textBaseline: 'middle', textAlign: 'left', lineJoin: 'round', lineWidth: 3.5});
  Object.assign(pen, {fillStyle: colours['map-ink'], strokeStyle: colours['map-land']});
  const taken = marks.map(({x, y, half}) => boxAround(x, y, half - INSET));
  for (const mark of marks) if (mark.name) place(pen, mark, taken);
}

function place(pen, mark, taken) {
  const lines = wrap(pen, mark.name);
  const width = Math.max(...lines.map((line) => pen.measureText(line).width));
  const box = sides(mark, width, lines.length * LINE).find((one) => !taken.some((other) => overlap(one, other)));
  if (!box) return;
  taken.push(box);
  pen.direction = RIGHT_TO_LEFT.test(mark.name) ? 'rtl' : 'ltr';
  pen.textAlign = box.align;
  const x = {left: box.left, center: (box.left + box.right) / 2, right: box.right}[box.align];
  lines.forEach((line, n) => write(pen, line, x, box.top + (n + 0.5) * LINE));
}

/** Lines of a name, none wider than there is room for, unless a single word is. */
function wrap(pen, name) {
  const lines = [];
  for (const word of name.split(/\s+/)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && pen.measureText(longer).width <= WIDEST) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Where a name may stand, best first: beside the mark, below it, above it. */
function sides({x, y, half}, width, height) {
  const [middle, beside] = [y - height / 2, half + GAP];
  const at = (left, top, align) => ({left, top, right: left + width, bottom: top + height, align});
  return [
    at(x + beside, middle, 'left'),
    at(x - beside - width, middle, 'right'),
    at(x - width / 2, y + half, 'center'),
    at(x - width / 2, y - half - height, 'center'),
  ];
}

function write(pen, line, x, y) {
  pen.strokeText(line, x, y);
  pen.fillText(line, x, y);
}

function boxAround(x, y, by) {
  return {left: x - by, right: x + by, top: y - by, bottom: y + by};
}

function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
