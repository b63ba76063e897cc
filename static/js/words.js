/**
 * Words in the language of the page. Another language than English brings its catalogue as a script before the modules
 * (sites/tongues/script.py: Django's own, `window.django`); where there is none, or not this message, English is said.
 *
 * Messages are gathered from the source, so they stand there as plain texts: gettext('List the {count} sites').
 */

const {lang} = document.documentElement;

/** Numbers in western digits, whatever the language: those of coordinates and of the addresses. */
export const LOCALE = `${lang && lang !== 'en' ? lang : 'en-GB'}-u-nu-latn`;
export const RIGHT_TO_LEFT = document.documentElement.dir === 'rtl';

const WHOLE = new Intl.NumberFormat(LOCALE);

export function gettext(message) {
  return window.django?.gettext?.(message) ?? message;
}

export function ngettext(one, many, count) {
  return window.django?.ngettext?.(one, many, count) ?? (count === 1 ? one : many);
}

/** A message with its places filled: {name} by the value of that name, numbers as the language writes them. */
export function fill(message, values) {
  return message.replace(/\{(\w+)\}/g, (place, name) => (name in values ? written(values[name]) : place));
}

function written(value) {
  return typeof value === 'number' ? WHOLE.format(value) : String(value);
}

/** Several phrases as one. */
export function listed(phrases) {
  return phrases.join(gettext(', '));
}

/** 34.55° N, 38.27° E: the same in all languages, and from left to right in each. */
export function position([latitude, longitude]) {
  const said = [degrees(latitude, 'N', 'S'), degrees(longitude, 'E', 'W')].join(', ');
  return RIGHT_TO_LEFT ? `\u2066${said}\u2069` : said;
}

function degrees(value, positive, negative) {
  return `${Math.abs(value).toFixed(2)}° ${value < 0 ? negative : positive}`;
}

/** 2015-08-27 as the page writes a day: 27 August 2015 (sites/dates). */
export function dayWords(day) {
  const at = new Date(`${day}T00:00:00Z`);
  const date = at.getUTCDate();
  const first = date === 1 && lang === 'fr' ? '1er' : String(date);
  return `${first} ${monthOf(at)} ${at.getUTCFullYear()}`;
}

/** In the case that a day before it asks for; in Arabic by both of its names. */
function monthOf(at) {
  const places = lang === 'ar' ? ['ar-SY', 'ar-EG'] : [LOCALE];
  const names = places.map((place) => {
    const format = new Intl.DateTimeFormat(place, {day: 'numeric', month: 'long', timeZone: 'UTC'});
    return format.formatToParts(at).find(({type}) => type === 'month').value;
  });
  return names.join('/');
}
