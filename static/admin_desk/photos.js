/** Every picture is sent by a request of its own, so that on a bad line one fails and the others stay. */

const page = document.querySelector('.upload');
const form = page.querySelector('.upload-form');
const chooser = form.querySelector('input[type=file]');
const drop = form.querySelector('.upload-drop');
const list = form.querySelector('.upload-files');
const described = page.querySelector('.upload-describe');
const rows = described.querySelector('.upload-rows');
const words = page.dataset;
const AT_ONCE = 2;
const waiting = [];
let running = 0;

function part(tag, className, text = '') {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

/** A line of the list: the file's name, how far it is, and what came of it. */
function line(file) {
  const item = part('li', 'upload-file');
  const name = document.createElement('bdi');
  name.textContent = file.name;
  const bar = part('progress', 'upload-bar');
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute('aria-label', file.name);
  const state = part('span', 'upload-state', words.waits);
  const came = part('div', 'upload-result');
  item.append(name, bar, state, came);
  list.append(item);
  return {file, item, bar, state, came};
}

function settle(job, kind, said) {
  job.item.classList.add(`upload-file--${kind}`);
  job.state.textContent = words[kind];
  job.bar.hidden = true;
  job.came.replaceChildren(said);
}

function refuse(job, text) {
  settle(job, 'refused', part('p', 'upload-fault', text));
}

/** What went wrong on the way can be tried again. */
function offerAgain(job, text) {
  refuse(job, text);
  const again = part('button', 'button', words.again);
  again.type = 'button';
  again.addEventListener('click', () => {
    job.item.classList.remove('upload-file--refused');
    job.came.replaceChildren();
    job.bar.hidden = false;
    enqueue(job);
  });
  job.came.append(again);
}

function keep(job, html) {
  const held = document.createElement('template');
  held.innerHTML = html; // a fragment of our own server, which escapes what people typed
  const row = held.content.querySelector('.upload-row');
  if (!row) {
    settle(job, held.content.querySelector('.upload-known') ? 'known' : 'refused', held.content);
    return;
  }
  settle(job, 'kept', '');
  rows.prepend(row);
  described.hidden = false;
  row.dispatchEvent(new CustomEvent('desk:added', {bubbles: true}));
}

function finish(job, request) {
  running -= 1;
  if (request.status === 200) keep(job, request.responseText);
  else if ([422, 507].includes(request.status) && request.responseText.trimStart().startsWith('<')) keep(job, request.responseText);
  else offerAgain(job, [422, 503, 507].includes(request.status) ? request.responseText : words.lost);
  next();
}

function send(job) {
  const body = new FormData(form);
  body.delete(chooser.name);
  body.append(chooser.name, job.file);
  const request = new XMLHttpRequest(); // fetch tells nothing of how much is sent
  request.open('POST', form.action);
  request.setRequestHeader('X-Requested-With', 'fetch');
  request.upload.addEventListener('progress', ({loaded, total}) => {
    job.bar.value = loaded / total;
    if (loaded === total) job.state.textContent = words.checked;
  });
  request.addEventListener('loadend', () => finish(job, request));
  job.state.textContent = words.sends;
  request.send(body);
}

function next() {
  while (running < AT_ONCE && waiting.length) {
    running += 1;
    send(waiting.shift());
  }
}

function enqueue(job) {
  job.bar.value = 0;
  job.state.textContent = words.waits;
  waiting.push(job);
  next();
}

function take(files) {
  for (const file of files) {
    const job = line(file);
    if (file.size > Number(words.most) * 1024 * 1024) refuse(job, words.large);
    else enqueue(job);
  }
  chooser.value = '';
}

function watchTheDrop() {
  drop.addEventListener('dragover', (event) => {
    event.preventDefault();
    drop.classList.add('upload-drop--over');
  });
  drop.addEventListener('dragleave', () => drop.classList.remove('upload-drop--over'));
  drop.addEventListener('drop', (event) => {
    event.preventDefault();
    drop.classList.remove('upload-drop--over');
    take(event.dataTransfer.files);
  });
}

/** While pictures are on their way, and while words are typed that are not saved, leaving asks first. */
function guard() {
  let typed = false;
  rows.addEventListener('input', () => { typed = true; });
  described.addEventListener('submit', (event) => {
    if (described.dataset.sent) event.preventDefault();
    described.dataset.sent = 'yes';
    typed = false;
  });
  window.addEventListener('pageshow', () => { delete described.dataset.sent; });
  window.addEventListener('beforeunload', (event) => {
    if (typed || running) event.preventDefault();
  });
}

chooser.addEventListener('change', () => take([...chooser.files]));
form.addEventListener('submit', (event) => event.preventDefault());
page.classList.add('upload--scripted');
watchTheDrop();
guard();
