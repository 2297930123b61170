// The dialog that any page opens: the first results while typing.
const IN_DIALOG = 5;
const dialog = document.getElementById("pst-search-dialog");
const asked = dialog && dialog.querySelector("form");
if (asked && !results) {
  const field = asked.elements.namedItem("q");
  const live = make("div", "search-live");
  const status = make("p", "search-note");
  status.setAttribute("role", "status");
  const all = make("a", "search-all", WORDS.all);
  let turn = 0;
  const preview = async (question, pause) => {
    const mine = ++turn;
    const still = () => mine === turn;
    if (!runsOf(question).length) {
      live.remove();
      return;
    }
    await begin();
    const found = await find(question);
    if (!still()) return;
    const list = listOf(found, still);
    const { passages } = await list.more(IN_DIALOG, pause);
    if (!still()) return;
    const target = new URL(asked.action);
    target.search = new URLSearchParams({ q: question }).toString();
    all.href = target.href;
    const tell = () => {
      status.textContent = counted(list.count());
    };
    live.replaceChildren(status, list.element, ...(list.isDone() ? [] : [all]));
    asked.after(live);
    tell();
    await passages();
    if (still()) tell();
  };
  const quietly = (question, pause) => preview(question, pause).catch(() => live.remove());
  whileTyping(field, quietly);
  withArrows(dialog, field);
  if (field.value) quietly(field.value, null);
  // A link to the page that is open only moves in it.
  live.addEventListener("click", (event) => event.target.closest("a") && dialog.close());
}
