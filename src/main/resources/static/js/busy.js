/** Makes a button show that its work is under way; it keeps the focus, unlike a disabled one. */
export function createBusyButton(button) {
  const idle = button.textContent;
  return {
    get busy() {
      return button.ariaDisabled === 'true';
    },
    start() {
      button.ariaDisabled = 'true';
      button.textContent = button.dataset.busy;
    },
    stillTrying() {
      button.textContent = 'Still trying…';
    },
    stop(label = idle) {
      button.ariaDisabled = null;
      button.textContent = label;
    },
  };
}
