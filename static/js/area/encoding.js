/**
 * An area as the address writes it: each ring an encoded polyline of latitudes and longitudes with five decimals,
 * “.” before a hole, “-” before a further polygon. The server reads the same text, and mends what cannot be.
 */

const PARTS = 1e5; // of a degree
const FIRST = 63; // the code of the letter for nothing

/** Polygons, each a list of rings, each a list of [longitude, latitude]; no ring ends on its first corner. */
export function readArea(text) {
  return text.split('-').map((polygon) => polygon.split('.').map(readRing));
}

function readRing(text) {
  const steps = readNumbers(text);
  const ring = [];
  let [latitude, longitude] = [0, 0];
  for (let n = 0; n + 1 < steps.length; n += 2) {
    latitude += steps[n];
    longitude += steps[n + 1];
    ring.push([longitude / PARTS, latitude / PARTS]);
  }
  return ring;
}

/** Five bits to a letter, the lowest first; a sixth says that more follow, the last bit of all is the sign. */
function readNumbers(text) {
  const numbers = [];
  let [value, shift] = [0, 0];
  for (const letter of text) {
    const bits = letter.charCodeAt(0) - FIRST;
    value |= (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    numbers.push(value & 1 ? ~(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}

/** The same polygons as a GeoJSON geometry. */
export function geometryOf(polygons) {
  const coordinates = polygons.map((rings) => rings.map((ring) => [...ring, ring[0]]));
  return {type: 'MultiPolygon', coordinates};
}
