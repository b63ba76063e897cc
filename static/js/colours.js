/**
 * The choice of colours: as the device has them, light or dark. It is kept in this browser, under the name that the desk
 * uses too, and never sent; js/kept.js reads it before a page is painted. The map follows by itself (js/theme.js).
 */

const KEPT = 'theme';
const root = document.documentElement;

function keep(theme) {
  try {
    window.localStorage.setItem(KEPT, theme);
  } catch { /* nothing may be kept in this browser: the choice holds for this page */ }
}

function wear(theme) {
  if (theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = theme;
}

function offer(menu) {
  const radios = [...menu.querySelectorAll('input')];
  const tick = (theme) => radios.forEach((radio) => { radio.checked = radio.value === theme; });
  tick(root.dataset.theme ?? 'auto');
  menu.addEventListener('change', ({target}) => {
    wear(target.value);
    keep(target.value);
  });
  window.addEventListener('storage', ({key, newValue}) => {
    if (key !== KEPT) return;
    const theme = ['light', 'dark'].includes(newValue) ? newValue : 'auto';
    wear(theme);
    tick(theme);
  });
  menu.hidden = false;
}

/** Every page may have the menu, once. */
export function offerColours() {
  document.querySelectorAll('.colours').forEach(offer);
}
