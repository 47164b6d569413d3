function createUuid() {
  // crypto.randomUUID exists over HTTPS only, and the site must work without.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Hands out one key per content, the same one until the content changes or the key is dropped. */
export function createKeyring() {
  let content = null;
  let key = null;
  return {
    keyFor(values) {
      const wanted = JSON.stringify(values);
      if (wanted !== content) {
        content = wanted;
        key = createUuid();
      }
      return key;
    },
    drop() {
      content = null;
    },
  };
}
