/** What is dragged over the page. */

export function bearsFiles({dataTransfer}) {
  return Boolean(dataTransfer?.types.includes('Files'));
}

/** A field takes files by itself. */
export function isField(target) {
  return target instanceof HTMLInputElement && target.type === 'file';
}
