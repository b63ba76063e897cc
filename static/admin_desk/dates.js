/** Beside every field for a date (data-edtf: who reads it), what it means in words, or what is wrong with it. */

const PAUSE = 250;

for (const input of document.querySelectorAll('input[data-edtf]')) explain(input);

function explain(input) {
  const words = document.createElement('output');
  words.className = 'desk-words';
  words.setAttribute('for', input.id);
  words.setAttribute('aria-live', 'polite');
  input.after(words);
  let timer = 0;
  let turn = 0;
  const ask = async () => {
    const mine = ++turn;
    const said = input.value.trim() ? await read(input.dataset.edtf, input.value) : {text: ''};
    if (mine !== turn) return;
    words.textContent = said.text;
    words.classList.toggle('desk-words--fault', Boolean(said.fault));
  };
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  if (input.closest('.form-row').querySelector('.errorlist')) return; // what the form says itself is not said twice
  if (input.checkVisibility()) ask();
  else input.addEventListener('focus', ask, {once: true});
}

async function read(address, text) {
  const answer = await fetch(`${address}?${new URLSearchParams({text})}`).catch(() => null);
  const said = await answer?.json().catch(() => null);
  if (!said) return {text: ''};
  return answer.ok ? {text: said.words} : {text: said.message, fault: true};
}
