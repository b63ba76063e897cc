/** Ask how far an intake has come, ever less often, and show the page anew once that has changed. It stops by itself. */

const box = document.querySelector('[data-watch]');
const SHORTEST = 1000;
const LONGEST = 15000;
const MOST = 120;

async function ask() {
  const answer = await fetch(box.dataset.watch).catch(() => null);
  const said = await answer?.json().catch(() => null);
  return said ? said.state !== box.dataset.state || String(said.tries) !== box.dataset.tries : false;
}

async function watch(pause, left) {
  if (await ask()) location.reload();
  else if (left > 0) setTimeout(watch, pause, Math.min(pause * 1.25, LONGEST), left - 1);
}

setTimeout(watch, SHORTEST, SHORTEST, MOST);
