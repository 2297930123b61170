// Facets: the values of tag, year and speaker, each with the pages that have it.
const KINDS = ["speaker", "tag", "year"];
const SHOWN = 8;
const MOST_FOUND = 40;
const MOST_LOADED = 1000;

const toldValues = async (kind) => (await versioned("facets.js"))[kind] || [0, []];
const allValues = async (kind) => {
  const [count, values] = await toldValues(kind);
  return count > values.length ? versioned(`facets/${kind}.js`) : values;
};
const pagesOfValue = async (kind, name) => {
  const isIt = ([value]) => value === name;
  const entry = (await toldValues(kind))[1].find(isIt) || (await allValues(kind)).find(isIt);
  return new Set(entry ? rising(numbersOf(entry[1])) : []);
};
// The pages with all chosen values; null when none is chosen.
const pagesWith = async (chosen) => {
  const sets = await Promise.all(Object.entries(chosen).map(([kind, value]) => pagesOfValue(kind, value)));
  return sets.length ? sets.reduce((one, other) => new Set([...one].filter((page) => other.has(page)))) : null;
};
// [value, count] of the values that some of these pages have; without pages of all values.
const countedIn = (values, pages) => values
  .map(([name, list]) => [name, rising(numbersOf(list)).filter((page) => !pages || pages.has(page)).length])
  .filter(([, count]) => count);

const buttonFor = (kind, [name, count], isChosen, choose) => {
  const button = make("button", "", name, " ", make("span", "search-count", String(count)));
  button.type = "button";
  button.dataset.value = name;
  button.setAttribute("aria-pressed", String(isChosen));
  button.addEventListener("click", () => choose(kind, isChosen ? null : name));
  return button;
};
// A field by which one of many values is found.
const finder = (kind, pages, buttons, show) => {
  const field = make("input", "search-facet-find");
  field.type = "search";
  field.placeholder = WORDS.find;
  field.setAttribute("aria-label", `${WORDS[kind]}${WORDS.colon}${WORDS.find}`);
  field.autocomplete = "off";
  let last = 0;
  field.addEventListener("input", async () => {
    const mine = ++last;
    const wanted = folded(field.value.trim());
    const values = wanted ? countedIn((await allValues(kind)).filter(([name]) => folded(name).includes(wanted)), pages) : null;
    if (mine === last) buttons.replaceChildren(...show(values, MOST_FOUND));
  });
  return field;
};
const groupFor = async (kind, pages, chosen, choose) => {
  const [total, told] = await toldValues(kind);
  const values = countedIn(total <= MOST_LOADED ? await allValues(kind) : told, pages);
  if (chosen[kind] && !values.some(([name]) => name === chosen[kind])) values.push([chosen[kind], 0]);
  if (!values.length || (values.length < 2 && !chosen[kind])) return null;
  const isFirst = ([name]) => name === chosen[kind];
  values.sort((one, other) => isFirst(other) - isFirst(one) || (kind === "year" ? other[0].localeCompare(one[0]) : other[1] - one[1]));
  const show = (some, most) => (some || values).slice(0, some ? most : SHOWN)
    .map((entry) => buttonFor(kind, entry, isFirst(entry), choose));
  const buttons = make("div", "search-values", ...show(null));
  const group = make("div", "search-facet", make("span", "search-facet-name", WORDS[kind]), buttons);
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", WORDS[kind]);
  group.dataset.kind = kind;
  if (values.length > SHOWN || total > MOST_LOADED) group.append(finder(kind, pages, buttons, show));
  return group;
};
const facetGroups = async (pages, chosen, choose) =>
  (await Promise.all(KINDS.map((kind) => groupFor(kind, pages, chosen, choose)))).filter(Boolean);
