/**
 * Keeps what a reader sees, for reading without a line. It is at work only on devices whose reader asked for it
 * (/offline/), and is served as /sw.js. What it does, and what is risked, stands in docs/offline.md.
 *
 * The network always comes first: what is kept is shown only where nobody answers. Whatever answers replaces what was
 * kept under its address, or removes it. When anything was published or withdrawn since, everything that is kept is
 * asked for anew. It is kept for seven days after it was last seen to stand.
 */

const PAGES = 'kept-pages';
const SHELL = 'kept-shell';
const MOST = {[PAGES]: 300, [SHELL]: 200};
const LONGEST = 7 * 24 * 60 * 60 * 1000; // milliseconds
const DAY = 'x-kept';
const PROBE = '/map/0/0/0.json'; // its ETag is another one whenever anything public has changed
const NEVER = /^(\/[a-z]{2})?\/(admin|follow|api|embed|feeds|healthz|suggest\.json|sw\.js|static\/admin\w*)(\/|$)/;
const READABLE = /^(text\/html|text\/css|text\/javascript|application\/json|image\/)/;
const LIST = /^(\/[a-z]{2})?\/offline\/$/; // what can be read: the page that stands in place of one that is not kept
const DOOR = '/'; // it has no language of its own: whoever comes is led to theirs

