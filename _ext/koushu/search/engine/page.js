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
  const groupsOf = (found) => {
    const pages = found ? new Set(found.answers.map(({ page }) => page)) : null;
    return facetGroups(pages, chosen, choose);
  };
  const showFacets = (groups, changed) => {
    facets.replaceChildren(...groups);
    if (!changed) return;
    const group = groups.find((one) => one.dataset.kind === changed[0]);
    const buttons = group ? [...group.querySelectorAll("button")] : [];
    (buttons.find((button) => button.dataset.value === changed[1]) || buttons[0] || field).focus();
  };
  const answer = async (question, pause, changed) => {
    const mine = ++turn;
    const still = () => mine === turn;
    const asks = runsOf(question).length || Object.keys(chosen).length;
    const found = asks ? await find(question, chosen) : null;
    if (!still()) return;
    if (!asks) {
      const groups = await groupsOf(null);
      if (!still()) return;
      area.replaceChildren();
      status.textContent = "";
      showFacets(groups, changed);
      return;
    }
    const list = listOf(found, still);
    const tell = () => {
      status.textContent = counted(list.count());
    };
    const { passages } = await list.more(AT_ONCE, pause);
    if (!still()) return;
    // Who types sees titles at once, and nothing that moves them down; for anybody else all stands there at once.
    facets.style.minHeight = pause ? `${facets.offsetHeight}px` : "";
    if (pause) {
      list.element.classList.add("is-coming");
      area.replaceChildren(list.element);
      tell();
      await pause;
    }
    const [groups] = await Promise.all([groupsOf(found), passages()]);
    if (!still()) return;
    list.element.classList.remove("is-coming");
    showFacets(groups, changed);
    if (!list.element.isConnected) area.replaceChildren(list.element);
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
