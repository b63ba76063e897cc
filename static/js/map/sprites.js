/**
 * Marks as small pictures for a canvas. Shapes are those of the page's <symbol>s, colours and lines those that the
 * style sheets give them: what the map shows cannot differ from what list and legend show.
 */

const BOX = 24; // the symbols' own units
const EDGE = 4; // pixels around a mark, for its shadow

export class Sprites {
  /** `holder` is an element in the document in which marks are dressed by the style sheets; it is never shown. */
  constructor(holder) {
    this.holder = holder;
    this.kept = new Map();
  }

  /** Forget all pictures, as when colours have changed; the next ones have `ratio` pixels to one of CSS. */
  begin(ratio, shadow) {
    Object.assign(this, {ratio, shadow});
    this.kept.clear();
  }

  /** Put the mark of an <svg> (as `mark` makes it) on a canvas, around a point and `size` CSS pixels wide. */
  put(pen, svg, x, y, size = BOX) {
    const key = `${svg.getAttribute('class')} ${size}`;
    if (!this.kept.has(key)) this.kept.set(key, this.paint(svg, size));
    const picture = this.kept.get(key);
    const side = picture.width / this.ratio;
    pen.drawImage(picture, this.snap(x - side / 2), this.snap(y - side / 2), side, side);
  }

  snap(length) {
    return Math.round(length * this.ratio) / this.ratio;
  }

  paint(svg, size) {
    const plain = this.blank(size);
    const pen = plain.getContext('2d');
    pen.scale(this.ratio * size / BOX, this.ratio * size / BOX);
    pen.translate(EDGE * BOX / size, EDGE * BOX / size);
    for (const part of this.dress(svg)) draw(pen, part);
    return this.shade(plain);
  }

  blank(size) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = Math.round((size + 2 * EDGE) * this.ratio);
    return canvas;
  }

  shade(plain) {
    const shaded = document.createElement('canvas');
    shaded.width = shaded.height = plain.width;
    const pen = shaded.getContext('2d');
    pen.shadowColor = this.shadow;
    pen.shadowOffsetY = this.ratio;
    pen.shadowBlur = 3 * this.ratio;
    pen.drawImage(plain, 0, 0);
    return shaded;
  }

  /** The parts of a mark, each with its path and its computed style. Styles do not reach out of a <use>: it is resolved. */
  dress(svg) {
    const symbol = document.querySelector(svg.querySelector('use').getAttribute('href'));
    const dressed = svg.cloneNode(false);
    dressed.append(...[...symbol.children].map((part) => part.cloneNode()));
    this.holder.append(dressed);
    const parts = [...dressed.children].map((part) => ({path: pathOf(part), ...styleOf(part)}));
    dressed.remove();
    return parts.filter(({shown}) => shown);
  }
}

function pathOf(part) {
  if (part.localName === 'path') return new Path2D(part.getAttribute('d'));
  const [x, y, radius] = ['cx', 'cy', 'r'].map((name) => Number(part.getAttribute(name)));
  const path = new Path2D();
  path.arc(x, y, radius, 0, 2 * Math.PI);
  return path;
}

function styleOf(part) {
  const {display, fill, stroke, strokeWidth, strokeDasharray, strokeLinecap, strokeLinejoin} = getComputedStyle(part);
  return {
    shown: display !== 'none',
    fill,
    stroke,
    width: parseFloat(strokeWidth),
    dash: strokeDasharray === 'none' ? [] : strokeDasharray.split(/[\s,]+/).map(parseFloat),
    cap: strokeLinecap,
    join: strokeLinejoin,
  };
}

function draw(pen, {path, fill, stroke, width, dash, cap, join}) {
  if (fill !== 'none') {
    pen.fillStyle = fill;
    pen.fill(path);
  }
  if (stroke === 'none' || width === 0) return;
  pen.strokeStyle = stroke;
  pen.lineWidth = width;
  pen.lineCap = cap;
  pen.lineJoin = join;
  pen.setLineDash(dash);
  pen.stroke(path);
}
