/**
 * On a phone the list is a sheet over the map, at one of three heights: low, half, full. Its handle moves it by tap, by
 * drag and by the arrow keys. The height stands on the body (data-sheet); what it means stands in the style sheet.
 */

const HEIGHTS = ['low', 'half', 'full'];
const MOVED = 8; // pixels from which a touch is no tap
const FLICK = 0.5; // pixels in a millisecond from which the direction counts and not the place
const KEYS = {ArrowUp: 1, ArrowDown: -1, Home: -2, End: 2};

class Drawer {
  constructor(handle) {
    this.handle = handle;
    this.sheet = handle.parentElement;
    handle.hidden = false;
    this.set('half');
    handle.addEventListener('pointerdown', (event) => this.grip(event));
    handle.addEventListener('pointermove', (event) => this.drag(event));
    for (const end of ['pointerup', 'pointercancel']) handle.addEventListener(end, (event) => this.release(event));
    handle.addEventListener('click', () => this.tap());
    handle.addEventListener('keydown', (event) => this.press(event));
  }

  get height() {
    return document.body.dataset.sheet;
  }

  set(height) {
    document.body.dataset.sheet = height;
    const words = this.handle.querySelector('[data-half]');
    words.textContent = words.dataset[height];
    this.handle.setAttribute('aria-expanded', String(height !== 'low'));
  }

  grip(event) {
    this.held = {y: event.clientY, last: event.clientY, when: event.timeStamp, speed: 0};
    this.held.height = this.sheet.getBoundingClientRect().height;
    this.handle.setPointerCapture(event.pointerId);
  }

  drag({clientY, timeStamp}) {
    const {held} = this;
    if (!held) return;
    if (timeStamp > held.when) held.speed = (clientY - held.last) / (timeStamp - held.when);
    Object.assign(held, {last: clientY, when: timeStamp});
    if (Math.abs(clientY - held.y) < MOVED && !held.moved) return;
    held.moved = true;
    this.sheet.style.blockSize = `${held.height + held.y - clientY}px`;
  }

  release() {
    const {held, sheet} = this;
    this.held = null;
    this.dragged = Boolean(held?.moved);
    if (!this.dragged) return;
    const {height} = sheet.getBoundingClientRect();
    sheet.style.blockSize = '';
    this.set(Math.abs(held.speed) > FLICK ? this.next(held.speed < 0 ? 1 : -1) : this.nearest(height));
  }

  /** The height by name that is nearest to so many pixels. */
  nearest(height) {
    const before = this.height;
    const found = HEIGHTS.map((name) => {
      document.body.dataset.sheet = name;
      return {name, off: Math.abs(this.sheet.getBoundingClientRect().height - height)};
    });
    document.body.dataset.sheet = before;
    return found.reduce((best, one) => (one.off < best.off ? one : best)).name;
  }

  next(step) {
    return HEIGHTS[Math.max(0, Math.min(HEIGHTS.length - 1, HEIGHTS.indexOf(this.height) + step))];
  }

  /** The click that ends a drag is none. */
  tap() {
    if (!this.dragged) this.set(this.height === 'half' ? 'full' : 'half');
    this.dragged = false;
  }

  press(event) {
    if (!(event.key in KEYS)) return;
    event.preventDefault();
    this.set(this.next(KEYS[event.key]));
  }
}

const handle = document.querySelector('.handle');
if (handle) new Drawer(handle);
