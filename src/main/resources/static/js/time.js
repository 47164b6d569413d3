const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });

/** Fills a time element with a moment, readable in the visitor's own time zone. */
export function showTime(element, moment) {
  element.dateTime = moment;
  element.textContent = format.format(new Date(moment));
}
