/**
 * The list beside the map: items with data-number (the site's). Pointing at one shows its mark; opening a mark shows
 * the item. The list may be exchanged at any time; without one nothing happens.
 */
export class SiteList {
  /** `point(number)` is called with the site that is pointed at, or null. */
  constructor(point) {
    const numberOf = ({target}) => target.closest?.('[data-number]')?.dataset.number;
    for (const event of ['pointerover', 'focusin']) {
      document.addEventListener(event, (it) => numberOf(it) && point(Number(numberOf(it))));
    }
    for (const event of ['pointerout', 'focusout']) document.addEventListener(event, (it) => numberOf(it) && point(null));
  }

  isEmpty() {
    return document.querySelector('[data-number]') === null;
  }

  /** Show the items of these sites, and bring the first of them into sight within the list. */
  light(numbers) {
    const items = [...document.querySelectorAll('[data-number]')];
    for (const item of items) item.toggleAttribute('data-lit', numbers.includes(Number(item.dataset.number)));
    const first = items.find((item) => item.hasAttribute('data-lit'));
    if (first) reveal(first);
  }
}

/** Scroll the list alone: the page, and with it the map, stays where it is. */
function reveal(item) {
  let list = item.parentElement;
  while (list && list !== document.body && getComputedStyle(list).overflowY !== 'auto') list = list.parentElement;
  if (!list || list === document.body) return;
  const [inner, outer] = [item.getBoundingClientRect(), list.getBoundingClientRect()];
  const top = Math.max(outer.top, list.querySelector('.listhead')?.getBoundingClientRect().bottom ?? outer.top);
  if (inner.top < top) list.scrollTop -= top - inner.top;
  if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom;
}
