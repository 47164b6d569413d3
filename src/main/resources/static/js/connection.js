import { exchange } from './http.js';

const FIRST_PROBE_MS = 4000;
const LAST_PROBE_MS = 30_000;

let down = false;
let interval = FIRST_PROBE_MS;
let timer;

function planProbe() {
  clearTimeout(timer);
  timer = setTimeout(probe, interval);
  interval = Math.min(interval * 2, LAST_PROBE_MS);
}

/** Tells of the connection: `down` when the guestbook cannot be reached, `back` when it can again. */
export const connection = new EventTarget();

/** Notes that the guestbook could not be reached. */
export function noteLost() {
  if (down) {
    return;
  }
  down = true;
  interval = FIRST_PROBE_MS;
  planProbe();
  connection.dispatchEvent(new Event('down'));
}

/** Notes that the guestbook answered. */
export function noteReached() {
  if (!down) {
    return;
  }
  down = false;
  clearTimeout(timer);
  connection.dispatchEvent(new Event('back'));
}

/** Asks the guestbook for a sign of life, and asks again later if there is none. */
export async function probe() {
  if (!down) {
    return;
  }
  clearTimeout(timer);
  try {
    await exchange('/api/entries?limit=1');
    noteReached();
  } catch (error) {
    if (!error.transient) {
      noteReached();
    } else if (down) {
      planProbe();
    }
  }
}

/** Starts to follow what the browser says about the network. */
export function watchConnection() {
  window.addEventListener('offline', noteLost);
  // The network can be back a little before names and routes are, hence a probe, not a belief.
  window.addEventListener('online', probe);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') {
      probe();
    }
  });
}
