/** The introduction of the front page: once it is closed it stays closed in this browser, until it is opened again. */

const intro = document.getElementById('intro');

function keep(state) {
  try {
    window.localStorage.setItem('intro', state);
  } catch { /* nothing may be kept in this browser: it is open again on the next visit */ }
}

/** A link to #intro opens it, wherever the reader is. */
function openAsAsked() {
  if (window.location.hash === '#intro') intro.open = true;
}

if (intro) {
  if (document.documentElement.dataset.intro === 'closed') intro.open = false;
  delete document.documentElement.dataset.intro;
  openAsAsked();
  intro.querySelector('summary').addEventListener('click', () => keep(intro.open ? 'closed' : 'open'));
  window.addEventListener('hashchange', openAsAsked);
}
