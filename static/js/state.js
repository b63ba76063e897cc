/**
 * The state of a page with a map: the filter in the address, and the map and the parts that show it.
 *
 *   query()              the address's parameters now, a copy
 *   change(edit, how)    change them, and with them all that is shown
 *   onChange(listener)   hear of every change
 *
 * The server writes the whole page for any address, so a change is a new address, the page fetched from there, and each
 * element with `data-part="<name>"` made equal to its namesake in it (see morph.js): all of them or none. The latest
 * change wins. Scripts that hold on to elements of a part hear `parts:swapped` on the document and look them up again.
 *
 * Two clocks and a filter stand in the query, the map's place in the hash: the hash is the map's own affair.
 */

import {overview} from './map/main.js';
import {morph} from './morph.js';
import {gettext} from './words.js';

/** The order in which the server writes parameters: one filter has one address, for caches and for people. */
const ORDER = [
  'q', 'level', 'cause', 'kind', 'country', 'verification', 'contested', 'recovery', 'site', 'part_of', 'bbox', 'area',
  'after', 'before', 'on', 'known', 'against', 'sort', 'view', 'page', 'list', 'legend', 'time',
];
const OF_THE_PAGE = ['sort', 'view', 'page', 'list', 'legend', 'time']; // what the map does not ask for
const FAILED = gettext('The list could not be loaded. What it shows is older than the map.');
const REFUSED = gettext('That cannot be asked.');
const RETRY = gettext('Try again');
const BREATH = 300; // milliseconds: what gets the focus is spoken first, and would cut the tally off
const UNDO = gettext('Take it back');

const listeners = [];
const list = document.getElementById('list');
const notice = document.getElementById('calm');
const said = document.getElementById('said');

let shown = query(); // what the address asked for when it was last looked at
let stands = query(); // what the parts on the page were made for
let asked = null; // the request that is on its way
let telling; // the timer of what is said aloud
let framing = false; // whether the map is to go to what that request finds

/** The parameters of the page's address now: a copy, to be changed at will. */
export function query() {
  return new URLSearchParams(window.location.search);
}

/**
 * Change the filter: `edit(params)` gets a copy of the parameters, without the number of the list's page. The address
 * changes and the map shows it at once; the parts of the page follow from the server.
 *
 * `push`   a step in the browser's history; false replaces the present one, as while something is being dragged
 * `frame`  the map goes to what is found; false leaves it where it is
 * `list`   false leaves the parts as they are: a later change, or the same one again, brings them up to date
 */
export function change(edit, {push = true, frame = false, list: follows = true} = {}) {
  const params = query();
  params.delete('page');
  edit(params);
  visit(params, {push, frame, follows});
}

/** `listener(params, previous)` is called after each change of the address's parameters, also by back and forward. */
export function onChange(listener) {
  listeners.push(listener);
}

function visit(params, {push = true, frame = false, follows = true} = {}) {
  const wanted = sorted(params);
  if (String(wanted) !== String(shown)) {
    const address = `${window.location.pathname}${wanted.size ? `?${wanted}` : ''}${window.location.hash}`;
    if (push) window.history.pushState(null, '', address);
    else window.history.replaceState(window.history.state, '', address);
  }
  framing = frame;
  arrive(wanted, follows);
}

function sorted(params) {
  const place = ([name]) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  const given = [...params].filter(([, value]) => value !== '');
  return new URLSearchParams(given.sort((one, other) => place(one) - place(other)));
}

/** The address is another: show it. */
function arrive(params, follows = true) {
  const previous = shown;
  shown = params;
  const ofTheMap = sorted(params);
  for (const name of OF_THE_PAGE) ofTheMap.delete(name);
  if (overview && overview.query !== String(ofTheMap)) overview.show(String(ofTheMap));
  if (follows && (asked || String(params) !== String(stands))) fetchParts(params);
  if (String(params) === String(previous)) return;
  for (const listener of listeners) listener(new URLSearchParams(params), new URLSearchParams(previous));
}

async function fetchParts(params) {
  asked?.abort();
  const mine = new AbortController();
  asked = mine;
  list?.setAttribute('aria-busy', 'true');
  try {
    const page = await fetchPage(`${window.location.pathname}?${params}`, mine.signal);
    if (mine === asked) show(page, params);
  } catch (error) {
    if (mine === asked) say(error.refusal ?? FAILED, error.refusal ? UNDO : RETRY, error.refusal ? takeBack : tryAgain);
  } finally {
    if (mine === asked) {
      asked = null;
      list?.setAttribute('aria-busy', 'false');
    }
  }
}

