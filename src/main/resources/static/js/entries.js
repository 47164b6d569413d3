import { createEntryArticle } from './entry.js';

const entries = document.getElementById('entries');

function has(id) {
  return Array.from(entries.children).some((article) => article.dataset.id === String(id));
}

function takeOut(article, onChange) {
  const neighbour = article.nextElementSibling ?? article.previousElementSibling;
  article.remove();
  (neighbour ?? document.getElementById('entries-heading')).focus();
  onChange();
}

/** Keeps the articles in the list; what changes how many there are is told. */
export function createEntries(onChange) {
  const create = (entry) => createEntryArticle(entry, (article) => takeOut(article, onChange));
  return {
    get empty() {
      return entries.childElementCount === 0;
    },
    set busy(busy) {
      entries.ariaBusy = String(busy);
    },
    /** Puts a new entry on top. */
    prepend(entry) {
      if (!has(entry.id)) {
        const article = create(entry);
        article.classList.add('fresh');
        entries.prepend(article);
        onChange();
      }
    },
    /** Puts older entries at the end and answers their articles. */
    append(older) {
      const articles = older.filter(({ id }) => !has(id)).map(create);
      entries.append(...articles);
      onChange();
      return articles;
    },
  };
}
