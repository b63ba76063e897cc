// Load all places into supercluster, ask for tiles, and tell what it took: {"what, unit": figure}.
import { readFileSync } from "node:fs";
import Supercluster from "supercluster";

const read = (name) => JSON.parse(readFileSync(name, "utf8"));
const points = read("places.json").map((at) => ({
  type: "Feature",
  properties: {},
  geometry: { type: "Point", coordinates: at },
}));

let begun = performance.now();
const index = new Supercluster({ radius: 64, extent: 256, maxZoom: 16 }).load(points);
const loaded = performance.now() - begun;

const took = read("tiles.json").map(([z, x, y]) => {
  begun = performance.now();
  JSON.stringify(index.getTile(z, x, y));
  return performance.now() - begun;
});
took.sort((a, b) => a - b);

console.log(
  JSON.stringify({
    "loading all places, s": loaded / 1000,
    "a tile, p95, ms": took[Math.ceil(took.length * 0.95) - 1],
    "memory, MB": process.memoryUsage().rss / 2 ** 20,
  }),
);