self.addEventListener('install', (event) => {
  event.waitUntil(takeLists().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([tidy(), self.registration.navigationPreload?.enable()]).then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const {request} = event;
  const {origin, pathname} = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (!NEVER.test(pathname)) event.respondWith(answer(event));
  else if (request.mode === 'navigate' && event.preloadResponse) event.respondWith(ask(event)); // or it is asked twice
});

/**
 * What the network says. A page that its reader goes to was asked for by the browser itself: asked from here, it would say
 * that a page of this site led there, whoever did, and at the door nobody would be led to their language any more.
 */
async function ask({request, preloadResponse}) {
  return await preloadResponse ?? fetch(request);
}

/** What the network says; where it says nothing, what is kept. */
async function answer(event) {
  const {request} = event;
  try {
    const response = await ask(event);
    const told = remember(request, response.clone());
    event.waitUntil(request.mode === 'navigate' ? told.then(() => takeList(request.url, response)).then(compare) : told);
    return response;
  } catch (fault) {
    const kept = await recall(request);
    if (!kept) throw fault;
    return kept;
  }
}

function shelf(address) {
  return new URL(address).pathname.startsWith('/static/') ? SHELL : PAGES;
}

/** Ask for an address and keep what is answered. Nothing is sent that says who asks. */
async function take(request) {
  const response = await fetch(request.url, {cache: 'no-cache', credentials: 'omit', headers: accepts(request)});
  await remember(request, response);
}

function accepts(request) {
  return {Accept: request.headers.get('Accept') ?? 'text/html'};
}

/** Keep an answer in place of the one before, or remove that: only trouble of the server says nothing of a record. */
async function remember(request, response) {
  const store = await caches.open(shelf(request.url));
  if (response.status >= 500 || response.status === 429) return;
  if (mayBeKept(response)) {
    await store.put(request.url, await dated(response));
    await trim(shelf(request.url));
  } else {
    await store.delete(request.url);
  }
}

function mayBeKept({status, type, redirected, headers}) {
  return status === 200 && type === 'basic' && !redirected
    && READABLE.test(headers.get('Content-Type') ?? '')
    && !headers.has('Content-Disposition')
    && !/no-store|private/.test(headers.get('Cache-Control') ?? '');
}

async function dated(response) {
  const headers = new Headers(response.headers);
  headers.set(DAY, new Date().toISOString());
  return new Response(await response.blob(), {status: response.status, headers});
}

/** The address of the list in the language of a path. */
function listOf(pathname) {
  return `${pathname.match(/^\/[a-z]{2}(?=\/)/)?.[0] ?? ''}/offline/`;
}

async function keptLists() {
  const keys = await (await caches.open(PAGES)).keys();
  return keys.map(({url}) => new URL(url).pathname).filter((pathname) => LIST.test(pathname));
}

/** The lists in the languages of the pages that are open, of which one has the switch, and those that are kept already. */
async function takeLists() {
  const open = await self.clients.matchAll({type: 'window', includeUncontrolled: true});
  const lists = new Set([...open.map(({url}) => listOf(new URL(url).pathname)), ...await keptLists()]);
  await Promise.all([...lists].map((list) => take(new Request(list))));
}

/** Whoever sees a page in another language has its list from then on: four lists for everybody would burden small lines. */
async function takeList(address, response) {
  const list = listOf(new URL(address).pathname);
  if (!mayBeKept(response) || !response.headers.get('Content-Type').startsWith('text/html')) return;
  const kept = await (await caches.open(PAGES)).match(list);
  if (!kept || isOld(kept)) await take(new Request(list));
}

/** The list in the language of a path; where that is not kept, in one that the browser asks for, or in any. */
async function recallList(pathname) {
  const store = await caches.open(PAGES);
  const asked = self.navigator.languages.map((tag) => tag.split('-')[0])
    .map((code) => (code === 'en' ? '/offline/' : `/${code}/offline/`));
  const lists = await keptLists();
  const list = [...(pathname === DOOR ? [] : [listOf(pathname)]), ...asked].find((one) => lists.includes(one)) ?? lists[0];
  return list && store.match(list);
}

/** What is kept of an address, while it may be shown; in place of a page that is not kept, the list of those that are. */
async function recall(request) {
  const store = await caches.open(shelf(request.url));
  const kept = await store.match(request.url);
  if (kept && !isOld(kept)) return request.mode === 'navigate' ? withDay(kept) : kept;
  const {pathname} = new URL(request.url);
  if (kept && !LIST.test(pathname)) await store.delete(request.url); // a list says nothing of the record, and stays
  return request.mode === 'navigate' ? recallList(pathname) : null;
}

function isOld(response) {
  return Date.now() - Date.parse(response.headers.get(DAY)) > LONGEST;
}

/** The page with its banner shown, which says of which day it is. */
async function withDay(response) {
  const page = await response.text();
  const [, language] = page.match(/<html[^>]*\blang="([^"]+)"/) ?? [null, 'en'];
  const seen = new Date(response.headers.get(DAY));
  const words = seen.toLocaleString(language === 'en' ? 'en-GB' : language, {dateStyle: 'long', timeStyle: 'short'});
  const shown = page.replace(/(<p class="offline"[^>]*?) hidden>/, '$1>')
    .replace('<time data-kept-day></time>', `<time datetime="${seen.toISOString()}">${words}</time>`);
  return new Response(shown, {status: 200, headers: response.headers});
}

/** When the record has changed since the last visit, ask for everything that is kept, so that nothing outlives it. */
async function compare() {
  const store = await caches.open(PAGES);
  const before = await store.match(PROBE);
  const now = await fetch(PROBE, {cache: 'no-cache', credentials: 'omit'});
  if (!now.ok || now.headers.get('ETag') === before?.headers.get('ETag')) return;
  for (const request of await store.keys()) {
    if (new URL(request.url).pathname !== PROBE) await take(request);
  }
  await store.put(PROBE, await dated(now)); // last, so that what was broken off is begun anew
}

async function tidy() {
  for (const name of [PAGES, SHELL]) {
    const store = await caches.open(name);
    for (const request of await store.keys()) {
      if (isOld(await store.match(request))) await store.delete(request);
    }
  }
}

/** The oldest go first; a cache keeps its entries in the order in which they were last put. */
async function trim(name) {
  const store = await caches.open(name);
  const held = (await store.keys()).filter(({url}) => !LIST.test(new URL(url).pathname));
  for (const request of held.slice(0, Math.max(0, held.length - MOST[name]))) await store.delete(request);
}
