import { openEditor } from './edit.js';
import { openRemoval } from './remove.js';
import { fromTemplate } from './template.js';
import { showTime } from './time.js';

function fill(article, entry) {
  const find = (selector) => article.querySelector(selector);
  find('.number').textContent = `№ ${entry.id}`;
  find('.message').textContent = entry.message;
  find('.author').textContent = entry.author;
  showTime(find('.created'), entry.created);
  find('.edited').hidden = !entry.edited;
  if (entry.edited) {
    showTime(find('.edited time'), entry.edited);
  }
  find('.tools').hidden = !entry.own;
}

/** Creates the article of an entry; own entries can be edited and removed in it. */
export function createEntryArticle(entry, onGone) {
  const article = fromTemplate('entry-template');
  const body = article.querySelector('.body');
  const edit = article.querySelector('.edit');
  const remove = article.querySelector('.remove');
  let current = entry;

  const close = (panel, opener, changed) => {
    panel.remove();
    body.hidden = false;
    if (changed === null) {
      onGone(article);
      return;
    }
    current = changed;
    fill(article, current);
    (current.own ? opener : article).focus();
  };

  article.dataset.id = entry.id;
  article.ariaLabel = `Entry ${entry.id}`;
  edit.ariaLabel = `Edit entry ${entry.id}`;
  remove.ariaLabel = `Remove entry ${entry.id}`;
  fill(article, current);

  edit.addEventListener('click', () => {
    const form = openEditor(current, (changed) => close(form, edit, changed));
    body.hidden = true;
    article.append(form);
    form.elements.message.focus();
  });
  remove.addEventListener('click', () => {
    const panel = openRemoval(current, (changed) => close(panel, remove, changed));
    article.querySelector('.tools').hidden = true;
    article.append(panel);
    panel.querySelector('.cancel-remove').focus();
  });
  return article;
}
