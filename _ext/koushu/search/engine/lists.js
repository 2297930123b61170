// The lists of pages that hold a term: page -> [weight, parts], as koushu/search/postings.py writes them.
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Uint8Array(128);
for (let value = 0; value < 64; value++) VALUES[DIGITS.charCodeAt(value)] = value;
const MOST_BLOCKS = 3;
const MOST_AHEAD = 12;
const FIRST = [0];

const { load, way } = koushuSearch;
let manifest = null;
let firsts = [];
const begin = async () => {
  if (!manifest) {
    [manifest] = await koushuSearch.open();
    firsts = manifest.blocks.split("\n");
  }
  return manifest;
};
const versioned = (path) => load(`${path}?v=${manifest.version}`);

const numbersOf = (text) => {
  const numbers = [];
  let value = 0, place = 1;
  for (let index = 0; index < text.length; index++) {
    const digit = VALUES[text.charCodeAt(index)];
    value += (digit % 32) * place;
    place *= 32;
    if (digit < 32) {
      numbers.push(value);
      value = 0;
      place = 1;
    }
  }
  return numbers;
};
const rising = (numbers) => {
  let last = -1;
  return numbers.map((number) => (last += number + 1));
};
const postingsOf = (text) => {
  const pages = new Map();
  const numbers = numbersOf(text);
  let page = -1;
  for (let index = 0; index < numbers.length; index++) {
    const value = numbers[index];
    page += Math.floor(value / 6) + 1;
    let parts = FIRST;
    if (value % 2) {
      const count = numbers[++index] + 1;
      parts = rising(numbers.slice(index + 1, index + 1 + count));
      index += count;
    }
    pages.set(page, [Math.floor((value % 6) / 2), parts]);
  }
  return pages;
};
const joined = (maps) => {
  if (maps.length < 2) return maps[0] || new Map();
  const pages = new Map();
  for (const map of maps) {
    for (const [page, [weight, parts]] of map) {
      const known = pages.get(page);
      if (!known) pages.set(page, [weight, parts]);
      else pages.set(page, [Math.min(weight, known[0]), known[1] === parts ? parts : [...new Set([...known[1], ...parts])]]);
    }
  }
  return pages;
};

const placeOf = (term) => {
  let low = 0, high = firsts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (firsts[middle] <= term) low = middle;
    else high = middle - 1;
  }
  return low;
};
const pathOf = (first) => {
  const codes = Array.from(first, (char) => char.codePointAt(0).toString(16));
  return `terms/${codes[0].slice(0, -2) || 0}/${codes.join("-")}.js`;
};
const blockAt = (place) => (firsts[place] ? versioned(pathOf(firsts[place])) : Promise.resolve({}));
const pagesOf = async (term) => {
  const block = await blockAt(placeOf(term));
  return Object.hasOwn(block, term) ? postingsOf(block[term]) : new Map();
};
// Pages with any word that begins so; of very many words, the first ones.
const pagesBeginning = async (start) => {
  const first = placeOf(start);
  const last = Math.min(placeOf(`${start}\uffff`), first + MOST_BLOCKS - 1);
  const blocks = await Promise.all(Array.from({ length: last - first + 1 }, (_, index) => blockAt(first + index)));
  return joined(blocks.flatMap((block) => Object.keys(block).filter((term) => term.startsWith(start))
    .map((term) => postingsOf(block[term]))));
};

// Address and title of a page lie apart from its text, so that results can be named at once.
const headsAt = (place) => versioned(`heads/${place}.js`);
const headOf = async (page) => {
  const heads = await headsAt(Math.floor(page / HEADS));
  return heads.slice((page % HEADS) * 2, (page % HEADS) * 2 + 2);
};
koushuSearch.ahead = async () => {
  const { pages } = await begin();
  const last = Math.ceil(pages / HEADS) - 1;
  // The newest are likeliest to be asked for, should there be too many.
  await Promise.all(Array.from({ length: Math.min(last + 1, MOST_AHEAD) }, (_, index) => headsAt(last - index)));
};
const partOf = (page, part) => versioned(`pages/${Math.floor(page / 200)}/${page}-${part}.js`);
