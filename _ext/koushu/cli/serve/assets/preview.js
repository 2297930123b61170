/* The preview in an open page: what was saved appears in place, so that the reader stays where they are.
   This script runs before those of the page, and keeps a copy of the page as it was sent. A new version is compared with
   the copy, and only what differs is changed in the page, so what scripts have added stays. */
"use strict";
(() => {
  const { words, style } = KOUSHU_PREVIEW;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (blank, name) => (name in values ? values[name] : blank));

  /* The page as it was sent, and which part of the open page each part of it is. */

  const live = new WeakMap();
  const pair = (source, shown) => {
    live.set(source, shown);
    let one = source.firstChild;
    let other = shown.firstChild;
    for (; one && other; one = one.nextSibling, other = other.nextSibling) pair(one, other);
  };
  let source = document.body.cloneNode(true);
  pair(source, document.body);

  const setAttributes = (from, to) => {
    const shown = live.get(from);
    for (const { name } of [...from.attributes]) {
      if (to.hasAttribute(name)) continue;
      from.removeAttribute(name);
      if (shown) shown.removeAttribute(name);
    }
    for (const { name, value } of [...to.attributes]) {
      if (from.getAttribute(name) === value) continue;
      from.setAttribute(name, value);
      if (shown) shown.setAttribute(name, value);
    }
  };

  const changed = [];
  const insert = (parent, node, next) => {
    const copy = document.importNode(node, true);
    const shown = document.importNode(node, true);
    parent.insertBefore(copy, next);
    pair(copy, shown);
    const place = live.get(parent);
    if (!place) return;
    const before = next && live.get(next);
    const after = copy.previousSibling && live.get(copy.previousSibling);
    if (before && before.parentNode === place) place.insertBefore(shown, before);
    else if (after && after.parentNode === place) after.after(shown);
    else place.append(shown);
    if (shown.nodeType === Node.ELEMENT_NODE) changed.push(shown);
  };
  const remove = (node) => {
    const shown = live.get(node);
    if (shown && shown.parentNode) shown.remove();
    node.remove();
  };

  const alike = (one, other) => one.nodeType === other.nodeType && one.nodeName === other.nodeName;
  const morph = (from, to) => {
    if (from.nodeType !== Node.ELEMENT_NODE) {
      if (from.nodeValue === to.nodeValue) return;
      from.nodeValue = to.nodeValue;
      const shown = live.get(from);
      if (shown) {
        shown.nodeValue = to.nodeValue;
        if (shown.parentElement) changed.push(shown.parentElement);
      }
      return;
    }
    setAttributes(from, to);
    // Of scripts those that hold data alone.
    if (from.localName === "script" && !/json/.test(from.type)) return;
    const old = [...from.childNodes];
    const now = [...to.childNodes];
    let start = 0;
    while (start < old.length && start < now.length && old[start].isEqualNode(now[start])) start += 1;
    let end = 0;
    while (end < old.length - start && end < now.length - start && old.at(-1 - end).isEqualNode(now.at(-1 - end))) end += 1;
    const left = old.slice(start, old.length - end);
    const right = now.slice(start, now.length - end);
    const tail = end ? old[old.length - end] : null;
    // Of a longer list the rest is taken for new at its end; what stands behind was matched from there.
    for (const node of right) {
      while (left.length > right.length - right.indexOf(node) && !alike(left[0], node)) remove(left.shift());
      if (left.length && alike(left[0], node)) morph(left.shift(), node);
      else insert(from, node, left[0] || tail);
    }
    left.forEach(remove);
  };

  /* A new version of this page. */

  const sameScripts = (page) => {
    const list = (root) => [...root.querySelectorAll("script[src]")].map((one) => one.getAttribute("src")).filter((one) => !one.startsWith("/@koushu"));
    const shown = new Set(list(document));
    return list(page).every((one) => shown.has(one));
  };
  const followStyles = (page) => {
    const find = (root) => [...root.querySelectorAll('head link[rel~="stylesheet"]')];
    const old = find(document);
    find(page).forEach((link, index) => {
      const had = old[index];
      if (had && had.getAttribute("href") !== link.getAttribute("href")) had.setAttribute("href", link.getAttribute("href"));
      else if (!had) document.head.append(document.importNode(link, true));
    });
  };

  let asked = 0;
  let shownAs = "";
  const follow = async () => {
    const number = (asked += 1);
    const answer = await fetch(location.href, { cache: "no-store" });
    const text = await answer.text();
    if (number !== asked || text === shownAs) return;
    shownAs = text;
    if (answer.status === 503) return;
    const page = new DOMParser().parseFromString(text, "text/html");
    if (!sameScripts(page)) {
      location.reload();
      return;
    }
    followStyles(page);
    document.title = page.title;
    changed.length = 0;
    morph(source, page.body);
    document.dispatchEvent(new CustomEvent("koushu:changed", { detail: { elements: [...changed] } }));
  };

  /* What is said beside the page; in a tree of its own, so that neither changes the other. */

  const host = document.createElement("koushu-preview");
  const root = host.attachShadow({ mode: "open" });
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const looks = new CSSStyleSheet();
  looks.replaceSync(style);
  root.adoptedStyleSheets = [looks];
  const mark = make("span", { class: "mark" });
  const status = make("span", { role: "status" });
  const edit = make("a", { hidden: "" }, words.edit);
  const counter = make("button", { type: "button", "aria-expanded": "false" });
  const beside = make("button", { type: "button", "aria-pressed": "false", hidden: "" }, words.pdf);
  const bar = make("div", { class: "bar", role: "region", "aria-label": words.preview }, mark, status, edit, counter, beside);
  const panel = make("div", { class: "panel", hidden: "" });
  const pages = make("div", { class: "pages", hidden: "", role: "region", tabindex: "0", "aria-label": words.pdf_pages });
  root.append(bar, panel, pages);
  document.documentElement.append(host);

  const editor = (file, line) => `vscode://file/${encodeURI(file.replace(/^\//, ""))}:${line || 1}`;
  const showState = (state) => {
    const [reason, date] = state.mark.split(" ");
    mark.textContent = reason ? fill(words[reason] || reason, { date }) : "";
    mark.hidden = !reason;
    status.textContent = state.failure ? words.failed : state.building ? words.building : "";
    status.className = state.failure ? "bad" : "";
    edit.hidden = !state.file;
    if (state.file) edit.href = editor(state.file, 1);
    const count = state.warnings.length;
    counter.textContent = count ? fill(words.warnings, { count }) : state.elsewhere ? fill(words.elsewhere, { count: state.elsewhere }) : words.none;
    counter.className = count ? "bad" : "";
    const rows = state.warnings.map((one) => {
      const place = make("a", { href: editor(one.file, one.line) }, `${one.path}, ${fill(words.line, { line: one.line })}`);
      return make("li", {}, place, `: ${one.message}${one.kind ? ` [${one.kind}]` : ""}`);
    });
    if (state.failure) rows.unshift(make("li", { class: "bad" }, state.failure));
    panel.replaceChildren(make("ul", {}, ...rows));
    if (!rows.length) close();
    beside.hidden = !state.path;
  };
  const close = () => {
    panel.hidden = true;
    counter.setAttribute("aria-expanded", "false");
  };
  counter.addEventListener("click", () => {
    panel.hidden = !panel.hidden || !panel.querySelector("li");
    counter.setAttribute("aria-expanded", String(!panel.hidden));
  });
  const here = () => encodeURIComponent(decodeURIComponent(location.pathname));
  const ask = async () => showState(await (await fetch(`/@koushu/state?page=${here()}`, { cache: "no-store" })).json());

  /* The pages of the PDF beside the page. */

  const drawPages = async () => {
    if (pages.hidden) return;
    if (!pages.firstChild) pages.append(make("p", {}, words.building));
    const address = (number) => `/@koushu/pdf?page=${here()}&n=${number}&t=${Date.now()}`;
    const answer = await fetch(address(1), { cache: "no-store" });
    if (!answer.ok) {
      pages.replaceChildren(make("p", { class: "bad" }, (await answer.json()).failure || words.failed));
      return;
    }
    const count = Number(answer.headers.get("X-Pages"));
    const blobs = [await answer.blob()];
    for (let number = 2; number <= count; number += 1) blobs.push(await (await fetch(address(number), { cache: "no-store" })).blob());
    const old = [...pages.querySelectorAll("img")];
    old.slice(count).forEach((image) => image.remove());
    pages.querySelectorAll("p").forEach((text) => text.remove());
    blobs.forEach((blob, index) => {
      const image = old[index] || make("img", { alt: fill(words.pdf_page, { number: index + 1 }) });
      const was = image.src;
      image.src = URL.createObjectURL(blob);
      if (was) URL.revokeObjectURL(was);
      if (!image.isConnected) pages.append(image);
    });
  };
  beside.addEventListener("click", () => {
    pages.hidden = !pages.hidden;
    beside.setAttribute("aria-pressed", String(!pages.hidden));
    document.documentElement.style.marginInlineEnd = pages.hidden ? "" : "min(48vw, 46rem)";
    drawPages();
  });

  /* What happens. */

  const isHere = (address) => decodeURIComponent(location.pathname) === address || `${decodeURIComponent(location.pathname)}index.html` === address;
  let build = -1;
  const events = new EventSource("/@koushu/events");
  events.addEventListener("message", async ({ data }) => {
    const said = JSON.parse(data);
    if (said.kind === "page" && !isHere(decodeURIComponent(said.page))) return;
    const missed = said.kind === "hello" && build >= 0 && said.build !== build;
    if ("build" in said) build = said.build;
    if (said.kind === "site" && !document.querySelector("main, article")) location.reload();
    if (said.kind === "site" && document.title === words.building) location.reload();
    if (said.kind === "page" || said.kind === "site" || missed) await follow();
    await ask();
    if (said.kind === "page" || said.kind === "site") await drawPages();
  });
  events.addEventListener("error", () => {
    status.textContent = words.lost;
    status.className = "bad";
  });
  events.addEventListener("open", ask);
})();
