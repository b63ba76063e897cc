/**
 * A view and what is known of it in; a painted canvas out: water, land, lakes, rivers, borders, then the names.
 *
 * The sources are drawn for maps of the world. From zoom 11 on their lines fade out, because a coast that is two
 * kilometres off would put a harbour in the sea; the land stays as plain paper with a grid of coordinates.
 */

import {paintNames} from './naming.js';

const FINE_FROM = 4;
const GRID_FROM = 9;
const FADE_FROM = 10;
const FADED_AT = 13;
const GRID_STEPS = [2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002];
const GRID_ROOM = 220;
const MARGIN = 24;
const NO_WATER = {lakes: [], rivers: []};
const LIGHT = {
  land: '#F1EBDD', water: '#DDE6E6', border: '#BCAE93', coast: '#B9BFB4', label: '#6A6258', 'label-water': '#5C7C81',
};
const DARK = {
  land: '#2A2723', water: '#14191B', border: '#5A5347', coast: '#4A4F4C', label: '#A79E91', 'label-water': '#6F8F94',
};

/** Read the container's custom properties; what is not set falls back to the light or the dark colours. */
export function readColours(container) {
  const {theme} = document.documentElement.dataset;
  const [dark, paper] = ['(prefers-color-scheme: dark)', 'print'].map((media) => window.matchMedia(media).matches);
  const fallback = !paper && (theme === 'dark' || (theme !== 'light' && dark)) ? DARK : LIGHT;
  const style = window.getComputedStyle(container);
  return Object.fromEntries(
    Object.entries(fallback).map(([name, colour]) => [name, style.getPropertyValue(`--map-${name}`).trim() || colour]),
  );
}

/** Paint the view {zoom, scale, copies, top, width, height}; `copies` are the left edges of the worlds in sight. */
export function paint(pen, view, data, colours, widths) {
  const atlas = (view.zoom >= FINE_FROM && data.fine) || data.coarse;
  const strength = Math.max(0, Math.min(1, (FADED_AT - view.zoom) / (FADED_AT - FADE_FROM)));
  fillView(pen, view, atlas && strength > 0 ? colours.water : colours.land);
  if (atlas && strength > 0) {
    paintLand(pen, view, atlas, data, colours);
    pen.globalAlpha = 1 - strength;
    fillView(pen, view, colours.land);
    pen.globalAlpha = 1;
  }
  if (view.zoom >= GRID_FROM) paintGrid(pen, view, colours);
  if (data.coarse) paintNames(pen, view, data, colours, widths);
}

function fillView(pen, view, colour) {
  pen.fillStyle = colour;
  pen.fillRect(0, 0, view.width, view.height);
}

function paintLand(pen, view, atlas, data, colours) {
  const water = (view.zoom >= FINE_FROM && data.water) || data.coarse || NO_WATER;
  const isFar = view.zoom < FINE_FROM;
  const lakes = gather(water.lakes, view, traceCurve, 2);
  pen.lineJoin = 'round';
  fill(pen, gather(atlas.land, view, traceStraight), colours.land);
  stroke(pen, gather(water.rivers, view, traceCurve), colours.coast, riverWidth(view.zoom));
  fill(pen, lakes, colours.water);
  stroke(pen, lakes, colours.coast, 0.6);
  stroke(pen, gather(atlas.coast, view, traceStraight), colours.coast, isFar ? 0.6 : 0.8);
  stroke(pen, gather(atlas.borders, view, traceStraight), colours.border, isFar ? 0.7 : 1, [4, 3]);
  stroke(pen, gather(atlas.disputed, view, traceStraight), colours.border, 1, [1, 3]);
}

function riverWidth(zoom) {
  return Math.min(1.6, 0.5 + (zoom - 4) * 0.2);
}

/** Tell where a shape lies in one copy of the world, in pixels, or nothing if it is out of sight. */
function inSight({box}, view, left) {
  const [west, north] = [box[0] * view.scale + left, box[1] * view.scale + view.top];
  const [east, south] = [box[2] * view.scale + left, box[3] * view.scale + view.top];
  if (east < -MARGIN || south < -MARGIN || west > view.width + MARGIN || north > view.height + MARGIN) return null;
  return {west, north, east, south};
}

/** Gather the shapes in sight to one path. Each shape's own path is kept until the zoom changes. */
function gather(shapes, view, trace, smallest = 0) {
  const path = new Path2D();
  for (const left of view.copies) {
    for (const shape of shapes) {
      const place = inSight(shape, view, left);
      if (!place || Math.max(place.east - place.west, place.south - place.north) < smallest) continue;
      if (shape.scale !== view.scale) {
        Object.assign(shape, {scale: view.scale, path: trace(toPixels(shape, view.scale))});
      }
      path.addPath(shape.path, {e: place.west, f: place.north});
    }
  }
  return path;
}

