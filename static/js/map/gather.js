/**
 * Items that would cover each other on the screen become one group, so that every mark can be seen and hit, also where
 * two tiles meet. Nothing is counted twice and nothing is left out.
 *
 * A group has the shape of an item: {key, count, at, bounds, levels, sites}. `sites` holds all members or is empty.
 */

/** `project` turns [latitude, longitude] into a point of the screen {x, y}; `radius` tells how large an item is drawn. */
export function gather(items, project, radius) {
  const groups = [];
  for (const item of [...items].sort(heavierFirst)) {
    const point = project(item.at);
    const near = groups.find((group) => touches(group, point, radius(item)));
    if (near) near.members.push(item);
    else groups.push({point, radius: radius(item), members: [item]});
  }
  return groups.map(({members}) => (members.length > 1 ? join(members) : members[0])).sort(fromNorthWest);
}

function touches(group, point, radius) {
  const distance = Math.hypot(group.point.x - point.x, group.point.y - point.y);
  return distance === 0 || distance < group.radius + radius;
}

/** The group stands where its heaviest member stands, so groups never touch each other. */
function join(members) {
  const [heaviest] = members;
  const count = members.reduce((sum, member) => sum + member.count, 0);
  const sites = members.flatMap((member) => member.sites);
  return {
    key: `group ${heaviest.key} ${count}`,
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
