/** Counts the characters of a text the way its limit is meant: in code points, without the surrounding space. */
export function countCharacters(text) {
  return Array.from(text.trim()).length;
}

/** Puts a number and a noun together. */
export function amount(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
