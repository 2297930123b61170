// Where a passage says what was asked for.
const LENGTH = 150;
const BEFORE = 40;
const CLAUSE_END = /[\n。，！？；：、,.!?;:()（）“”"《》「」『』【】—…]/u;

// A text in its folded form, and for each place of that the place in the text.
const withPlaces = (text) => {
  const places = [];
  let whole = "", place = 0;
  for (const char of text) {
    const code = char.codePointAt(0);
    const plain = code < 0x80 ? char.toLowerCase() : code >= 0x4e00 && code <= 0x9fff ? char : folded(char);
    for (let index = 0; index < plain.length; index++) places.push(place);
    whole += plain;
    place += char.length;
  }
  places.push(place);
  return { whole, places };
};
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\\-]/gu, "\\$&");
const isForm = (word, unit) => (unit.open && word.startsWith(unit.run)) || wordTerms(word).some((term) => unit.terms.includes(term));
const everyPlace = (whole, run) => {
  const found = [];
  for (let at = whole.indexOf(run); at >= 0; at = whole.indexOf(run, at + 1)) found.push([at, at + run.length]);
  return found;
};

// [begin, end, unit, exact] of each hit in the folded text, in order and apart.
const hitsIn = (whole, units) => {
  const hits = [];
  units.forEach((unit, index) => {
    if (!unit.wide) return;
    const exact = everyPlace(whole, unit.run);
    for (const [start, end] of exact) hits.push([start, end, index, true]);
    if (exact.length) return;
    for (const pair of unit.terms) for (const [start, end] of everyPlace(whole, pair)) hits.push([start, end, index, false]);
  });
  if (units.some((unit) => !unit.wide)) {
    for (const word of whole.matchAll(RUN)) {
      const index = isWide(word[0]) ? -1 : units.findIndex((unit) => !unit.wide && isForm(word[0], unit));
      if (index >= 0) hits.push([word.index, word.index + word[0].length, index, true]);
    }
  }
  hits.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
  const apart = [];
  for (const hit of hits) {
    const last = apart.at(-1);
    if (last && hit[0] < last[1]) last[1] = Math.max(last[1], hit[1]);
    else apart.push([...hit]);
  }
  return apart;
};
// A pattern that the whole question fits, word by word, whatever stands between the words; in quotes without endings.
const phraseOf = (units) => {
  const word = (unit) => (unit.wide ? escaped(unit.run) : `(?<![\\p{L}\\p{N}])${escaped(unit.run)}${unit.quote ? "(?![\\p{L}\\p{N}])" : ""}`);
  const gap = (unit) => (unit.wide || unit.quote ? "[^\\p{L}\\p{N}]*" : "[\\p{L}\\p{N}]*[^\\p{L}\\p{N}]*");
  return units.length ? new RegExp(units.map((unit, index) => (index < units.length - 1 ? word(unit) + gap(unit) : word(unit))).join(""), "u") : null;
};
const quotesOf = (units) => [...new Set(units.map((unit) => unit.quote))].filter(Boolean)
  .map((quote) => phraseOf(units.filter((unit) => unit.quote === quote)));

// How well a text answers: all units that it holds, and whether it has them as they were asked for.
const judged = (text, units, phrase) => {
  const { whole, places } = withPlaces(text);
  const hits = hitsIn(whole, units);
  const exact = new Set(hits.filter((hit) => hit[3]).map((hit) => hit[2]));
  const some = new Set(hits.map((hit) => hit[2]));
  const said = phrase ? phrase.exec(whole) : null;
  return {
    text,
    whole,
    exact,
    said: Boolean(said),
    value: exact.size * 2 + some.size + (said ? 10 : 0),
    focus: said ? places[said.index] : hits.length ? places[hits[0][0]] : 0,
    hits: hits.map(([start, end]) => [places[start], places[end]]),
  };
};
// The piece around the first hit, as text and marked text.
const pieceOf = ({ text, hits, focus }) => {
  let start = Math.max(0, focus - BEFORE);
  const line = text.lastIndexOf("\n", focus) + 1;
  if (start < line) start = line;
  else if (start) start = Math.max(start, text.slice(start, focus).search(/(?<=[\s。，！？；])/u) + start);
  if (/[\udc00-\udfff]/u.test(text[start] || "")) start++;
  let end = Math.min(text.length, start + LENGTH);
  if (/[\udc00-\udfff]/u.test(text[end] || "")) end++;
  const parts = start > line ? ["…"] : [];
  let at = start;
  for (const [from, to] of hits) {
    if (from < at || from >= end) continue;
    parts.push(text.slice(at, from), make("mark", "", text.slice(from, Math.min(to, end))));
    at = Math.min(to, end);
  }
  parts.push(text.slice(at, end), end < text.length ? "…" : "");
  return parts.filter((part) => part !== "");
};
// Where the browser can, the link leads to the words themselves: the clause around the hit, which ends where words end.
const directive = ({ text, hits }) => {
  if (!hits.length || !("fragmentDirective" in document)) return "";
  const [from, to] = hits[0];
  let start = from, end = to;
  while (start > 0 && !CLAUSE_END.test(text[start - 1])) start--;
  while (end < text.length && !CLAUSE_END.test(text[end])) end++;
  const clause = text.slice(start, end).trim();
  const words = clause.length <= 60 ? clause : text.slice(from, to);
  return `:~:text=${encodeURIComponent(words).replace(/-/gu, "%2D")}`;
};
