/** A form is sent once: its buttons rest until the answer comes, or until the page is shown again (the back button). */

const RESTING = [];

for (const form of document.querySelectorAll('form[data-once], .change-form form[method="post"], .desk-question form')) {
  form.addEventListener('submit', event => {
    if (event.defaultPrevented) return;
    const buttons = [...form.querySelectorAll('button, input[type="submit"]')].filter(one => !one.disabled);
    setTimeout(() => rest(buttons)); // after the browser took the pressed button along
  });
}

// Who goes back to a form that was sent finds what was typed; the token that was sent with it comes back too.
for (const token of document.querySelectorAll('input[name="_once"]')) {
  if (history.state?.once) token.value = history.state.once;
  else history.replaceState({...history.state, once: token.value}, '');
}

window.addEventListener('pageshow', () => {
  for (const button of RESTING.splice(0)) {
    button.disabled = false;
    button.removeAttribute('aria-busy');
  }
});

function rest(buttons) {
  for (const button of buttons) {
    button.disabled = true;
    button.setAttribute('aria-busy', 'true');
  }
  RESTING.push(...buttons);
}
