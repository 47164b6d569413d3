import { showTrail } from './served-by.js';

const GONE_AFTER_MS = 8000;

const status = document.getElementById('status');
const whisperer = document.getElementById('whisper');
const writeTrail = document.getElementById('write-trail');
let timer;
let trying = false;

/** Empties the status line. */
export function clearStatus() {
  clearTimeout(timer);
  trying = false;
  status.replaceChildren();
}

/** Says that something takes longer, until it ends or something else is said. */
export function sayStillTrying() {
  clearTimeout(timer);
  trying = true;
  status.replaceChildren('Still trying to reach the guestbook…');
}

/** Takes back that something takes longer, and nothing else. */
export function endTrying() {
  if (trying) {
    clearStatus();
  }
}

/** Says something that has been done, for a while. */
export function say(note, servedBy = []) {
  clearTimeout(timer);
  trying = false;
  showTrail(status, { note, lead: 'Written by', servedBy });
  timer = setTimeout(clearStatus, GONE_AFTER_MS);
}

/** Says that a write is done, and leaves its trail under the form. */
export function sayWritten(note, servedBy) {
  say(note, servedBy);
  showTrail(writeTrail, { note, lead: 'Written by', servedBy });
}

/** Says something to screen readers only. */
export function whisper(text) {
  whisperer.textContent = text;
}
