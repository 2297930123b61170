// The page of results. Its address says what is asked for, so that it can be kept, sent, and gone back to.
const answerOn = (form, results, status) => {
  const field = form.elements.namedItem("q");
  const facets = make("div", "search-facets");
  const area = make("div", "search-answers");
  results.replaceChildren(facets, area);
  let chosen = {};
  let turn = 0;

  const address = () => {
    const here = new URL(location.href);
    here.search = new URLSearchParams({ ...(field.value ? { q: field.value } : {}), ...chosen }).toString();
    return here;
  };
  const choose = (kind, value) => {
    if (value === null) delete chosen[kind];
    else chosen[kind] = value;
    history.pushState(null, "", address());
    answer(field.value, null, [kind, value]);
  };
  const showFacets = async (found, still, changed) => {
    const pages = found ? new Set(found.answers.map(({ page }) => page)) : null;
    const groups = await facetGroups(pages, chosen, choose);
    if (!still()) return;
    const focused = changed || (facets.contains(document.activeElement) && document.activeElement.dataset.value);
    facets.replaceChildren(...groups);
    if (!changed || !focused) return;
    const group = groups.find((one) => one.dataset.kind === changed[0]);
    const buttons = group ? [...group.querySelectorAll("button")] : [];
    (buttons.find((button) => button.dataset.value === changed[1]) || buttons[0] || field).focus();
  };
  const answer = async (question, pause, changed) => {
    const mine = ++turn;
    const still = () => mine === turn;
    const asks = runsOf(question).length || Object.keys(chosen).length;
    if (!asks) {
      area.replaceChildren();
      status.textContent = "";
      await showFacets(null, still, changed);
      return;
    }
    const found = await find(question, chosen);
    if (!still()) return;
    const list = listOf(found, still);
    const tell = () => {
      status.textContent = counted(list.count());
    };
    const { passages } = await list.more(AT_ONCE, pause);
    if (!still()) return;
    area.replaceChildren(list.element);
    tell();
    await Promise.all([passages(), Promise.resolve(pause).then(() => still() && showFacets(found, still, changed))]);
    if (!still()) return;
    tell();
    const more = make("button", "search-more", WORDS.more);
    more.type = "button";
    more.addEventListener("click", async () => {
      const shown = list.element.querySelectorAll("li").length;
      await (await list.more(AT_ONCE, null)).passages();
      tell();
      list.element.querySelectorAll("li")[shown]?.querySelector("a").focus();
      if (list.isDone()) more.remove();
    });
    if (!list.isDone()) area.append(more);
  };
  const readAddress = (typed = "") => {
    const given = new URLSearchParams(location.search);
    field.value = given.get("q") || typed;
    chosen = Object.fromEntries(KINDS.filter((kind) => given.get(kind)).map((kind) => [kind, given.get(kind)]));
    return answer(field.value, null);
  };
  whileTyping(field, (question, pause) => {
    history.replaceState(null, "", address());
    answer(question, pause);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.pushState(null, "", address());
    answer(field.value, null);
  });
  addEventListener("popstate", () => readAddress());
  withArrows(form.parentElement, field);
  // A reader may have typed before this was here.
  return readAddress(field.value);
};
const form = document.querySelector("main form.bd-search");
const results = document.getElementById("search-results");
if (form && results) begin().then(() => answerOn(form, results, document.getElementById("search-progress")));
