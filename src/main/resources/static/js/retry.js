const WAITS_MS = [1000, 2000, 4000, 8000];
const LONGEST_WAIT_MS = 10_000;
const PATIENCE_MS = 20_000;

function waitAfter(error, tries) {
  // Some randomness keeps many visitors from coming back in the same instant.
  const backoff = WAITS_MS[tries] * (0.85 + Math.random() * 0.3);
  return Math.min(Math.max(backoff, (error.retryAfter ?? 0) * 1000), LONGEST_WAIT_MS);
}

function isHopeless(error) {
  // Without a network the next seconds change nothing; the return of the connection does.
  return !error.transient || (error.unreachable && !navigator.onLine);
}

/** Resolves after a while, or as soon as the network returns. */
export function pause(milliseconds) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    window.addEventListener('online', done);
  });
}

/** Runs an attempt until it succeeds, fails for a lasting reason, or patience runs out. */
export async function withRetries(attempt, onWait = () => {}) {
  const deadline = performance.now() + PATIENCE_MS;
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt(tries);
    } catch (error) {
      if (tries === WAITS_MS.length || isHopeless(error)) {
        throw error;
      }
      const wait = waitAfter(error, tries);
      if (performance.now() + wait > deadline) {
        throw error;
      }
      onWait();
      await pause(wait);
    }
  }
}
