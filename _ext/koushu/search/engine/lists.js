// The lists of pages that hold a term: page -> [heaviest weight, parts], as koushu/search/postings.py writes them.
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Uint8Array(128);
for (let value = 0; value < 64; value++) VALUES[DIGITS.charCodeAt(value)] = value;
const MOST_BLOCKS = 3;
const MOST_OF_CHAR = 10;
const OFTEN = 4;
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
    const kind = numbers[index] % 3, value = Math.floor(numbers[index] / 3);
    const weight = value % 3, step = Math.floor(value / 3);
    if (kind < 2) {
      page += step + 1;
      pages.set(page, [weight, kind ? [numbers[++index] + 1] : FIRST]);
    } else {
      const [heaviest, parts] = pages.get(page);
      pages.set(page, [Math.min(weight, heaviest), [...parts, step + 1]]);
    }
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
      else {
        const more = known[1] === parts ? [] : parts.filter((part) => !known[1].includes(part));
        pages.set(page, [Math.min(weight, known[0]), more.length ? [...known[1], ...more] : known[1]]);
      }
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
  return `terms/${codes[0].slice(0, -3) || 0}/${codes.join("-")}.js`;
};
// A block has a line for each term: the term, and its list.
const blocks = new Map();
const blockAt = async (place) => {
  if (!blocks.has(place) && firsts[place]) {
    const text = await versioned(pathOf(firsts[place]));
    blocks.set(place, new Map(text.split("\n").map((line) => line.split(" "))));
  }
  return blocks.get(place) || new Map();
};
const pagesOf = async (term) => postingsOf((await blockAt(placeOf(term))).get(term) || "");
// Of each term that begins so its pages; of very many terms, the first ones.
const listsBeginning = async (start, most) => {
  const first = placeOf(start);
  const last = Math.min(placeOf(`${start}\uffff`), first + most - 1);
  const some = await Promise.all(Array.from({ length: last - first + 1 }, (_, index) => blockAt(first + index)));
  return some.flatMap((block) => [...block].filter(([term]) => term.startsWith(start)).map(([, list]) => postingsOf(list)));
};
// Pages with any word that begins so.
const pagesBeginning = async (start) => joined(await listsBeginning(start, MOST_BLOCKS));
// Pages with a CJK character: each pair that begins with it is a term, and so is the character where a run ends.
// A character with more pairs than are read has many on each page, and hardly any page is without the first ones.
const pagesWithChar = async (char) => {
  const lists = await listsBeginning(char, MOST_OF_CHAR);
  const pages = joined(lists);
  const times = new Map();
  for (const list of lists) for (const page of list.keys()) times.set(page, (times.get(page) || 0) + 1);
  // Who has it in front of many others says it often.
  return new Map([...pages].map(([page, [weight, parts]]) => [page, [times.get(page) >= OFTEN ? Math.min(weight, 1) : weight, parts]]));
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
// The date of a page, one of its parts, and with the first part the facets' values.
const partOf = async (page, part) => {
  const place = Math.floor(part / PARTS);
  const [date, named, parts] = await versioned(`pages/${Math.floor(page / 500)}/${page}-${place}.js`);
  return [date, parts[part - place * PARTS], part ? [] : named];
};
