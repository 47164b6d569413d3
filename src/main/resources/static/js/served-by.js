const TIERS = ['web', 'app', 'db'];

function createHop({ tier, name }) {
  const hop = document.createElement('span');
  hop.className = 'hop';
  hop.dataset.tier = tier;
  hop.textContent = name;
  return hop;
}

/** Makes "db1;reason=write, db2;reason=replica" readable: "db1 (write), db2 (replica)". */
function describe(value) {
  return value?.replaceAll(/;reason=([\w-]+)/g, ' ($1)');
}

/** Reads from the headers of an answer which servers took part in it. */
export function readServedBy(headers) {
  return TIERS
    .map((tier) => ({ tier, name: describe(headers.get(`X-Served-By-${tier}`)) }))
    .filter(({ name }) => name);
}

/** Fills a line with a lead and the servers as a trail; without servers nothing is led up to. */
export function showTrail(line, { note = '', lead, servedBy }) {
  const trail = document.createElement('span');
  trail.className = 'trail';
  trail.append(...servedBy.flatMap((server, index) => (index === 0 ? [createHop(server)] : [' → ', createHop(server)])));
  const words = [note, servedBy.length > 0 ? `${lead} ` : ''].filter(Boolean).join(' ');
  line.replaceChildren(words, ...(servedBy.length > 0 ? [trail] : []));
}
