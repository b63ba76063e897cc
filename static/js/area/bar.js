/** The line on the map that says what to do while an area is made, and what has become of it. */

import {element} from '../map/marks.js';
import {SENTENCES} from './words.js';

export class Bar {
  constructor(container) {
    this.container = container;
    this.words = element('p', {class: 'area-words', id: 'area-words', role: 'status'});
    this.more = element('div', {class: 'area-acts'});
    const dir = document.documentElement.dir || 'ltr';
    this.node = element('div', {class: 'area-bar', dir, hidden: ''}, this.words, this.more);
    L.DomEvent.disableClickPropagation(this.node);
    L.DomEvent.disableScrollPropagation(this.node);
    container.append(this.node);
  }

  /** `acts` are [words, what is done] for each button, `fault` whether something went wrong, `extra` a node below. */
  show(text, acts = [], {fault = false, extra = null} = {}) {
    const held = this.held;
    this.say(text);
    this.node.classList.toggle('area-bar--fault', fault);
    this.more.replaceChildren(...acts.map(button));
    this.node.replaceChildren(...[this.words, this.more, extra].filter(Boolean));
    this.node.hidden = false;
    if (held) this.giveBack(held);
  }

  /** What the keyboard is at in the bar: the words of it. */
  get held() {
    return this.node.contains(document.activeElement) ? document.activeElement.textContent : null;
  }

  /** Buttons are made anew: the keyboard stays at its own, or goes to the map. */
  giveBack(words) {
    const same = [...this.more.children].find(({textContent}) => textContent === words);
    (same ?? this.container).focus({preventScroll: true});
  }

  /** What stands there is said once, not again with each move. */
  say(text) {
    if (this.words.textContent !== text) this.words.textContent = text;
  }

  /** The same, with a way to put it away; `after` is what happens then, where something was said before. */
  tell(text, acts = [], {after = null, ...options} = {}) {
    this.show(text, [...acts, ['✕', after ?? (() => this.hide()), SENTENCES.dismiss]], options);
  }

  hide() {
    if (this.held) this.container.focus({preventScroll: true});
    this.node.hidden = true;
    this.words.textContent = '';
    this.node.replaceChildren(this.words);
  }
}

function button([text, act, name]) {
  const made = element('button', {type: 'button', text});
  if (name) made.setAttribute('aria-label', name);
  made.addEventListener('click', act);
  return made;
}
