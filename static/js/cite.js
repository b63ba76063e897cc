/** Copies a citation or a code. Where the browser lets no script copy, it is selected for the reader's own hands. */

function select(place) {
  if (place.select) {
    place.focus();
    place.select();
  } else {
    window.getSelection().selectAllChildren(place);
  }
}

async function copy(button) {
  const place = document.getElementById(button.dataset.copy);
  const said = button.closest('.box').querySelector('.cite-said');
  try {
    await navigator.clipboard.writeText(place.value ?? place.textContent);
    said.textContent = said.dataset.copied;
  } catch {
    select(place);
    said.textContent = said.dataset.select;
  }
}

document.addEventListener('click', ({target}) => {
  const button = target.closest('.box [data-copy]');
  if (button) copy(button);
});
