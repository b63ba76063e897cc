/**
 * The list and the map in step. Where the reader wishes it the list keeps to what the map shows: `view` in the address,
 * west,south,east,north. Where the map shows none of the sites that are picked, it offers the way to them.
 */

import {overview} from './map/main.js';
import {change, query} from './state.js';

const REST = 300; // milliseconds for which the map lies still
const DIGITS = 4;

const elsewhere = document.querySelector('.elsewhere');
let waiting = null;
let drawn = null; // how many sites stand on the map

/** The box of the map that is in view. */
function box() {
  const [south, north] = [overview.view.getSouth(), overview.view.getNorth()];
  const [west, east] = [overview.view.getWest(), overview.view.getEast()];
  const sides = east - west >= 360 ? [-180, south, 180, north] : [onEarth(west), south, onEarth(east), north];
  return sides.map((degrees, n) => Number((n % 2 ? Math.max(-90, Math.min(90, degrees)) : degrees).toFixed(DIGITS))).join();
}

/** The map may have gone around the earth. */
function onEarth(longitude) {
  return L.Util.wrapNum(longitude, [-180, 180], true);
}

function follow() {
  if (query().has('view')) change((params) => params.set('view', box()), {push: false});
}

function followAtRest() {
  clearTimeout(waiting);
  waiting = setTimeout(follow, REST);
}

function offerTheWay() {
  elsewhere.hidden = drawn !== 0 || !overview.container.dataset.bounds;
}

function goThere() {
  const [south, west, north, east] = overview.container.dataset.bounds.split(',').map(Number);
  overview.show(overview.query, {frame: [[south, west], [north, east]]});
  overview.container.focus({preventScroll: true});
}

/** The way from a map on another page to the full one leads to the same place. */
for (const event of ['pointerover', 'focusin', 'click']) {
  document.addEventListener(event, ({target}) => {
    const link = target.closest?.('a.full');
    if (link) link.hash = window.location.hash;
  });
}

if (overview) {
  const {container} = overview;
  container.append(elsewhere);
  L.DomEvent.disableClickPropagation(elsewhere);
  container.addEventListener('map:view', followAtRest);
  container.addEventListener('map:drawn', ({detail}) => {
    drawn = detail.sites;
    offerTheWay();
  });
  document.addEventListener('parts:swapped', offerTheWay);
  elsewhere.querySelector('button').addEventListener('click', goThere);
  document.addEventListener('change', ({target}) => {
    if (target.id !== 'in-view') return;
    change((params) => (target.checked ? params.set('view', box()) : params.delete('view')));
  });
  followAtRest();
}
