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
const FIRST = ['/offline/'];

self.addEventListener('install', (event) => {
  event.waitUntil(Promise.all(FIRST.map((address) => take(new Request(address)))).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(tidy().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const {request} = event;
  const {origin, pathname} = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || NEVER.test(pathname)) return;
  event.respondWith(answer(event));
});

/** What the network says; where it says nothing, what is kept. */
async function answer(event) {
  const {request} = event;
  try {
    const response = await fetch(request);
    event.waitUntil(remember(request, response.clone()).then(() => request.mode === 'navigate' && compare()));
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

/** What is kept of an address, while it may be shown; in place of a page that is not kept, the list of those that are. */
async function recall(request) {
  const store = await caches.open(shelf(request.url));
  const kept = await store.match(request.url);
  if (kept && !isOld(kept)) return request.mode === 'navigate' ? withDay(kept) : kept;
  if (kept) await store.delete(request.url);
  return request.mode === 'navigate' ? (await caches.open(PAGES)).match(FIRST[0]) : null;
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
  const held = (await store.keys()).filter(({url}) => !FIRST.includes(new URL(url).pathname));
  for (const request of held.slice(0, Math.max(0, held.length - MOST[name]))) await store.delete(request);
}
