import { connection, probe } from './connection.js';

const banner = document.getElementById('connection');
const text = document.getElementById('connection-text');
const button = document.getElementById('connection-retry');

function show() {
  const what = navigator.onLine ? 'The guestbook cannot be reached right now.' : 'You are offline.';
  text.textContent = `${what} What you typed is kept, and this page goes on by itself when the connection is back.`;
  banner.hidden = false;
}

function hide() {
  if (banner.contains(document.activeElement)) {
    document.getElementById('entries-heading').focus();
  }
  banner.hidden = true;
}

async function tryNow() {
  if (button.ariaDisabled === 'true') {
    return;
  }
  button.ariaDisabled = 'true';
  await probe();
  button.ariaDisabled = 'false';
}

/** Shows a banner for as long as the guestbook cannot be reached. */
export function watchBanner() {
  connection.addEventListener('down', show);
  connection.addEventListener('back', hide);
  button.addEventListener('click', tryNow);
}
