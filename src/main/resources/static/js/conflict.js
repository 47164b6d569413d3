import { ApiError } from './api-error.js';
import { readNewer } from './current.js';
import { endTrying } from './status.js';

const CHANGED = 'This entry was changed meanwhile, for example in another tab.';
const CHOICE = 'This is its current text; yours is still in the fields. Save to replace it, or cancel to leave it.';
const NOT_READABLE_YET = 'The new text cannot be shown yet; yours is kept. Please try again in a moment.';

/** Reads what an entry was changed to meanwhile, or says that it cannot be read yet. */
export async function readCurrent({ id, version }, onWait) {
  const newer = await readNewer(id, version, onWait);
  if (newer === null) {
    throw new ApiError('conflict', { problem: { detail: `${CHANGED} ${NOT_READABLE_YET}` } });
  }
  return newer;
}

/** Shows the current text of an entry beside the one the visitor has typed. */
export function showConflict(form, entry) {
  const conflict = form.querySelector('.conflict');
  conflict.querySelector('.conflict-title').textContent = `${CHANGED} ${CHOICE}`;
  conflict.querySelector('.conflict-message').textContent = entry.message;
  conflict.querySelector('.conflict-author').textContent = entry.author;
  conflict.hidden = false;
  endTrying();
  conflict.focus();
}
