// Terms, divided as koushu/search/terms.py does it.
const RUN = new RegExp(`${WIDE}+|(?:(?!${WIDE})[\\p{Letter}\\p{Number}])+`, "gu");
const STARTS_WIDE = new RegExp(`^${WIDE}`, "u");
const LETTERS = { ß: "ss", ς: "σ", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ı: "i" };
const LONGEST = 40;

const folded = (text) => text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/gu, "")
  .normalize("NFC").replace(/[ßςæœøđłı]/gu, (letter) => LETTERS[letter]);
const isWide = (run) => STARTS_WIDE.test(run);
const runsOf = (text) => folded(text).match(RUN) || [];
const pairs = (run) => {
  const letters = Array.from(run);
  return letters.length < 2 ? letters : letters.slice(1).map((letter, index) => letters[index] + letter);
};
const isChar = (run) => Array.from(run).length < 2;
const known = new Map();
const wordTerms = (word) => {
  if (!known.has(word)) {
    const start = word.length > LONGEST ? Array.from(word).slice(0, LONGEST).join("") : word;
    known.set(word, [...new Set([start, ...stemmers.map((stemmer) => stemmer.stemWord(start))])]);
  }
  return known.get(word);
};

// The terms of a text, as the index has them.
koushuSearch.terms = (text) => runsOf(text).flatMap((run) => {
  if (!isWide(run)) return wordTerms(run);
  return isChar(run) ? [run] : [...pairs(run), Array.from(run).at(-1)];
});
