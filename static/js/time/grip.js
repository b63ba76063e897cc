/** Hands on the drawing: a range is drawn across it, a handle is dragged or moved by keys, a bar is pressed. */

const MOVED = 5; // pixels from which a press is no click
const KEYS = {
  ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12, Home: -Infinity, End: Infinity,
};

/** How many months a key moves a day: none if it is another key. */
export function months({key}) {
  return KEYS[key] ?? 0;
}

/**
 * Follow the pointer over the plot inside `root`, whose elements may be exchanged. `told` hears, places being shares of
 * the plot's width: `move(hand, place)`, `range(from, to)`, `drop()` at the end, `cancel()`; a press that did not move
 * is left to be a click.
 */
export function follow(root, told) {
  let held = null;
  root.addEventListener('pointerdown', (event) => {
    const plot = event.target.closest('.time-plot');
    if (!plot || event.button || event.target.closest('.time-slider')) return;
    held = {plot, x: event.clientX, hand: event.target.dataset.hand, moved: false};
  });
  root.addEventListener('pointermove', (event) => {
    if (!held || (!held.moved && Math.abs(event.clientX - held.x) < MOVED)) return;
    if (!held.moved) held.plot.setPointerCapture(event.pointerId);
    held.moved = true;
    const [from, to] = [held.x, event.clientX].map((x) => placeOf(held.plot, x));
    if (held.hand) told.move(held.hand, to);
    else told.range(Math.min(from, to), Math.max(from, to));
  });
  root.addEventListener('pointerup', () => {
    if (held?.moved) told.drop();
    setTimeout(() => { held = null; });
  });
  root.addEventListener('pointercancel', () => {
    if (held?.moved) told.cancel();
    held = null;
  });
  root.addEventListener('dragstart', (event) => held && event.preventDefault());
  root.addEventListener('click', (event) => held?.moved && swallow(event), {capture: true});
}

function placeOf(plot, x) {
  const {left, width} = plot.getBoundingClientRect();
  return (x - left) / width;
}

/** The click at the end of a drag is none. */
function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}
