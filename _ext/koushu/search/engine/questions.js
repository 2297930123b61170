// From a question to the pages that answer it, best first.
const WEIGHTS = [8, 3, 1];
const ENOUGH = 8;
const HALF = 0.5;
const QUOTED = /["“”„«»「『]([^"“”„«»「」『』]+)["“”„«»」』]?|[^"“”„«»「『]+/gu;

// The runs of a question; those in quotes must be said in that order. The last word may be unfinished.
const unitsOf = (question) => {
  const units = [];
  let quotes = 0;
  for (const [piece, inside] of question.matchAll(QUOTED)) {
    const runs = runsOf(inside ?? piece);
    if (inside !== undefined) quotes++;
    for (const run of runs) {
      units.push({ run, wide: isWide(run), quote: inside === undefined ? 0 : quotes, open: false });
    }
  }
  const last = units.at(-1);
  if (last && !last.wide && !last.quote && last.run.length > 1) last.open = /[\p{L}\p{N}]$/u.test(question);
  for (const unit of units) unit.terms = unit.wide ? pairs(unit.run) : wordTerms(unit.run);
  return units;
};
// Of each unit the lists of what must all be there: pairs of characters, or all forms of a word together.
const listsOf = async (unit) => {
  if (unit.wide) return Promise.all(unit.terms.map(isChar(unit.run) ? pagesWithChar : pagesOf));
  const maps = unit.terms.map(pagesOf);
  if (unit.open) maps.push(pagesBeginning(unit.run));
  return [joined(await Promise.all(maps))];
};
// Pages that hold all lists in one part, where the characters can stand together.
const together = (lists) => {
  const pages = new Map();
  const [shortest, ...others] = [...lists].sort((one, other) => one.size - other.size);
  for (const [page, [weight, parts]] of shortest) {
    let heaviest = weight, common = parts;
    for (const list of others) {
      const entry = list.get(page);
      common = entry ? common.filter((part) => entry[1].includes(part)) : [];
      if (!common.length) break;
      heaviest = Math.max(heaviest, entry[0]);
    }
    if (common.length) pages.set(page, [heaviest, common]);
  }
  return pages;
};
const worthOf = (list, total) => Math.log(1 + total / (list.size || 0.5));

// The two parts of a page that say most of a question: the second only if it says what the first does not.
const bestParts = (held) => {
  const said = new Map();
  for (const [index, [, parts]] of held) {
    for (const part of parts) said.set(part, [...(said.get(part) || []), index]);
  }
  const ordered = [...said].sort((one, other) => other[1].length - one[1].length || one[0] - other[0]);
  const [first, indexes] = ordered[0];
  const second = ordered.find(([part, others]) => part !== first && others.some((index) => !indexes.includes(index)));
  return { parts: second ? [first, second[0]] : [first], near: indexes.length === held.length };
};

const answersTo = (units, lists, total) => {
  const wholes = lists.map(together);
  const pieces = lists.flatMap((some, unit) => some.map((list) => ({ unit, list, worth: worthOf(list, total) })));
  const full = pieces.reduce((sum, { worth }) => sum + worth, 0);
  const found = new Map();
  for (const { list, worth } of pieces) {
    for (const [page, [weight]] of list) {
      const known = found.get(page) || { page, score: 0, share: 0 };
      known.score += WEIGHTS[weight] * worth;
      known.share += worth / full;
      found.set(page, known);
    }
  }
  const answers = [];
  for (const answer of found.values()) {
    answer.whole = wholes.every((whole) => whole.has(answer.page));
    if (!answer.whole && (answer.share < HALF || units.some((unit, index) => unit.quote && !wholes[index].has(answer.page)))) continue;
    const held = answer.whole ? wholes.map((whole, index) => [index, whole.get(answer.page)])
      : pieces.map(({ list }, index) => [index, list.get(answer.page)]).filter(([, entry]) => entry);
    Object.assign(answer, bestParts(held));
    answer.score *= answer.near ? 1.5 : 1;
    answers.push(answer);
  }
  // Pages are numbered from the oldest on, so among equals the newest comes first.
  const order = (one, other) => other.whole - one.whole || other.score - one.score || other.page - one.page;
  answers.sort(order);
  const wholeCount = answers.filter((answer) => answer.whole).length;
  return { answers: wholeCount >= ENOUGH ? answers.slice(0, wholeCount) : answers, whole: wholeCount };
};

// Answers to a question among the pages with the chosen values; without a question all of these, newest first.
const find = async (question, chosen = {}) => {
  const { pages: total } = await begin();
  const units = unitsOf(question);
  const [allowed, lists] = await Promise.all([pagesWith(chosen), Promise.all(units.map(listsOf))]);
  if (!units.length) {
    const pages = allowed ? [...allowed].sort((one, other) => other - one) : [];
    return { units, whole: pages.length, answers: pages.map((page) => ({ page, whole: true, parts: [0] })) };
  }
  const kept = allowed ? lists.map((some) => some.map((list) => new Map([...list].filter(([page]) => allowed.has(page))))) : lists;
  return { units, ...answersTo(units, kept, total) };
};
koushuSearch.find = async (question, chosen) => {
  const found = await find(question, chosen);
  const heads = await Promise.all(found.answers.slice(0, found.whole).map(({ page }) => headOf(page)));
  return heads.map(([url]) => url);
};
