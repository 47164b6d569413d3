import { ApiError } from './api-error.js';
import { readServedBy } from './served-by.js';

const TIMEOUT_MS = 10_000;

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readRetryAfter(headers) {
  const seconds = Number.parseInt(headers.get('Retry-After'), 10);
  return seconds >= 0 ? seconds : null;
}

async function fetchText(path, { method, body, headers }) {
  try {
    const response = await fetch(path, {
      method,
      headers: { Accept: 'application/json, application/problem+json', ...headers },
      body,
      // A cached answer would show a trail of servers that did not answer this time.
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { response, text: await response.text() };
  } catch (cause) {
    throw new ApiError('network', { cause });
  }
}

/** Makes one HTTP request and answers its parsed body and the servers that took part. */
export async function exchange(path, { method = 'GET', json, headers = {} } = {}) {
  const { response, text } = await fetchText(path, {
    method,
    headers: json ? { 'Content-Type': 'application/json', ...headers } : headers,
    body: json && JSON.stringify(json),
  });
  const { status } = response;
  const servedBy = readServedBy(response.headers);
  // Proxies answer with HTML or nothing at all, so a body that is no JSON is not a surprise.
  const data = parse(text);
  if (!response.ok) {
    const retryAfter = readRetryAfter(response.headers);
    throw new ApiError('http', { status, problem: data ?? {}, retryAfter, servedBy });
  }
  if (status !== 204 && (data === null || typeof data !== 'object')) {
    throw new ApiError('unexpected', { status, servedBy });
  }
  return { data, servedBy };
}
