/**
 * The axis of the histogram: days are edges, the number of days from its beginning to the end of a day. The beginning of
 * a day is the edge of the day before. What lies before the axis shares the place of the tail, where there is one.
 */

const DAY = 86400000;
const TAIL = 0.3; // of the tail's place: where a day before the axis is shown

export class Axis {
  /** `plot` names in data attributes the first and last day, and how many days wide the place of the tail is. */
  constructor({dataset}) {
    this.first = toTime(dataset.first);
    this.days = (toTime(dataset.last) - this.first) / DAY + 1;
    this.lead = Number(dataset.lead);
  }

  /** The edge at which a day (2015-08-31) ends. */
  endOf(day) {
    return (toTime(day) - this.first) / DAY + 1;
  }

  beginOf(day) {
    return this.endOf(day) - 1;
  }

  /** The day that ends at an edge, and the one that begins there. */
  endingAt(edge) {
    return toDay(this.first + (edge - 1) * DAY);
  }

  beginningAt(edge) {
    return toDay(this.first + edge * DAY);
  }

  /** Where an edge lies on the width, from 0 to 1. */
  place(edge) {
    const whole = this.days + this.lead;
    if (edge < 0) return this.lead * TAIL / whole;
    return (Math.min(edge, this.days) + this.lead) / whole;
  }

  /** The edge at a place, be it inside the tail (then it is negative) or beyond an end. */
  edgeAt(place) {
    return place * (this.days + this.lead) - this.lead;
  }

  /** The end of a month that is nearest to an edge, of those on the axis. */
  snap(edge) {
    const at = new Date(this.first + edge * DAY);
    const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
    const [before, after] = [month, month + 1].map((one) => (Date.UTC(year, one, 1) - this.first) / DAY);
    return this.within(edge - before < after - edge ? before : after);
  }

  /** The end of the month so many months on. */
  step(edge, months) {
    const at = new Date(this.first + edge * DAY);
    const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
    const inside = at.getUTCDate() > 1 && months < 0 ? 1 : 0;
    return this.within((Date.UTC(year, month + months + inside, 1) - this.first) / DAY);
  }

  within(edge) {
    return Math.max(0, Math.min(this.days, edge));
  }
}

/** The same day a year earlier. */
export function yearBefore(day) {
  const at = new Date(toTime(day));
  return toDay(Date.UTC(at.getUTCFullYear() - 1, at.getUTCMonth(), at.getUTCDate()));
}

/** The reader's day. */
export function today() {
  return toDay(Date.now());
}

function toTime(day) {
  return Date.parse(`${day}T00:00:00Z`);
}

function toDay(time) {
  return new Date(time).toISOString().slice(0, 10);
}
