/**
 * What can be pressed: over each drawn mark lies a transparent button with the mark's name, for hands, keyboards and
 * screen readers. A button that stays between two drawings stays the same element, and with it the reader's focus.
 */

import {element} from './marks.js';

const CREDITS = 20; // pixels at the foot of the map

export class Buttons {
  /** `press(mark, byKeyboard)` is called with one of the marks that were laid. */
  constructor(holder, map, press) {
    this.holder = holder;
    this.map = map;
    this.press = press;
    this.laid = new Map();
    L.DomEvent.on(holder, 'dblclick', L.DomEvent.stopPropagation);
    holder.addEventListener('click', (event) => this.click(event));
    holder.addEventListener('focusin', ({target}) => this.bringIntoSight(target));
    holder.addEventListener('pointerdown', ({target}) => { this.held = target; });
  }

  /** `marks` are {key, name, count, at, x, y, half}, in the order in which the keyboard goes through them. */
  lay(marks) {
    const wanted = new Map(marks.map((mark) => [mark.key, mark]));
    for (const [key, {button}] of this.laid) if (!wanted.has(key)) this.drop(key, button);
    for (const [key, mark] of wanted) {
      const button = this.laid.get(key)?.button ?? element('button', {type: 'button', class: 'map-mark'});
      this.laid.set(key, {button, mark});
      dress(button, mark);
    }
    this.arrange(marks.map(({key}) => this.laid.get(key).button));
  }

  /** A finger that moves the map may still be on a button: its element must not vanish under it. */
  drop(key, button) {
    this.laid.delete(key);
    if (button === document.activeElement) this.map.getContainer().focus({preventScroll: true});
    if (button === this.held) button.hidden = true;
    else button.remove();
  }

  /** Bring the elements into their order without moving the one that has the focus, which would lose it. */
  arrange(buttons) {
    const {holder} = this;
    let next = holder.firstElementChild;
    for (const button of buttons) {
      while (button === document.activeElement && next !== button) {
        const passed = next;
        next = next.nextElementSibling;
        holder.append(passed);
      }
      if (button === next) next = next.nextElementSibling;
      else holder.insertBefore(button, next);
    }
  }

  /** Of marks that lie close the nearest one is meant, also where a neighbour's button lies above it. */
  click(event) {
    L.DomEvent.stopPropagation(event);
    const byKeyboard = event.detail === 0;
    if (!byKeyboard && this.map.dragging.moved()) return;
    const hit = byKeyboard ? this.markOf(event.target) : this.nearest(event);
    if (hit) this.press(hit, byKeyboard);
  }

  markOf(button) {
    return [...this.laid.values()].find((one) => one.button === button)?.mark;
  }

  nearest({clientX, clientY}) {
    const {left, top} = this.holder.getBoundingClientRect();
    const distance = ({x, y, half}) => Math.hypot(left + x - clientX, top + y - clientY) / half;
    const marks = [...this.laid.values()].map(({mark}) => mark);
    return marks.reduce((best, mark) => (distance(mark) < distance(best) ? mark : best));
  }

  /** The keyboard may reach a mark that is drawn beyond the view's edge: the map follows. */
  bringIntoSight(button) {
    const mark = button.matches(':focus-visible') && this.markOf(button);
    if (!mark) return;
    const room = [mark.half + 8, mark.half + 8];
    const below = L.point(room).add([0, CREDITS]);
    this.map.panInside(mark.at, {paddingTopLeft: room, paddingBottomRight: below, animate: false});
  }

  elementOf(key) {
    return this.laid.get(key)?.button;
  }
}

function dress(button, {name, count, x, y, half}) {
  button.hidden = false;
  for (const [attribute, value] of [['aria-label', name], ['title', name], ['data-count', String(count)]]) {
    if (button.getAttribute(attribute) !== value) button.setAttribute(attribute, value);
  }
  Object.assign(button.style, {left: `${x - half}px`, top: `${y - half}px`});
  Object.assign(button.style, {width: `${2 * half}px`, height: `${2 * half}px`});
}
