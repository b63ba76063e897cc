/** Small comforts: every page works without them. Parts of a page may be exchanged, so they are held by none of them. */

import {offerColours} from './colours.js';

const NARROW = window.matchMedia('(max-width: 45rem)');
const LOW = window.matchMedia('(max-width: 75rem) and (max-height: 54rem), (max-height: 39rem)'); // for a map with time and list
const PICKS = 'details.pick';

function picks() {
  return [...document.querySelectorAll(PICKS)];
}

/** A panel that would leave the window opens towards the other side. */
function keepInside(pick) {
  const panel = pick.querySelector('.panel').getBoundingClientRect();
  if (panel.right > window.innerWidth || panel.left < 0) pick.toggleAttribute('data-end');
}

function onlyOneOpen() {
  document.addEventListener('toggle', ({target: pick}) => {
    if (!pick.matches(PICKS) || !pick.open) return;
    for (const other of picks()) if (other !== pick) other.open = false;
    keepInside(pick);
  }, {capture: true});
  document.addEventListener('click', ({target}) => {
    for (const pick of picks().filter(({open}) => open)) {
      if (pick.contains(target) && !target.closest('a')) continue;
      if (pick.contains(document.activeElement)) pick.querySelector('summary').focus(); // what is hidden would lose it
      pick.open = false;
    }
  });
  document.addEventListener('submit', () => {
    for (const pick of picks()) pick.open = false;
  });
  document.addEventListener('keydown', ({key}) => {
    const open = key === 'Escape' && picks().find((pick) => pick.open);
    if (!open) return;
    open.open = false;
    open.querySelector('summary').focus();
  });
}

/** Of answers that exclude each other the last one counts. */
function excludeEachOther() {
  document.addEventListener('change', ({target}) => {
    if (!target.matches('input[data-single]') || !target.checked) return;
    for (const other of document.querySelectorAll('input[data-single]')) {
      if (other !== target && other.name === target.name) other.checked = false;
    }
  }, {capture: true});
}

/** A filter's address names only what is asked. */
function leaveOutWhatIsEmpty(form) {
  form.addEventListener('formdata', ({formData}) => {
    for (const [name, value] of [...formData]) if (value === '') formData.delete(name);
  });
}

/** On a small screen the legend waits to be opened; on paper it always stands. */
function fold(legend) {
  if (NARROW.matches || (LOW.matches && document.body.matches('.home'))) legend.open = false;
  let open = legend.open;
  window.addEventListener('beforeprint', () => {
    ({open} = legend);
    legend.open = true;
  });
  window.addEventListener('afterprint', () => { legend.open = open; });
}

/** Another language shows what is seen now: scripts may have changed the address since the page was made. */
function keepTheView() {
  document.addEventListener('click', ({target}) => {
    const link = target.closest('.tongues a, .invitation a');
    if (!link) return;
    link.search = location.search;
    link.hash = location.hash;
  });
}

/** Whoever comes from elsewhere to a page in a language that their browser does not ask for is offered theirs. */
function invite() {
  if (document.referrer.startsWith(`${location.origin}/`)) return;
  const spoken = new Set([document.documentElement.lang]);
  for (const {lang} of document.querySelectorAll('.invitation')) spoken.add(lang);
  const wished = navigator.languages.map((tag) => tag.split('-')[0]).find((tag) => spoken.has(tag));
  const invitation = document.querySelector(`.invitation[lang="${wished}"]`);
  if (invitation) invitation.hidden = false;
}

function printWhereAsked() {
  document.addEventListener('click', ({target}) => {
    if (target.closest('[data-print]')) window.print();
  });
}

/** On a phone the filters stand in a row that is moved sideways: what has the focus is in sight as a whole. */
function keepInSight() {
  document.addEventListener('focusin', ({target}) => {
    if (target.matches('.filters-row summary')) target.scrollIntoView({block: 'nearest', inline: 'nearest'});
  });
}

onlyOneOpen();
keepInSight();
keepTheView();
invite();
excludeEachOther();
printWhereAsked();
document.querySelectorAll('form.filters').forEach(leaveOutWhatIsEmpty);
document.querySelectorAll('.legend').forEach(fold);
offerColours();
