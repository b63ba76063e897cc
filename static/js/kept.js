/**
 * What this browser keeps of its reader's choices, before the first paint: no module, so that no page flashes up in other
 * colours, or with an introduction that was closed. It is kept in no cookie and never sent.
 */

(function () {
  var root = document.documentElement;
  function kept(name) {
    try {
      return window.localStorage.getItem(name);
    } catch (refused) {
      return null; // nothing may be kept here: what the device and the page say holds
    }
  }
  var theme = kept('theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  if (kept('intro') === 'closed') root.dataset.intro = 'closed';
})();
