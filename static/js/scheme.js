/** The colours that a reader chose, before the first paint: no module, so that no page flashes up in the others. */

(function () {
  var chosen = null;
  try {
    chosen = window.localStorage.getItem('theme');
  } catch (refused) { /* nothing may be kept in this browser: the colours of the device hold */ }
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
})();
