import { createEntry } from './api.js';
import { manageForm } from './form.js';
import { createKeyring } from './idempotency.js';
import { recallAuthor, rememberAuthor } from './memory.js';
import { sayWritten } from './status.js';

/** Makes the form to sign work, and hands each signed entry on. */
export function watchSign(onSigned) {
  const form = document.getElementById('sign');
  const { author, message } = form.elements;
  const keyring = createKeyring();

  const send = async (values, onWait) => {
    try {
      const { data: entry, servedBy } = await createEntry(values, keyring.keyFor(values), onWait);
      keyring.drop();
      rememberAuthor(values.author);
      message.value = '';
      managed.refresh();
      onSigned(entry);
      sayWritten('Signed.', servedBy);
    } catch (error) {
      if (error.status === 422) {
        // Refused for good under this key; after any other failure the entry may exist already.
        keyring.drop();
      }
      throw error;
    }
  };

  author.value ||= recallAuthor();
  const managed = manageForm(form, send);
}
