/** Tell when the page's colours change: by day and night, in forced colours, on paper, by the page's own attributes. */

const MEDIA = ['(prefers-color-scheme: dark)', '(forced-colors: active)', 'print'];

/** Call `draw` at once whenever it happens: a printer waits for no later frame. */
export function onTheme(draw) {
  for (const media of MEDIA) window.matchMedia(media).addEventListener('change', draw);
  for (const event of ['beforeprint', 'afterprint']) window.addEventListener(event, draw);
  const watch = new MutationObserver(draw);
  watch.observe(document.documentElement, {attributes: true, attributeFilter: ['data-theme', 'class']});
}
