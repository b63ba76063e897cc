/**
 * Marks as small pictures for a canvas. Shapes are those of the page's <symbol>s, colours and lines those that the
 * style sheets give them: what the map shows cannot differ from what list and legend show.
 */

const BOX = 24; // the symbols' own units
const EDGE = 4; // pixels around a picture, for its shadow
const KEPT = 3000;

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
  putMark(pen, svg, x, y, size = BOX) {
    this.put(pen, `${svg.getAttribute('class')} ${size}`, x, y, size, (own) => {
      own.scale(size / BOX, size / BOX);
      own.translate(-BOX / 2, -BOX / 2);
      for (const part of this.dress(svg)) draw(own, part);
    });
  }

  /** Put a picture there, with its shadow. The first time `paint` paints it, around the origin, in CSS pixels. */
  put(pen, key, x, y, size, paint) {
    if (!this.kept.has(key)) this.keep(key, this.shade(this.picture(size, paint)));
    const picture = this.kept.get(key);
    const side = picture.width / this.ratio;
    pen.drawImage(picture, this.snap(x - side / 2), this.snap(y - side / 2), side, side);
  }

  keep(key, picture) {
    if (this.kept.size >= KEPT) this.kept.clear();
    this.kept.set(key, picture);
  }

  snap(length) {
    return Math.round(length * this.ratio) / this.ratio;
  }

  picture(size, paint) {
    const canvas = blank(Math.round((size + 2 * EDGE) * this.ratio));
    const pen = canvas.getContext('2d');
    pen.translate(canvas.width / 2, canvas.height / 2);
    pen.scale(this.ratio, this.ratio);
    paint(pen);
    return canvas;
  }

  shade(plain) {
    const canvas = blank(plain.width);
    const pen = canvas.getContext('2d');
    pen.shadowColor = this.shadow;
    pen.shadowOffsetY = this.ratio;
    pen.shadowBlur = 3 * this.ratio;
    pen.drawImage(plain, 0, 0);
    return canvas;
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

function blank(side) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  return canvas;
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
