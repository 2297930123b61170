// Results: first the titles, as soon as it is known which pages answer; then, of a few pages, the text, and where it says it.
const AT_ONCE = 8;

const addressOf = (url) => way + url || "./";
const itemOf = ([url, name], units) => {
  const title = make("a", "", ...markedTitle(name, units));
  title.href = addressOf(url);
  return make("li", "", make("div", "search-title", title));
};
const markedTitle = (name, units) => {
  const { hits } = judged(name, units, null);
  const parts = [];
  let at = 0;
  for (const [from, to] of hits) {
    parts.push(name.slice(at, from), make("mark", "", name.slice(from, to)));
    at = to;
  }
  return [...parts, name.slice(at)].filter((part) => part !== "");
};
const passageOf = (url, [anchor, speaker, , heading], found) => {
  const link = make("a", "");
  const words = directive(found);
  link.href = addressOf(url) + (anchor || words ? `#${encodeURIComponent(anchor)}${words}` : "");
  if (speaker) link.append(make("b", "search-speaker", speaker), WORDS.colon);
  if (heading) link.append(make("b", "search-heading", heading), " ");
  link.append(...pieceOf(found));
  return make("p", "context", link);
};

// What the text of a page says to a question: its best passages, and whether it says it at all.
const saidBy = async (answer, units, phrase, [, name]) => {
  const parts = await Promise.all(answer.parts.map((part) => partOf(answer.page, part)));
  const passages = parts.flatMap(([, some]) => some);
  const judgements = passages.map((passage) => {
    const found = judged(passage[2], units, phrase);
    const around = judged(`${passage[1]} ${passage[3] || ""}`, units, null);
    return { passage, found, exact: new Set([...found.exact, ...around.exact]), value: found.value + around.exact.size };
  });
  const title = judged([name, ...parts.flatMap(([, , named]) => named)].join("\n"), units, phrase);
  const everywhere = [title, ...judgements.map(({ found }) => found)];
  const exact = new Set([title.exact, ...judgements.map((one) => one.exact)].flatMap((some) => [...some]));
  const quotes = quotesOf(units);
  const best = judgements.filter(({ value }) => value).sort((one, other) => other.value - one.value);
  return {
    date: parts[0][0],
    best: (units.length ? best : judgements).slice(0, units.length ? 2 : 1),
    said: everywhere.some(({ said }) => said),
    holds: units.every((unit, index) => !unit.wide || exact.has(index)) || !answer.near,
    quoted: quotes.every((quote) => everywhere.some(({ whole }) => quote.test(whole))),
  };
};

// A list of results that grows: those that hold all of the question, and below them those that hold much of it.
const listOf = (found, still) => {
  const { units, answers } = found;
  const whole = make("ul", "search");
  const note = make("p", "search-note", WORDS.some);
  const some = make("ul", "search");
  const element = make("div", "search-found", whole);
  const phrase = units.length > 1 || units.some((unit) => unit.wide) ? phraseOf(units) : null;
  let next = 0, failed = 0;
  const isDone = () => next >= answers.length;
  const count = () => found.whole - failed;
  const place = (item, isWhole) => {
    if (!isWhole && !some.parentNode) element.append(note, some);
    (isWhole ? whole : some).append(item);
  };
  const fill = async (batch) => {
    const told = await Promise.all(batch.map(async ({ answer, head, item }) => {
      const said = await saidBy(answer, units, phrase, head);
      if (!still()) return said;
      if (said.date) item.firstChild.append(make("span", "search-date", said.date));
      item.append(...said.best.map(({ passage, found: hits }) => passageOf(head[0], passage, hits)));
      return said;
    }));
    if (!still()) return;
    // Two pairs of characters need not stand together: a page that turned out not to say it goes below those that do.
    const judgedOnes = batch.map((one, index) => ({ ...one, ...told[index], index }));
    for (const { answer, item, holds, quoted } of judgedOnes) {
      if (!answer.whole || (holds && quoted)) continue;
      failed++;
      if (quoted) place(item, false);
      else item.remove();
    }
    const exact = judgedOnes.filter(({ answer, holds, said }) => answer.whole && holds && said);
    const first = batch.find(({ item }) => item.parentNode === whole);
    if (first && exact.length) first.item.before(...exact.map(({ item }) => item));
  };
  // Shows the next results; resolves when their titles stand there, with a promise of the passages.
  const more = async (wanted, pause) => {
    const some = answers.slice(next, next + wanted);
    next += some.length;
    const heads = await Promise.all(some.map(({ page }) => headOf(page)));
    const batch = some.map((answer, index) => ({ answer, head: heads[index], item: itemOf(heads[index], units) }));
    for (const { answer, item } of batch) place(item, answer.whole);
    return { passages: async () => {
      await pause;
      if (still()) await fill(batch);
    } };
  };
  return { element, more, isDone, count };
};
const counted = (count) => filled(count === 1 ? WORDS.one : count ? WORDS.many : WORDS.none, { count });

// While a reader types or an input method composes, nothing is asked for; the text of pages only after a pause.
const PAUSE = 120;
const whileTyping = (field, action) => {
  const act = () => action(field.value, new Promise((done) => { setTimeout(done, PAUSE); }));
  field.addEventListener("input", (event) => event.isComposing || act());
  field.addEventListener("compositionend", act);
};
// Arrow keys move between the field and the results.
const withArrows = (area, field) => area.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  if (event.isComposing || (event.target !== field && !event.target.closest("ul.search"))) return;
  const stops = [field, ...area.querySelectorAll("ul.search .search-title a, ul.search .context a")];
  const to = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  if (to < 0 || to >= stops.length) return;
  event.preventDefault();
  stops[to].focus();
});
