/** Small comforts: every page works without them. */

const NARROW = window.matchMedia('(max-width: 45rem)');

/** A panel that would leave the window opens towards the other side. */
function keepInside(pick) {
  const panel = pick.querySelector('.panel').getBoundingClientRect();
  if (panel.right > window.innerWidth || panel.left < 0) pick.classList.toggle('pick--end');
}

function onlyOneOpen(picks) {
  for (const pick of picks) {
    pick.addEventListener('toggle', () => {
      if (!pick.open) return;
      for (const other of picks) if (other !== pick) other.open = false;
      keepInside(pick);
    });
  }
  document.addEventListener('click', ({target}) => {
    for (const pick of picks) if (pick.open && (!pick.contains(target) || target.closest('a'))) pick.open = false;
  });
  document.addEventListener('keydown', ({key}) => {
    const open = key === 'Escape' && [...picks].find((pick) => pick.open);
    if (!open) return;
    open.open = false;
    open.querySelector('summary').focus();
  });
}

/** Of answers that exclude each other the last one counts. */
function excludeEachOther(boxes) {
  for (const box of boxes) {
    box.addEventListener('change', () => {
      if (box.checked) for (const other of boxes) if (other !== box) other.checked = false;
    });
  }
}

/** A filter's address names only what is asked. */
function leaveOutWhatIsEmpty(form) {
  form.addEventListener('formdata', ({formData}) => {
    for (const [name, value] of [...formData]) if (value === '') formData.delete(name);
  });
}

/** On a phone the list is a sheet: its handle raises it over the map, by tap, key or drag. */
function raiseTheSheet(handle) {
  let from = null;
  const raise = (raised) => {
    document.body.classList.toggle('is-raised', raised);
    handle.setAttribute('aria-expanded', String(raised));
  };
  handle.hidden = false;
  handle.addEventListener('pointerdown', (event) => {
    from = event.clientY;
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener('click', (event) => {
    const moved = from === null ? 0 : event.clientY - from;
    raise(Math.abs(moved) > 12 ? moved < 0 : !document.body.classList.contains('is-raised'));
    from = null;
  });
}

/** The pages read no clock; a citation takes the day from the reader's. */
function sayWhen(place) {
  place.textContent = new Intl.DateTimeFormat('en-GB', {dateStyle: 'long'}).format(new Date());
}

onlyOneOpen(document.querySelectorAll('details.pick'));
excludeEachOther(document.querySelectorAll('input[data-single]'));
document.querySelectorAll('form.filters').forEach(leaveOutWhatIsEmpty);
document.querySelectorAll('.handle').forEach(raiseTheSheet);
document.querySelectorAll('[data-accessed]').forEach(sayWhen);
document.querySelectorAll('.legend').forEach((legend) => { legend.open = !NARROW.matches; });
