/** The page on which a reader has what they read kept on the device, sees what is kept, and throws it away again. */

const PAGES = 'kept-pages';
const SHELL = 'kept-shell';
const LIST = /^(\/[a-z]{2})?\/offline\/$/; // this page, in any language
const box = document.getElementById('keeping');
const [keep, forget] = ['keep', 'forget'].map((name) => box.querySelector(`[data-act="${name}"]`));
const said = box.querySelector('[role="status"]');
const list = document.getElementById('kept');

const isOn = async () => Boolean(await navigator.serviceWorker?.getRegistration('/'));

async function begin() {
  await navigator.serviceWorker.register('/sw.js', {scope: '/'});
  await navigator.serviceWorker.ready;
  const own = 'link[rel="stylesheet"], link[rel="icon"], script[src]';
  const needed = [...document.querySelectorAll(own)].map((one) => one.href || one.src);
  const [pages, shell] = await Promise.all([PAGES, SHELL].map((name) => caches.open(name)));
  await Promise.all(needed.map(async (address) => {
    const response = await fetch(address);
    const headers = new Headers(response.headers);
    headers.set('x-kept', new Date().toISOString());
    const store = new URL(address).pathname.startsWith('/static/') ? shell : pages;
    await store.put(address, new Response(await response.blob(), {headers}));
  }));
}

async function end() {
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
}

/** {address, title, day} of every page that is kept, the one seen last first. */
async function kept() {
  const store = await caches.open(PAGES);
  const pages = await Promise.all((await store.keys()).map(async ({url}) => {
    const response = await store.match(url);
    if (!response.headers.get('Content-Type')?.startsWith('text/html')) return null;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    return {address: url, title: page.title, day: response.headers.get('x-kept')};
  }));
  return pages.filter(Boolean).filter(({address}) => !LIST.test(new URL(address).pathname)).reverse();
}

function line({address, title, day}) {
  const item = document.createElement('li');
  const link = Object.assign(document.createElement('a'), {href: address, textContent: title, dir: 'auto'});
  const time = Object.assign(document.createElement('time'), {dateTime: day, className: 'quiet'});
  const {lang} = document.documentElement;
  time.textContent = new Date(day).toLocaleString(lang === 'en' ? 'en-GB' : lang, {dateStyle: 'long', timeStyle: 'short'});
  item.append(link, ' ', time);
  return item;
}

async function show() {
  const on = await isOn();
  keep.hidden = on;
  forget.hidden = !on;
  said.textContent = on ? said.dataset.on : said.dataset.off;
  document.getElementById('instead').hidden = window.location.pathname === box.dataset.here;
  list.replaceChildren(...(on ? (await kept()).map(line) : []));
  list.closest('section').hidden = !list.children.length;
}

function press(button, act) {
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      await act();
      await show();
    } catch (fault) {
      said.textContent = said.dataset.failed;
      throw fault;
    } finally {
      button.disabled = false;
    }
  });
}

if (navigator.serviceWorker && window.caches) {
  press(keep, begin);
  press(forget, end);
  show();
} else {
  said.textContent = said.dataset.unable;
}
