/**
 * Names onto the canvas, the important ones first; a name that would touch one already written is left out.
 * Countries in spaced capitals, territories plain, seas in a slanted serif, towns beside a small dot.
 */

const SANS = 'ui-sans-serif, system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const SERIF = '"Iowan Old Style", Palatino, "Noto Serif", Georgia, serif';
const ROOM = 2;
const DOT = 2;
const BESIDE = 6;
const LINE = 1.25;
const WRAP_FROM = 15;
const COUNTRIES_UNTIL = 8;

/** Write the names of the view; `widths` keeps measured widths from one view to the next. */
export function paintNames(pen, view, data, colours, widths) {
  const zoom = Math.floor(view.zoom + 1e-6);
  const towns = [...data.coarse.towns, ...(data.places ? data.places.towns : [])].filter(({first}) => first <= zoom);
  const spots = findInSight([...data.coarse.names, ...towns].filter((name) => isDue(name, view, zoom)), view);
  const taken = spots.filter(({name}) => name.capital).map(reserveDot);
  pen.textBaseline = 'middle';
  pen.lineJoin = 'round';
  pen.direction = 'ltr';
  spots.forEach((spot) => place(pen, spot, view.scale, styleOf(spot.name, view, colours), taken, widths));
}

function findInSight(names, view) {
  const spots = [];
  for (const name of names) {
    for (const left of view.copies) {
      const [x, y] = [name.x * view.scale + left, name.y * view.scale + view.top];
      if (x > -80 && y > -40 && x < view.width + 80 && y < view.height + 40) spots.push({name, x, y});
    }
  }
  return spots;
}

/** The dot of a capital is kept free before any name is written, so that neighbours write away from it. */
function reserveDot({name, x, y}) {
  return [x - DOT, y - DOT, 2 * DOT, 2 * DOT, name];
}

function isDue(name, view, zoom) {
  if (name.kind === 'town') return true;
  if (name.kind === 'sea') return zoom >= name.first && zoom <= name.last;
  const pixels = name.extent * view.scale;
  const enough = name.kind === 'territory' ? 26 : Math.min(60, 14 + 4.2 * longestLine(name.text));
  return zoom <= COUNTRIES_UNTIL && (zoom >= name.first || pixels >= enough);
}

function longestLine(text) {
  return Math.max(...wrap(text).map((line) => line.length));
}

function styleOf(name, view, colours) {
  if (name.kind === 'sea') {
    const size = name.first > 2 ? 12.5 : 13.5;
    return {font: `italic ${size}px ${SERIF}`, size, colour: colours['label-water'], spacing: 0.4};
  }
  if (name.kind === 'country') {
    const size = name.extent * view.scale > 300 ? 12 : 10.5;
    const spacing = size * 0.18;
    return {font: `${size}px ${SANS}`, size, colour: colours.label, halo: colours.land, spacing, alpha: 0.85};
  }
  const large = name.kind === 'town' && (name.capital || name.first <= view.zoom - 3);
  const size = large ? 12 : 11;
  return {font: `${size}px ${SANS}`, size, colour: colours.label, halo: colours.land, spacing: 0};
}

function wrap(text) {
  const middle = text.length / 2;
  const gaps = [...text.matchAll(/ /g)].map(({index}) => index);
  if (text.length < WRAP_FROM || !gaps.length) return [text];
  const gap = gaps.reduce((best, here) => (Math.abs(here - middle) < Math.abs(best - middle) ? here : best));
  return [text.slice(0, gap), text.slice(gap + 1)];
}

function place(pen, spot, scale, style, taken, widths) {
  const {name, x, y} = spot;
  const lines = wrap(name.kind === 'country' ? name.text.toUpperCase() : name.text);
  pen.font = style.font;
  pen.letterSpacing = `${style.spacing}px`;
  const width = Math.max(...lines.map((line) => measure(pen, line, style.font, widths)));
  const height = lines.length * style.size * LINE;
  const isFree = (box) => taken.every((other) => other[4] === name || isApart(box, other));
  const dots = name.kind === 'town' ? [reserveDot(spot)] : [];
  const box = dots.every(isFree) && candidates(spot, scale, width, height).find(isFree);
  if (!box) return;
  taken.push(box, ...dots);
  if (name.kind === 'town') dot(pen, x, y, name.capital, style);
  write(pen, lines, box, style);
  pen.letterSpacing = '0px';
}

function measure(pen, line, font, widths) {
  const key = `${font}|${line}`;
  if (!widths.has(key)) widths.set(key, pen.measureText(line).width);
  return widths.get(key);
}

/** The boxes a name may stand in, best first: a town's beside, below or above its dot, others on their point. */
function candidates({name, x, y}, scale, width, height) {
  const [left, top] = [x - width / 2, y - height / 2];
  if (name.kind === 'sea') return [[left, top, width, height]];
  if (name.kind !== 'town') return shifts(name.extent * scale).map((shift) => [left, top + shift, width, height]);
  return [
    [x + BESIDE, top, width, height],
    [x - BESIDE - width, top, width, height],
    [left, y + BESIDE - 1, width, height],
    [left, y - BESIDE + 1 - height, width, height],
  ];
}

/** How far a country's name may move down or up to make room for its capital, by the country's size in pixels. */
function shifts(extent) {
  const step = Math.min(14, 4 + extent * 0.12);
  return [0, step, -step, 2 * step, -2 * step];
}

function isApart([ax, ay, aw, ah], [bx, by, bw, bh]) {
  return ax + aw + ROOM < bx || bx + bw + ROOM < ax || ay + ah + ROOM < by || by + bh + ROOM < ay;
}

function dot(pen, x, y, isCapital, style) {
  pen.beginPath();
  pen.arc(x, y, isCapital ? 2.4 : 1.8, 0, 2 * Math.PI);
  pen.lineWidth = 2;
  pen.strokeStyle = style.halo;
  pen.stroke();
  pen.fillStyle = style.colour;
  pen.fill();
}

function write(pen, lines, [left, top, width], style) {
  pen.textAlign = 'center';
  pen.globalAlpha = style.alpha || 1;
  lines.forEach((line, n) => {
    const [x, y] = [Math.round(left + width / 2 + style.spacing / 2), Math.round(top + (n + 0.5) * style.size * LINE)];
    if (style.halo) {
      pen.strokeStyle = style.halo;
      pen.lineWidth = 2.5;
      pen.strokeText(line, x, y);
    }
    pen.fillStyle = style.colour;
    pen.fillText(line, x, y);
  });
  pen.globalAlpha = 1;
}
