import { connection } from './connection.js';

/** Keeps one piece of work to be done again when the connection is back. */
export function createResume() {
  let pending = new AbortController();
  const cancel = () => pending.abort();
  return {
    cancel,
    plan(work) {
      cancel();
      pending = new AbortController();
      connection.addEventListener('back', work, { once: true, signal: pending.signal });
    },
  };
}