/** The page at an address, read but not shown. An answer that explains what is wrong is thrown as its `refusal`. */
async function fetchPage(address, signal) {
  const answer = await fetch(address, {signal, headers: {Accept: 'text/html'}});
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  if (answer.ok) return page;
  const fault = page.querySelector('.fault dd')?.textContent;
  throw Object.assign(new Error(`${address}: the server answered ${answer.status}.`), {
    refusal: answer.status === 400 ? fault ?? REFUSED : null,
  });
}

function show(page, params) {
  const before = stands;
  stands = params;
  notice.hidden = true;
  swap(page);
  if (followsThePage(before, params)) list?.scrollTo({top: 0});
  if (before.get('page') !== params.get('page')) list?.focus({preventScroll: true});
  clearTimeout(telling);
  telling = setTimeout(announce, BREATH);
  document.dispatchEvent(new CustomEvent('parts:swapped'));
  const {bounds} = overview?.container.dataset ?? {};
  if (framing && bounds) overview.show(overview.query, {frame: corners(bounds)});
  framing = false;
}

/** A list that only follows the map stays where the reader is in it; any other begins at its top. */
function followsThePage(before, params) {
  const [one, other] = [new URLSearchParams(before), new URLSearchParams(params)];
  for (const some of [one, other]) some.delete('view');
  return String(one) !== String(other);
}

function swap(page) {
  const {activeElement} = document;
  const chip = [...document.querySelectorAll('.chip, .chips-clear')].indexOf(activeElement);
  for (const part of document.querySelectorAll('[data-part]')) {
    const theirs = page.querySelector(`[data-part="${part.dataset.part}"]`);
    if (theirs) morph(part, theirs);
  }
  swapHead(page);
  refocus(activeElement, chip);
}

/** What stands once in a page: its title, its own address, and what the map is told of the filter. */
function swapHead(page) {
  document.title = page.title;
  const [mine, theirs] = [document.getElementById('map'), page.getElementById('map')];
  for (const name of ['bounds', 'site']) if (mine && theirs) mine.dataset[name] = theirs.dataset[name];
  for (const [selector, attribute] of [['link[rel=canonical]', 'href'], ['meta[property="og:url"]', 'content']]) {
    const address = page.querySelector(selector)?.getAttribute(attribute);
    if (address) document.querySelector(selector)?.setAttribute(attribute, address);
  }
}

/** The keyboard stays where it was; if that is gone, at the next chip, else at the list. */
function refocus(element, chip) {
  if (element === document.activeElement || element === document.body) return;
  const chips = document.querySelectorAll('.chip, .chips-clear');
  const next = element.isConnected ? element : chips[Math.min(chip, chips.length - 1)] ?? list;
  next?.focus({preventScroll: true});
}

function announce() {
  const tally = document.querySelector('.tally')?.textContent.trim().replace(/\s+/g, ' ') ?? '';
  if (said && said.textContent !== tally) said.textContent = tally;
}

/** One calm line, with what can be done about it. */
function say(text, button, act) {
  notice.querySelector('span').textContent = text;
  notice.querySelector('button').textContent = button;
  notice.querySelector('button').onclick = act;
  notice.hidden = false;
}

function tryAgain() {
  fetchParts(shown);
}

function takeBack() {
  notice.hidden = true;
  visit(stands, {push: false});
}

function corners(bounds) {
  const [south, west, north, east] = bounds.split(',').map(Number);
  return [[south, west], [north, east]];
}

// ── what the page itself offers: its form, and its links to itself

function formParameters(form) {
  return new URLSearchParams(new FormData(form));
}

document.addEventListener('submit', (event) => {
  const {target: form} = event;
  if (form.id !== 'filters' || event.defaultPrevented) return;
  event.preventDefault();
  const params = formParameters(form);
  visit(params, {frame: (params.get('q') ?? '') !== (shown.get('q') ?? '')});
});

document.addEventListener('change', ({target}) => {
  if (target.matches('input[type=checkbox]') && target.form?.id === 'filters') visit(formParameters(target.form));
});

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('[data-part] a[href]');
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const {origin, pathname, searchParams} = new URL(link.href);
  if (origin !== window.location.origin || pathname !== window.location.pathname || event.altKey) return;
  event.preventDefault();
  visit(searchParams);
});

window.addEventListener('popstate', () => {
  const params = query();
  if (String(params) === String(shown)) return;
  framing = false;
  arrive(params);
});

onChange((params) => {
  const field = document.getElementById('q');
  if (field && field !== document.activeElement) field.value = params.get('q') ?? '';
});
