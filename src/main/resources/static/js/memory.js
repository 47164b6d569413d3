const KEY = 'guestbook.author';

/** Answers the name used last in this browser, or nothing. */
export function recallAuthor() {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    // Storage can be forbidden; the name is then typed again.
    return '';
  }
}

/** Keeps the name for the next visit where the browser allows it. */
export function rememberAuthor(author) {
  try {
    localStorage.setItem(KEY, author);
  } catch {
    // Storage can be forbidden or full; nothing depends on it.
  }
}
