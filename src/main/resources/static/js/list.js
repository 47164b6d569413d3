import { listEntries } from './api.js';
import { createBusyButton } from './busy.js';
import { createEntries } from './entries.js';
import { explain } from './problem.js';
import { createResume } from './resume.js';
import { showTrail } from './served-by.js';
import { endTrying, say, sayStillTrying } from './status.js';

const PAGE_SIZE = 20;

const find = (id) => document.getElementById(id);

/** Loads the entries page by page and answers what adds a new one to them. */
export function startList() {
  const olderButton = createBusyButton(find('older'));
  const resume = createResume();
  const entries = createEntries(() => showExtent());
  let loading = false;
  let loaded = false;
  let next = null;

  const showExtent = () => {
    find('empty').hidden = !loaded || next !== null || !entries.empty;
    find('older').hidden = next === null;
  };

  const setLoading = (value) => {
    loading = value;
    entries.busy = value;
    find('loading').hidden = loaded || !value;
    if (value) {
      find('loading-text').textContent = 'Loading the entries…';
      olderButton.start();
    } else {
      olderButton.stop();
    }
  };

  const showWaiting = () => {
    find('loading-text').textContent = 'Still trying to reach the guestbook…';
    olderButton.stillTrying();
    sayStillTrying();
  };

  const showPage = ({ data, servedBy }) => {
    const isFirst = !loaded;
    loaded = true;
    next = data.next ?? null;
    const articles = entries.append(data.entries);
    showTrail(find('read-trail'), { lead: 'Served by', servedBy });
    if (isFirst) {
      endTrying();
    } else {
      say(`${articles.length} more shown.`);
      articles[0]?.focus();
    }
  };

  const showFailure = (error) => {
    endTrying();
    find('list-error-text').textContent = `The entries could not be loaded. ${explain(error)}`;
    find('list-error').hidden = false;
    if (error.unreachable) {
      resume.plan(load);
    }
  };

  const load = async () => {
    if (loading) {
      return;
    }
    resume.cancel();
    find('list-error').hidden = true;
    setLoading(true);
    try {
      showPage(await listEntries({ limit: PAGE_SIZE, before: next }, showWaiting));
    } catch (error) {
      showFailure(error);
    } finally {
      setLoading(false);
    }
  };

  find('older').addEventListener('click', load);
  find('list-retry').addEventListener('click', () => {
    find('entries-heading').focus();
    load();
  });
  load();
  return entries.prepend;
}
