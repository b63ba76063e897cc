import {element} from './marks.js';

/** One calm line at the foot of the map, with a button if there is something to do about it. */
export class Notice {
  constructor(map) {
    const dir = document.documentElement.dir || 'ltr';
    this.node = element('div', {class: 'map-notice', role: 'status', dir, hidden: ''});
    L.DomEvent.disableClickPropagation(this.node);
    map.getContainer().append(this.node);
  }

  show(text, button, act) {
    this.node.replaceChildren(element('span', {text}));
    if (button) {
      const retry = element('button', {type: 'button', text: button});
      retry.addEventListener('click', act);
      this.node.append(retry);
    }
    this.node.hidden = false;
  }

  hide() {
    this.node.hidden = true;
  }
}
