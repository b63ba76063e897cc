/**
 * Making a part of the page equal to the same part of a newer page, while what is the same stays the same element: the
 * reader's focus, what is open, scrolled or half typed is kept.
 *
 * Elements are recognised among their siblings by `data-key`, `id`, `data-number` or a field's name, else by their
 * kind and order. An element with `data-kept` belongs to a script: once it is there it is left as it is.
 */

const OURS = ['data-lit', 'data-end']; // attributes that scripts give, and the server knows nothing of

export function morph(mine, theirs) {
  if (mine.hasAttribute('data-kept')) return;
  dress(mine, theirs);
  if (mine.localName === 'input') fill(mine, theirs);
  fit(mine, theirs);
}

function dress(mine, theirs) {
  const isOurs = (name) => OURS.includes(name) || (name === 'open' && mine.localName === 'details');
  for (const {name} of [...mine.attributes]) {
    if (!theirs.hasAttribute(name) && !isOurs(name)) mine.removeAttribute(name);
  }
  for (const {name, value} of theirs.attributes) {
    if (mine.getAttribute(name) !== value && !isOurs(name)) mine.setAttribute(name, value);
  }
}

/** What a reader has typed or ticked stands in no attribute. A field that is being typed in is left alone. */
function fill(mine, theirs) {
  mine.checked = theirs.checked;
  if (mine !== document.activeElement && mine.value !== theirs.value) mine.value = theirs.value;
}

function fit(mine, theirs) {
  const left = byKey(mine.childNodes);
  let place = mine.firstChild;
  for (const wanted of theirs.childNodes) {
    const found = left.get(keyOf(wanted))?.shift();
    if (found && found === place) place = place.nextSibling;
    else mine.insertBefore(found ?? document.importNode(wanted, true), place);
    if (found) become(found, wanted);
  }
  for (const nodes of left.values()) for (const node of nodes) node.remove();
}

function become(node, wanted) {
  if (node.nodeType === Node.ELEMENT_NODE) morph(node, wanted);
  else if (node.nodeValue !== wanted.nodeValue) node.nodeValue = wanted.nodeValue;
}

function byKey(nodes) {
  const found = new Map();
  for (const node of nodes) {
    const key = keyOf(node);
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(node);
  }
  return found;
}

function keyOf(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return node.nodeName;
  return `${node.localName} ${node.dataset.key ?? (node.id || node.dataset.number || node.getAttribute('name')) ?? ''}`;
}
