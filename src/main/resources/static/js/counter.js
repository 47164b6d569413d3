import { whisper } from './status.js';
import { amount, countCharacters } from './text.js';

const NEAR_SHARE = 0.1;
const SPEAK_AFTER_MS = 800;

function describe(left) {
  return left < 0 ? `${amount(-left, 'character')} too many` : `${amount(left, 'character')} left`;
}

/** Shows how many characters a field has left, and has it spoken only near the limit. */
export function watchCounter(control) {
  const counter = control.parentElement.querySelector('.counter');
  const limit = Number(control.dataset.limit);
  let timer;

  const update = () => {
    const left = limit - countCharacters(control.value);
    const near = left <= limit * NEAR_SHARE;
    counter.textContent = describe(left);
    counter.classList.toggle('near', near);
    counter.classList.toggle('over', left < 0);
    return near;
  };

  control.addEventListener('input', () => {
    clearTimeout(timer);
    if (update()) {
      // Speaking on every key would talk over the typing.
      timer = setTimeout(() => whisper(counter.textContent), SPEAK_AFTER_MS);
    }
  });
  update();
  return update;
}
