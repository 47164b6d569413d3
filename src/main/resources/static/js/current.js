import { getEntry } from './api.js';
import { pause } from './retry.js';

const WAITS_MS = [0, 500, 1000, 2000];

async function readOrNull(id, onWait) {
  try {
    return (await getEntry(id, onWait)).data;
  } catch (error) {
    // A replica that lags may not have the entry at all yet.
    if (error.status === 404) {
      return null;
    }
    throw error;
  }
}

/** Reads an entry until it is newer than a version, since a replica may lag; answers null if it stays behind. */
export async function readNewer(id, version, onWait) {
  for (const wait of WAITS_MS) {
    await pause(wait);
    const entry = await readOrNull(id, onWait);
    if (entry?.version > version) {
      return entry;
    }
  }
  return null;
}
