/**
 * The ways to an area. What they lead to is large and seldom wanted, so it is fetched when a reader takes one of them or
 * when an area stands in the address. Whatever is pressed, chosen or dropped meanwhile is done when it is there.
 */

import {overview} from '../map/main.js';
import {onChange, query} from '../state.js';
import {drawButton} from './controls.js';
import {bearsFiles, isField} from './drags.js';

const form = document.getElementById('filters');
const tools = form?.querySelector('.area-tools');
const button = overview && tools && drawButton(overview.map, begin);
let coming = null;

/** Do something with the area's module once it is there. */
async function fetched(act = () => {}) {
  coming ??= import('../area.js').then(({Areas, Shown}) => (
    button ? new Areas(overview, form, button) : new Shown(overview)
  ));
  try {
    act(await coming);
  } catch (fault) {
    coming = null; // the line broke: the next press tries again
    throw fault;
  }
}

function begin(byKeyboard) {
  fetched((areas) => areas.begin(byKeyboard));
}

function showWhatIsAsked() {
  if (query().get('area')) fetched();
}

function choose(event) {
  const act = event.target.closest('[data-act]')?.dataset.act;
  if (!act) return;
  event.preventDefault();
  tools.closest('details').open = false;
  fetched((areas) => areas.choose(act, event.detail === 0));
}

/** Whoever opens the panel or points at the button will likely press it: the line may be slow. */
function hasten() {
  tools.closest('details').addEventListener('toggle', () => fetched());
  for (const type of ['pointerenter', 'focus']) button.addEventListener(type, () => fetched(), {once: true});
}

/** The page stays where it is, whatever is dropped before the target is there. */
function awaitDrops() {
  window.addEventListener('dragenter', (event) => {
    if (bearsFiles(event)) fetched((areas) => areas.target.show(true));
  });
  for (const type of ['dragover', 'drop']) {
    window.addEventListener(type, (event) => bearsFiles(event) && !isField(event.target) && event.preventDefault());
  }
}

if (overview) {
  onChange(showWhatIsAsked);
  showWhatIsAsked();
}
if (button) {
  form.addEventListener('click', choose);
  tools.querySelector('#area-file').addEventListener('change', ({target}) => {
    fetched((areas) => areas.takeChosen(target));
  });
  hasten();
  awaitDrops();
}
