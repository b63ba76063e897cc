/** The link to what is seen, and the code that shows it on another page: both with the map's place and what is open. */

import {onChange} from './state.js';

const USUAL = {list: false, legend: true, time: false}; // as the server reads an address that says nothing

class Share {
  constructor(node) {
    this.node = node;
    this.link = node.querySelector('#share-link');
    this.code = node.querySelector('#share-code');
    this.said = node.querySelector('.share-said');
    node.addEventListener('toggle', () => this.write());
    node.addEventListener('change', () => this.write());
    node.addEventListener('click', ({target}) => {
      const button = target.closest('[data-copy]');
      if (button) this.copy(document.getElementById(button.dataset.copy));
    });
    for (const field of [this.link, this.code]) field.addEventListener('focus', () => field.select());
    document.getElementById('map')?.addEventListener('map:view', () => this.write());
    window.addEventListener('hashchange', () => this.write());
    onChange(() => this.write());
  }

  write() {
    if (!this.node.open) return;
    this.said.textContent = '';
    this.link.value = window.location.href;
    this.code.value = this.frame();
  }

  frame() {
    const {dataset} = this.code;
    const address = new URL(dataset.embed);
    const params = new URLSearchParams(window.location.search);
    for (const name of ['view', 'page']) params.delete(name);
    for (const box of this.node.querySelectorAll('[data-piece]')) {
      const {piece} = box.dataset;
      if (box.checked !== USUAL[piece]) params.set(piece, box.checked ? '1' : '0');
    }
    address.search = params;
    address.hash = window.location.hash;
    const [width, height] = this.node.querySelector('#share-size').value.split(' ');
    const said = {src: address, width, height, title: dataset.title, loading: 'lazy'};
    const written = Object.entries(said).map(([name, value]) => `${name}="${escaped(String(value))}"`).join(' ');
    return `<iframe ${written} allowfullscreen></iframe>`;
  }

  /** Where the browser lets no script copy, the text is selected for the reader's own hands. */
  async copy(field) {
    this.write();
    const {copied, select} = this.said.dataset;
    try {
      await navigator.clipboard.writeText(field.value);
      this.said.textContent = copied;
    } catch {
      field.focus();
      field.select();
      this.said.textContent = select;
    }
  }
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

const node = document.getElementById('share');
if (node) new Share(node);
