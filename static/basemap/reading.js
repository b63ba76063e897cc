/**
 * A data file in; lines, outlines and names out, in parts of the world's square: x and y run from 0 to 1 from the
 * north-west corner of Mercator's map.
 */

export const READERS = {
  coarse: (file) => ({
    ...readAtlas(file),
    lakes: readRings(file.lakes, 'lakes'),
    rivers: [],
    names: readNames(file.labels),
    towns: readTowns(file.labels.towns),
  }),
  fine: readAtlas,
  water: (file) => ({lakes: readRings(file, 'lakes'), rivers: readLines(file, 'rivers')}),
  places: (file) => ({towns: readTowns(file)}),
};

const TIERS = [[6000, 3], [2000, 4], [700, 5], [300, 6], [100, 7], [0, 8]];

function readAtlas(file) {
  const kinds = ['coast', 'borders', 'disputed'];
  const [coast, borders, disputed] = kinds.map((name) => readLines(file, name).flatMap(cutChunks));
  return {land: readRings(file, 'land'), coast, borders, disputed};
}

/** Undo TopoJSON's coding of arcs: x and y by turns, in parts of the world's square (0 to 1, from the north-west). */
function decodeArcs(file) {
  if (file.decoded) return file.decoded;
  const {scale, translate} = file.transform;
  file.decoded = file.arcs.map((steps) => {
    let [x, y] = [0, 0];
    return steps.flatMap(([dx, dy]) => [
      projectX((x += dx) * scale[0] + translate[0]), projectY((y += dy) * scale[1] + translate[1]),
    ]);
  });
  return file.decoded;
}

function projectX(longitude) {
  return longitude / 360 + 0.5;
}

function projectY(latitude) {
  const bounded = Math.max(-85.0511, Math.min(85.0511, latitude)) * Math.PI / 180;
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + bounded / 2)) / (2 * Math.PI);
}

function readRings(file, name) {
  return file.objects[name].arcs.map((polygon) => polygon.map((ring) => joinArcs(file, ring))).flat();
}

function readLines(file, name) {
  return file.objects[name].arcs.map((line) => joinArcs(file, line));
}

function joinArcs(file, numbers) {
  const arcs = decodeArcs(file);
  return boxed(numbers.flatMap((number, place) => {
    const arc = number < 0 ? reversed(arcs[~number]) : arcs[number];
    return place ? arc.slice(2) : arc;
  }));
}

function reversed(points) {
  const turned = [];
  for (let n = points.length - 2; n >= 0; n -= 2) turned.push(points[n], points[n + 1]);
  return turned;
}

function boxed(points) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let n = 0; n < points.length; n += 2) {
    box[0] = Math.min(box[0], points[n]);
    box[1] = Math.min(box[1], points[n + 1]);
    box[2] = Math.max(box[2], points[n]);
    box[3] = Math.max(box[3], points[n + 1]);
  }
  return {points: Float64Array.from(points), box};
}

/** Long lines in pieces, so that dashes start at the same places in every view and far pieces cost nothing. */
function cutChunks({points}) {
  const chunks = [];
  for (let n = 0; n < points.length - 2; n += 64) chunks.push(boxed(Array.from(points.subarray(n, n + 66))));
  return chunks;
}

/** Names in the order of their importance: large countries, seas, small countries. */
function readNames({countries, seas}) {
  const lands = countries.map(([text, x, y, extent, isTerritory, first]) => (
    {kind: isTerritory ? 'territory' : 'country', text, x: projectX(x), y: projectY(y), extent: extent / 360, first}
  ));
  const waters = seas.map(([text, x, y, first, last]) => (
    {kind: 'sea', text, x: projectX(x), y: projectY(y), first, last}
  ));
  const isLarge = ({extent}) => extent > 0.01;
  return [...lands.filter(isLarge), ...waters, ...lands.filter((land) => !isLarge(land))];
}

function readTowns({names, x, y, thousands, capitals}) {
  const seats = new Set(capitals);
  let east = 0;
  return names.split('\n').map((text, n) => {
    east += x[n];
    const capital = seats.has(n);
    const [partX, partY] = [projectX(east / 100), projectY(y[n] / 100)];
    return {kind: 'town', text, capital, x: partX, y: partY, first: firstZoom(thousands[n], capital)};
  });
}

/** The zoom from which a town is worth its name, by its people. */
function firstZoom(thousands, isCapital) {
  const [, zoom] = TIERS.find(([people]) => thousands >= people);
  return isCapital ? Math.min(zoom, thousands >= 1000 ? 4 : 5) : zoom;
}
