import { deleteEntry } from './api.js';
import { createBusyButton } from './busy.js';
import { explain, mayRetry } from './problem.js';
import { createResume } from './resume.js';
import { clearStatus, say, sayStillTrying, sayWritten } from './status.js';
import { fromTemplate } from './template.js';

const RESUMES = 'The entry is removed when the connection is back, unless you keep it.';

/** Creates the question whether to remove an entry; it hands back the entry, or null when it is gone. */
export function openRemoval(entry, onClose) {
  const panel = fromTemplate('remove-template');
  const failure = panel.querySelector('.form-error');
  const confirm = panel.querySelector('.confirm-remove');
  const button = createBusyButton(confirm);
  const resume = createResume();
  let current = entry;

  const fail = (error) => {
    if (error.status === 404) {
      say('This entry is already gone.');
      onClose(null);
      return;
    }
    clearStatus();
    failure.textContent = error.unreachable ? `${explain(error)} ${RESUMES}` : explain(error);
    current = { ...current, own: current.own && error.status !== 403 };
    if (error.unreachable) {
      resume.plan(run);
    }
    button.stop(mayRetry(error) ? 'Try again' : undefined);
  };

  const run = async () => {
    if (button.busy) {
      return;
    }
    resume.cancel();
    clearStatus();
    failure.textContent = '';
    button.start();
    try {
      const { servedBy } = await deleteEntry(entry.id, () => {
        button.stillTrying();
        sayStillTrying();
      });
      sayWritten('Removed.', servedBy);
      onClose(null);
    } catch (error) {
      fail(error);
    }
  };

  const cancel = () => {
    if (!button.busy) {
      resume.cancel();
      onClose(current);
    }
  };

  panel.ariaLabel = `Remove entry ${entry.id}`;
  confirm.addEventListener('click', run);
  panel.querySelector('.cancel-remove').addEventListener('click', cancel);
  panel.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') {
      cancel();
    }
  });
  return panel;
}
