/**
 * The view in the address: #zoom/latitude/longitude, and behind another stroke the site whose card is open. The filter
 * stands in the query and belongs to the page.
 */

const PAUSE = 120; // milliseconds
const FORM = /^#(\d{1,2})\/(-?\d{1,2}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)(?:\/([\w-]+))?$/;

/** {zoom, at, site} of the page's address; null if it names no view. */
export function readView() {
  const found = FORM.exec(window.location.hash);
  return found && {zoom: Number(found[1]), at: [Number(found[2]), Number(found[3])], site: found[4] ?? null};
}

/**
 * Keep the address in step with the map, without a step in the browser's history, and follow it when the reader changes
 * it. Between such a change and the event that tells of it the map may move for other reasons: the reader comes first.
 * While move follows on move the address waits: each change of it costs a browser some frames, and some allow only few.
 *
 * `site()` tells the slug of the site whose card is open, or null; `open(slug)` opens it, and closes any for null. What
 * is returned is to be called when another card is open.
 */
export function followView(map, {site, open}) {
  let known = window.location.hash;
  let waiting = null;
  const write = () => {
    if (window.location.hash !== known) return;
    const {lat, lng} = map.getCenter().wrap();
    known = `#${map.getZoom()}/${lat.toFixed(4)}/${lng.toFixed(4)}${site() ? `/${site()}` : ''}`;
    window.history.replaceState(window.history.state, '', known);
  };
  const writeSoon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(write, PAUSE);
  };
  map.on('moveend', writeSoon);
  window.addEventListener('hashchange', () => {
    known = window.location.hash;
    const view = readView();
    if (!view) return;
    map.setView(view.at, view.zoom, {animate: false});
    open(view.site);
  });
  return writeSoon;
}
