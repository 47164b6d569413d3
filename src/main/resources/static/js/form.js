import { createBusyButton } from './busy.js';
import { watchCounter } from './counter.js';
import { checkFields, clearFieldError, showFieldErrors } from './field-errors.js';
import { explain, mayRetry } from './problem.js';
import { createResume } from './resume.js';
import { clearStatus, sayStillTrying } from './status.js';

const KEPT = 'Your text is kept and goes out when the connection is back.';

function describeFailure(error, others) {
  if (error.unreachable) {
    return `${explain(error)} ${KEPT}`;
  }
  if (error.fieldErrors.length > 0 && others.length === 0) {
    return '';
  }
  return others.map(({ message }) => message).join(' ') || explain(error);
}

function readValues(controls) {
  return Object.fromEntries(controls.map(({ name, value }) => [name, value.trim()]));
}

/** Makes a form for an entry check, send, explain failures and never lose what was typed. */
export function manageForm(form, send) {
  const controls = [form.elements.author, form.elements.message];
  const button = createBusyButton(form.querySelector('[type=submit]'));
  const failure = form.querySelector('.form-error');
  const counters = controls.map(watchCounter);
  const resume = createResume();

  const setBusy = (busy) => {
    form.ariaBusy = String(busy);
    controls.forEach((control) => {
      control.readOnly = busy;
    });
  };

  const showFailure = (error) => {
    clearStatus();
    const others = showFieldErrors(controls, error.fieldErrors);
    failure.textContent = describeFailure(error, others);
    if (error.unreachable) {
      resume.plan(submit);
    }
  };

  const submit = async () => {
    if (button.busy || !form.isConnected) {
      return;
    }
    resume.cancel();
    clearStatus();
    failure.textContent = '';
    const faults = checkFields(controls);
    showFieldErrors(controls, faults);
    if (faults.length > 0) {
      return;
    }
    let label;
    setBusy(true);
    button.start();
    try {
      await send(readValues(controls), () => {
        button.stillTrying();
        sayStillTrying();
      });
    } catch (error) {
      showFailure(error);
      label = mayRetry(error) ? 'Try again' : undefined;
    } finally {
      setBusy(false);
      button.stop(label);
    }
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  form.addEventListener('input', (event) => {
    // What goes out by itself must be what the visitor once sent, not a text half changed.
    resume.cancel();
    failure.textContent = '';
    button.stop();
    clearFieldError(event.target);
  });

  return { refresh: () => counters.forEach((update) => update()) };
}
