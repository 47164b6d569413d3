import { updateEntry } from './api.js';
import { readCurrent, showConflict } from './conflict.js';
import { manageForm } from './form.js';
import { sayWritten } from './status.js';
import { fromTemplate } from './template.js';

function giveIds(form, id) {
  for (const field of form.querySelectorAll('.field')) {
    const control = field.querySelector('input, textarea');
    const notes = [field.querySelector('.counter'), field.querySelector('.field-error')];
    control.id = `${control.name}-${id}`;
    field.querySelector('label').htmlFor = control.id;
    notes.forEach((note) => {
      note.id = `${control.id}-${note.className}`;
    });
    control.setAttribute('aria-describedby', notes.map((note) => note.id).join(' '));
  }
}

function createForm({ id, author, message }) {
  const form = fromTemplate('edit-template');
  giveIds(form, id);
  form.ariaLabel = `Edit entry ${id}`;
  form.elements.author.value = author;
  form.elements.message.value = message;
  return form;
}

const sameText = (one, other) => one.author === other.author && one.message === other.message;

/** Creates the form to edit an entry; it hands back the entry as it then is, or null when it is gone. */
export function openEditor(entry, onClose) {
  const form = createForm(entry);
  let current = entry;
  let gone = false;

  const saved = (newer, servedBy) => {
    sayWritten('Saved.', servedBy);
    onClose(newer);
  };

  const settleConflict = async (values, onWait) => {
    current = await readCurrent(current, onWait);
    if (sameText(values, current)) {
      // An earlier attempt was saved although its answer got lost on the way.
      saved(current, []);
    } else {
      showConflict(form, current);
    }
  };

  const send = async (values, onWait) => {
    try {
      const answer = await updateEntry(entry.id, { ...values, version: current.version }, onWait);
      saved(answer.data, answer.servedBy);
    } catch (error) {
      if (error.status === 409) {
        await settleConflict(values, onWait);
        return;
      }
      gone = error.status === 404;
      current = { ...current, own: current.own && error.status !== 403 };
      throw error;
    }
  };

  manageForm(form, send);
  form.querySelector('.cancel-edit').addEventListener('click', () => {
    if (form.ariaBusy !== 'true') {
      onClose(gone ? null : current);
    }
  });
  return form;
}
