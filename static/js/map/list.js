/**
 * The list beside the map: items with data-number (the site's). Pointing at one shows its mark; opening a mark shows
 * the item. Without a list nothing happens.
 */
export class SiteList {
  constructor(point) {
    this.items = new Map(
      [...document.querySelectorAll('[data-number]')].map((item) => [Number(item.dataset.number), item]),
    );
    for (const [number, item] of this.items) {
      for (const event of ['pointerenter', 'focusin']) item.addEventListener(event, () => point(number));
      for (const event of ['pointerleave', 'focusout']) item.addEventListener(event, () => point(null));
    }
  }

  /** Show the items of these sites, and bring the first of them into sight within the list. */
  light(numbers) {
    for (const [number, item] of this.items) item.toggleAttribute('data-lit', numbers.includes(number));
    const first = this.items.get(numbers.find((number) => this.items.has(number)));
    if (first) reveal(first);
  }
}

/** Scroll the list alone: the page, and with it the map, stays where it is. */
function reveal(item) {
  let list = item.parentElement;
  while (list && list !== document.body && getComputedStyle(list).overflowY !== 'auto') list = list.parentElement;
  if (!list || list === document.body) return;
  const [inner, outer] = [item.getBoundingClientRect(), list.getBoundingClientRect()];
  if (inner.top < outer.top) list.scrollTop -= outer.top - inner.top;
  if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom;
}
