import { ApiError } from './api-error.js';
import { noteLost, noteReached } from './connection.js';
import { exchange } from './http.js';
import { withRetries } from './retry.js';

const ENTRIES = '/api/entries';

const entryPath = (id) => `${ENTRIES}/${encodeURIComponent(id)}`;

async function call(attempt, onWait) {
  try {
    const answer = await withRetries(attempt, onWait);
    noteReached();
    return answer;
  } catch (error) {
    if (error.unreachable) {
      noteLost();
    } else if (!error.transient) {
      noteReached();
    }
    throw error;
  }
}

/** Reads a page of entries, newest first, optionally only those before an id. */
export async function listEntries({ limit, before }, onWait) {
  const query = new URLSearchParams({ limit });
  if (before !== null) {
    query.set('before', before);
  }
  const answer = await call(() => exchange(`${ENTRIES}?${query}`), onWait);
  if (!Array.isArray(answer.data?.entries)) {
    throw new ApiError('unexpected');
  }
  return answer;
}

/** Reads one entry. */
export function getEntry(id, onWait) {
  return call(() => exchange(entryPath(id)), onWait);
}

/** Adds an entry; the key makes it safe to send the same one again. */
export function createEntry(json, key, onWait) {
  const headers = { 'Idempotency-Key': key };
  return call(() => exchange(ENTRIES, { method: 'POST', json, headers }), onWait);
}

/** Changes an entry, given the version the change is based on. */
export function updateEntry(id, json, onWait) {
  return call(() => exchange(entryPath(id), { method: 'PUT', json }), onWait);
}

/** Removes an entry. */
export function deleteEntry(id, onWait) {
  const attempt = async (tries) => {
    try {
      return await exchange(entryPath(id), { method: 'DELETE' });
    } catch (error) {
      // An earlier attempt may have removed it although its answer got lost on the way.
      if (tries > 0 && error.status === 404) {
        return { data: null, servedBy: error.servedBy };
      }
      throw error;
    }
  };
  return call(attempt, onWait);
}
