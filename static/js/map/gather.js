/**
 * Items that would cover each other on the screen become one group, so that every mark can be seen and hit, also where
 * two tiles meet. Nothing is counted twice and nothing is left out.
 *
 * A group has the shape of an item: {key, count, at, bounds, levels, sites}. `sites` holds all members or is empty.
 */

const SQUARE = 60; // pixels: marks further apart than this never touch
const AROUND = [0, -1, 1];

/** `project` turns [latitude, longitude] into a point of the screen {x, y}; `radius` tells how large an item is drawn. */
export function gather(items, project, radius) {
  const groups = gatherOnce(items, project, radius);
  return groups.length < items.length ? gather(groups, project, radius) : groups.sort(fromNorthWest);
}

/** A group is drawn larger than its members, so it may touch others that they did not touch. */
function gatherOnce(items, project, radius) {
  const groups = [];
  const near = new Neighbours();
  for (const item of [...items].sort(heavierFirst)) {
    const point = project(item.at);
    const found = near.find(point, (group) => touches(group, point, radius(item)));
    if (found) found.members.push(item);
    else groups.push(near.add({point, radius: radius(item), members: [item]}));
  }
  return groups.map(({members}) => (members.length > 1 ? join(members) : members[0]));
}

/** Groups by squares of the screen, so that each item is held against the few near it and not against all. */
class Neighbours {
  constructor() {
    this.squares = new Map();
  }

  add(group) {
    const name = this.name(Math.floor(group.point.x / SQUARE), Math.floor(group.point.y / SQUARE));
    if (!this.squares.has(name)) this.squares.set(name, []);
    this.squares.get(name).push(group);
    return group;
  }

  find({x, y}, fits) {
    const [column, row] = [Math.floor(x / SQUARE), Math.floor(y / SQUARE)];
    for (const down of AROUND) {
      for (const right of AROUND) {
        const found = this.squares.get(this.name(column + right, row + down))?.find(fits);
        if (found) return found;
      }
    }
    return null;
  }

  name(column, row) {
    return `${column} ${row}`;
  }
}

function touches(group, point, radius) {
  const distance = Math.hypot(group.point.x - point.x, group.point.y - point.y);
  return distance === 0 || distance < group.radius + radius;
}

/** The group stands where its heaviest member stands. */
function join(members) {
  const [heaviest] = members;
  const count = members.reduce((sum, member) => sum + member.count, 0);
  const sites = members.flatMap((member) => member.sites);
  return {
    key: `group ${heaviest.key.replace(/^group (.*) \d+$/, '$1')} ${count}`,
    count,
    at: heaviest.at,
    bounds: members.map((member) => member.bounds).reduce(around),
    levels: members.map((member) => member.levels).reduce(sum),
    sites: sites.length === count ? sites : [],
  };
}

function around(one, other) {
  return [
    Math.min(one[0], other[0]), Math.min(one[1], other[1]), Math.max(one[2], other[2]), Math.max(one[3], other[3]),
  ];
}

function sum(one, other) {
  const both = {...one};
  for (const [level, count] of Object.entries(other)) both[level] = (both[level] || 0) + count;
  return both;
}

function heavierFirst(one, other) {
  return other.count - one.count || (one.key < other.key ? -1 : 1);
}

/** The order in which the keyboard goes through the marks. */
function fromNorthWest(one, other) {
  return other.at[0] - one.at[0] || one.at[1] - other.at[1];
}
