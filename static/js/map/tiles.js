/** Reading: a view of the map comes in, the sites and clusters of its tiles go out. Knows nothing of drawing. */

const SIDE = 256;
const KEPT = 1000;

/** From this zoom on a tile names every site, so deeper views read the tiles of this zoom. */
export const ALONE_FROM = 18;

/**
 * The tiles under a box of pixels (world pixels at `zoom`). `turns` counts how often the world has been gone round:
 * east of the antimeridian the same tiles stand again, 360 degrees further.
 */
export function tilesUnder({min, max}, zoom) {
  const z = Math.min(zoom, ALONE_FROM);
  const side = SIDE * 2 ** (zoom - z);
  const last = 2 ** z - 1;
  const [west, east] = [min.x, max.x].map((x) => Math.floor(x / side));
  const [north, south] = [min.y, max.y].map((y) => Math.max(0, Math.min(last, Math.floor(y / side))));
  const tiles = [];
  for (let y = north; y <= south; y++) {
    for (let x = west; x <= east; x++) {
      const turns = Math.floor(x / (last + 1));
      tiles.push({z, y, x: x - turns * (last + 1), turns});
    }
  }
  return tiles;
}

export class TileReader {
  /** `template` is an address with {z}, {x} and {y}. */
  constructor(template) {
    this.template = template;
    this.kept = new Map();
    this.asked = new Map();
  }

  /**
   * The items of the tiles for a filter's query, and whether all of them came: {items, complete}. An item is one site
   * or one cluster. The tiles are asked for together; those read last are kept.
   */
  async read(tiles, query) {
    const answers = await Promise.allSettled(tiles.map((tile) => this.fetch(this.address(tile, query), nameOf(tile))));
    const items = answers.flatMap(({value}, n) => (value ? itemsOf(value, tiles[n].turns * 360) : []));
    return {items, complete: answers.every(({status}) => status === 'fulfilled')};
  }

  /** Call off what is on its way for any other tile than these. */
  keepOnly(tiles) {
    const wanted = new Set(tiles.map(nameOf));
    for (const [address, {tile, controller}] of this.asked) {
      if (wanted.has(tile)) continue;
      controller.abort();
      this.asked.delete(address);
    }
  }

  address({z, x, y}, query) {
    const path = this.template.replace('{z}', z).replace('{x}', x).replace('{y}', y);
    return query ? `${path}?${query}` : path;
  }

  fetch(address, tile) {
    const kept = this.kept.get(address);
    if (kept) return this.keep(address, kept);
    if (!this.asked.has(address)) {
      const controller = new AbortController();
      this.asked.set(address, {tile, controller, answer: this.request(address, controller.signal)});
    }
    return this.asked.get(address).answer;
  }

  async request(address, signal) {
    try {
      const answer = await fetch(address, {signal, headers: {Accept: 'application/json'}});
      if (!answer.ok) throw new Error(`${address}: the server answered ${answer.status}.`);
      return this.keep(address, await answer.json());
    } finally {
      if (this.asked.get(address)?.controller.signal === signal) this.asked.delete(address);
    }
  }

  keep(address, tile) {
    this.kept.delete(address);
    this.kept.set(address, tile);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value);
    return tile;
  }
}

/** Copies of the world share their tiles. */
function nameOf({z, x, y}) {
  return `${z}/${x}/${y}`;
}

/** A site by its name in the language of the page; its main one is `main` then. */
function inLanguage(site) {
  const told = site.called?.[document.documentElement.lang];
  return told ? {...site, name: told, main: site.name} : site;
}

function itemsOf({sites, clusters}, shift) {
  const east = ([latitude, longitude]) => [latitude, longitude + shift];
  const box = ([south, west, north, east]) => [south, west + shift, north, east + shift];
  const single = (site) => ({...inLanguage(site), at: east(site.at), cell: site.cell && box(site.cell)});
  return [
    ...sites.map(single).map((site) => ({
      key: `site ${site.number} ${shift}`,
      count: 1,
      at: site.at,
      bounds: site.cell || [...site.at, ...site.at],
      levels: {[site.level]: 1},
      sites: [site],
    })),
    ...clusters.map((cluster) => ({
      key: `cluster ${cluster.at} ${shift}`,
      count: cluster.count,
      at: east(cluster.at),
      bounds: box(cluster.bounds),
      levels: cluster.levels,
      sites: cluster.sites.map(single),
    })),
  ];
}