/** Points in pixels from the shape's corner; those nearer than two thirds of a pixel to the one before are left out. */
function toPixels({points, box}, scale) {
  const pixels = [];
  const last = points.length - 2;
  let [px, py] = [Infinity, Infinity];
  for (let n = 0; n <= last; n += 2) {
    const x = (points[n] - box[0]) * scale;
    const y = (points[n + 1] - box[1]) * scale;
    if (n === last || Math.abs(x - px) + Math.abs(y - py) > 0.66) {
      pixels.push(x, y);
      [px, py] = [x, y];
    }
  }
  return pixels;
}

function traceStraight(pixels) {
  const path = new Path2D();
  path.moveTo(pixels[0], pixels[1]);
  for (let n = 2; n < pixels.length; n += 2) path.lineTo(pixels[n], pixels[n + 1]);
  return path;
}

/** A curve through the middles of the segments: the source's grid of two kilometres must not show as steps. */
function traceCurve(pixels) {
  const path = new Path2D();
  const last = pixels.length - 2;
  path.moveTo(pixels[0], pixels[1]);
  for (let n = 2; n < last; n += 2) {
    const [x, y] = [(pixels[n] + pixels[n + 2]) / 2, (pixels[n + 1] + pixels[n + 3]) / 2];
    path.quadraticCurveTo(pixels[n], pixels[n + 1], x, y);
  }
  path.lineTo(pixels[last], pixels[last + 1]);
  return path;
}

function stroke(pen, path, colour, width, dash = []) {
  pen.setLineDash(dash);
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.stroke(path);
  pen.setLineDash([]);
}

function fill(pen, path, colour) {
  pen.fillStyle = colour;
  pen.fill(path, 'evenodd');
}

// ---- the grid of coordinates ----

function paintGrid(pen, view, colours) {
  const step = GRID_STEPS.findLast((degrees) => degrees / 360 * view.scale >= GRID_ROOM);
  const [left] = view.copies;
  const [west, east] = [-left, view.width - left].map((x) => (x / view.scale - 0.5) * 360);
  const [north, south] = [-view.top, view.height - view.top].map((y) => latitudeAt(y / view.scale));
  const xAt = (value) => ({value, at: Math.round((value / 360 + 0.5) * view.scale + left)});
  const yAt = (value) => ({value, at: Math.round(partOf(value) * view.scale + view.top)});
  const [xs, ys] = [multiples(west, east, step).map(xAt), multiples(south, north, step).map(yAt)];
  rule(pen, view, xs, ys, colours.border);
  const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  writeCrossings(pen, xs, ys, digits, colours.label);
}

function latitudeAt(part) {
  return Math.atan(Math.sinh(Math.PI * (1 - 2 * part))) * 180 / Math.PI;
}

function partOf(latitude) {
  return 0.5 - Math.asinh(Math.tan(latitude * Math.PI / 180)) / (2 * Math.PI);
}

function multiples(low, high, step) {
  const first = Math.ceil(low / step);
  return Array.from({length: Math.max(0, Math.floor(high / step) - first + 1)}, (_, n) => (first + n) * step);
}

function rule(pen, view, xs, ys, colour) {
  pen.beginPath();
  for (const {at} of xs) {
    pen.moveTo(at + 0.5, 0);
    pen.lineTo(at + 0.5, view.height);
  }
  for (const {at} of ys) {
    pen.moveTo(0, at + 0.5);
    pen.lineTo(view.width, at + 0.5);
  }
  pen.globalAlpha = 0.35;
  pen.strokeStyle = colour;
  pen.lineWidth = 1;
  pen.stroke();
  pen.globalAlpha = 1;
}

function writeCrossings(pen, xs, ys, digits, colour) {
  pen.font = '10px ui-sans-serif, system-ui, sans-serif';
  pen.textAlign = 'left';
  pen.textBaseline = 'alphabetic';
  pen.fillStyle = colour;
  pen.globalAlpha = 0.6;
  for (const x of xs) {
    const longitude = degrees(x.value, 'E', 'W', digits);
    for (const y of ys) pen.fillText(`${degrees(y.value, 'N', 'S', digits)} ${longitude}`, x.at + 5, y.at - 5);
  }
  pen.globalAlpha = 1;
}

function degrees(value, positive, negative, digits) {
  const turned = ((value + 540) % 360) - 180;
  return `${Math.abs(turned).toFixed(digits)}° ${turned < 0 ? negative : positive}`;
}
