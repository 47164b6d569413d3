import { amount, countCharacters } from './text.js';

const EMPTY = { author: 'Please give a name.', message: 'Please write a message.' };

function findFault(control) {
  const over = countCharacters(control.value) - Number(control.dataset.limit);
  if (control.value.trim() === '') {
    return EMPTY[control.name];
  }
  return over > 0 ? `This is ${amount(over, 'character')} too long.` : '';
}

function setError(control, message) {
  control.parentElement.querySelector('.field-error').textContent = message;
  if (message) {
    control.ariaInvalid = 'true';
  } else {
    control.ariaInvalid = null;
  }
}

/** Finds what is wrong with the fields before anything is sent. */
export function checkFields(controls) {
  return controls
    .map((control) => ({ field: control.name, message: findFault(control) }))
    .filter(({ message }) => message);
}

/** Shows errors next to their fields, moves to the first, and answers those that fit no field. */
export function showFieldErrors(controls, errors) {
  const messagesFor = (name) => errors.filter(({ field }) => field === name).map(({ message }) => message);
  controls.forEach((control) => setError(control, messagesFor(control.name).join(' ')));
  controls.find((control) => control.ariaInvalid === 'true')?.focus();
  return errors.filter(({ field }) => controls.every((control) => control.name !== field));
}

/** Takes the error away from a field. */
export function clearFieldError(control) {
  setError(control, '');
}
