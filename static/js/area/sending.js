/** An outline goes to the server, which answers with the area as an address bears it. Nothing is kept there. */

import {SENTENCES} from './words.js';

/**
 * {area, tolerance_m} of a GeoJSON document, a text or a file; lines and points count with `withinKm` around them. What
 * stands in the way is thrown as an Error whose message is for the reader; `again` says whether another try may help.
 */
export async function areaOf(address, document, withinKm) {
  const answer = await ask(`${address}?within_km=${encodeURIComponent(withinKm)}`, document);
  const said = await answer.json().catch(() => ({}));
  if (answer.ok && said.area) return said;
  const again = !said.message;
  throw Object.assign(new Error(said.message ?? SENTENCES.refused(answer.status)), {again});
}

async function ask(address, body) {
  const headers = {'Content-Type': 'application/geo+json', Accept: 'application/json'};
  try {
    return await fetch(address, {method: 'POST', body, headers});
  } catch {
    throw Object.assign(new Error(SENTENCES.unreached), {again: true});
  }
}
