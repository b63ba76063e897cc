/** A file that is dropped on the map, or chosen: it is looked at here before it is sent anywhere. */

import {element} from '../map/marks.js';
import {RIGHT_TO_LEFT} from '../words.js';
import {bearsFiles, isField} from './drags.js';
import {SENTENCES} from './words.js';

const LARGEST = 5_000_000; // bytes, as the server has it
const NAMES = /\.(geo)?json$/i;
const TYPES = ['application/geo+json', 'application/json'];
const THIN = /"type"\s*:\s*"(Multi)?(LineString|Point)"/;

/** What is to be said against these files; empty if there is one that may be sent. */
export function faultOf(files) {
  if (files.length !== 1) return SENTENCES.oneFile(files.length);
  const [{name, type, size}] = files;
  if (!NAMES.test(name) && !TYPES.includes(type)) return SENTENCES.wrongKind(name);
  return size > LARGEST ? SENTENCES.tooLarge(name) : '';
}

/** The text of a file, and whether it holds lines or points, which have no inside. */
export async function readFile(file) {
  try {
    const text = await file.text();
    return {name: file.name, text, isThin: THIN.test(text)};
  } catch {
    throw new Error(SENTENCES.unread(file.name));
  }
}

/** A place over the map that shows itself while a file is dragged over the page; `take(files)` gets what is dropped. */
export class DropTarget {
  constructor(container, take) {
    this.take = take;
    const words = [element('strong', {text: SENTENCES.drop}), element('span', {text: SENTENCES.dropMore})];
    this.node = element('div', {class: 'area-drop', dir: RIGHT_TO_LEFT ? 'rtl' : 'ltr', hidden: ''}, element('p', {}, ...words));
    container.append(this.node);
    window.addEventListener('dragenter', (event) => this.enter(event));
    window.addEventListener('dragover', (event) => this.over(event));
    window.addEventListener('dragleave', ({relatedTarget}) => relatedTarget === null && this.show(false));
    window.addEventListener('drop', (event) => this.drop(event));
  }

  show(shown) {
    this.node.hidden = !shown;
  }

  enter(event) {
    if (bearsFiles(event)) this.show(true);
  }

  over(event) {
    if (!bearsFiles(event) || isField(event.target)) return;
    event.preventDefault();
    const here = this.node.contains(event.target);
    event.dataTransfer.dropEffect = here ? 'copy' : 'none';
    this.node.classList.toggle('area-drop--over', here);
  }

  /** A file that misses the map must not take the reader away from the page. */
  drop(event) {
    this.show(false);
    if (!bearsFiles(event) || isField(event.target)) return;
    event.preventDefault();
    if (this.node.contains(event.target)) this.take([...event.dataTransfer.files]);
  }
}
