/** The stock autocompletes, for those who hear them: what is chosen is the name of the picker, not a field within it. */

function mend() {
  for (const chosen of document.querySelectorAll('.select2-selection__rendered[role=textbox]')) {
    chosen.removeAttribute('role');
    chosen.removeAttribute('aria-readonly');
  }
}

window.django.jQuery(mend); // in turn: after the autocompletes' own
document.addEventListener('formset:added', () => window.setTimeout(mend));
