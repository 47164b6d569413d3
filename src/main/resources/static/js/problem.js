import { amount } from './text.js';

const UNCLEAR = 'The guestbook gave an answer this page does not understand. Please try again.';

const KNOWN = {
  403: 'This entry is not yours: only the browser that signed it can change it.',
  404: 'This entry is gone: it has been removed meanwhile.',
  413: 'This is more than the guestbook accepts. Please shorten it.',
};

function explainWait(retryAfter) {
  const wait = retryAfter ? amount(retryAfter, 'second') : 'a moment';
  return `That was a lot at once. Please wait ${wait}, then try again.`;
}

/** Says in plain words why a call failed and, where it helps, what to do. */
export function explain(error) {
  if (error.unreachable) {
    return 'The guestbook cannot be reached.';
  }
  if (error.status === 429) {
    return explainWait(error.retryAfter);
  }
  if (error.status >= 500) {
    return 'The guestbook has trouble answering. Please try again in a moment.';
  }
  return KNOWN[error.status] ?? (error.detail || UNCLEAR);
}

/** Whether doing the same again may help. */
export function mayRetry(error) {
  return !(error.status >= 400 && error.status < 500) || error.status === 429;
}
