/** What the map says. The vocabularies come with the page (data-labels); the sentences are here, in one place. */

export const SENTENCES = {
  map: (name) => (name ? `Map: ${name}` : 'Map of the sites'),
  approximate: 'approximate',
  inCell: 'The exact place is protected: it lies somewhere in the marked square.',
  unchecked: 'Approximate place: nobody has checked the coordinates.',
  contested: 'contested',
  confirmed: (level) => `last confirmed: ${level}`,
  since: (day) => `earliest claim: ${day}`,
  evidence: (reports, sources) => `${plural(reports, 'report')}, ${plural(sources, 'source')}`,
  group: (count, worst, which) => `${plural(count, 'site')}, ${which}; worst: ${lower(worst)}`,
  was: (words) => `was: ${words.map(lower).join(', ')}`,
  many: 'They lie so close that the map cannot part them.',
  listThem: (count) => `List the ${count} sites`,
  fullscreen: 'Full screen',
  leaveFullscreen: 'Leave full screen',
  here: (count) => `${plural(count, 'site')} here`,
  around: (at) => `around ${written(at[0], 'N', 'S')}, ${written(at[1], 'E', 'W')}`,
  names: (names, left) => (left ? `${names.join(', ')} and ${left} more` : names.join(', ')),
  open: 'Open the site’s page',
  failed: 'The sites could not be loaded. The list is complete all the same.',
  retry: 'Try again',
  none: 'No site of this selection has a public place. The list names them all.',
  tap: 'Tap the map to move it',
  numbered: (name, number) => `${name} (${number})`,
};

/** Labels by vocabulary: {levels, verifications, recoveries}, each value -> label. */
export function readLabels(container) {
  const labels = JSON.parse(container.dataset.labels || '{}');
  return (vocabulary, value) => labels[vocabulary]?.[value] ?? value.replaceAll('_', ' ');
}

/** “Destroyed · confirmed · contested · restored” as parts; what is empty is left out. */
export function statusWords(site, label) {
  return [
    label('levels', site.level),
    site.verification && lower(label('verifications', site.verification)),
    site.contested && SENTENCES.contested,
    site.recovery && lower(label('recoveries', site.recovery)),
    site.confirmed && SENTENCES.confirmed(lower(label('levels', site.confirmed))),
  ].filter(Boolean);
}

/** 2015-08-27 as the page writes a day: in English, 27 August 2015. */
export function dayWords(day) {
  const {lang} = document.documentElement;
  const format = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang || 'en-GB', {dateStyle: 'long', timeZone: 'UTC'});
  return format.format(new Date(`${day}T00:00:00Z`));
}

function lower(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function plural(count, noun) {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

function written(degrees, positive, negative) {
  return `${Math.abs(degrees).toFixed(2)}° ${degrees < 0 ? negative : positive}`;
}
