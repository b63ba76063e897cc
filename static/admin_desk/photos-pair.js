/** Below the picker of the picture from before the damage: the one that is chosen. */

const picker = document.querySelector('#id_pair[data-shown]');

function show() {
  const shown = picker.closest('.form-row').querySelector('.desk-pair') ?? document.createElement('img');
  shown.className = 'desk-pair desk-thumbnail';
  shown.alt = '';
  shown.hidden = !picker.value;
  if (picker.value) shown.src = picker.dataset.shown.replace('/0/', `/${picker.value}/`);
  picker.closest('.form-row').append(shown);
}

if (picker) {
  window.django.jQuery(picker).on('change', show);
  show();
}
