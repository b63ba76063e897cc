/** Reading takes a moment: the button says so, and a second press hands nothing in again. */

const form = document.querySelector('.hand-in form[enctype]');
const button = form.querySelector('[data-busy]');
const idle = button.textContent;

form.addEventListener('submit', (event) => {
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = 'yes';
  button.textContent = button.dataset.busy;
});

window.addEventListener('pageshow', () => { // who comes back may hand in once more
  delete form.dataset.sent;
  button.textContent = idle;
});
