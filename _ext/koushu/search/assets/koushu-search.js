/* Search: finds the pages that hold every run of characters of a question, and shows where they say it.
   The index lies in small scripts (koushu/search/index.py), of which a question loads few; as scripts, and not by
   requests, so that a site opened as files can be searched as well. */
"use strict";
(() => {
  const own = document.currentScript.src;
  const way = document.currentScript.getAttribute("src").replace(/_static\/.*$/u, "");
  const root = new URL("../", own);
  const base = new URL("search-index/", root);
  const WEIGHTS = [8, 3, 1];
  const AT_ONCE = 8;
  const IN_DIALOG = 5;
  const MOST_BLOCKS = 4;
  const LENGTH = 160;
  const MOST_AHEAD = 3000;
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const WIDE = String.raw`[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{3ffff}]`;
  const RUN = new RegExp(`${WIDE}+|(?:(?!${WIDE})[\\p{Letter}\\p{Number}_])+`, "gu");
  const STARTS_WIDE = new RegExp(`^${WIDE}`, "u");

  // Loading: a script hands its data over, and the promise of its address is kept.
  const arrived = new Map();
  const take = (data) => arrived.set(document.currentScript.src, data);
  globalThis.koushuSearch = { manifest: take, block: take, heads: take, page: take, facets: take, words: take, stemmer: take };
  const loading = new Map();
  const load = (path) => {
    const address = new URL(path, base).href;
    if (!loading.has(address)) {
      loading.set(address, new Promise((done, fail) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = () => (arrived.has(address) ? done(arrived.get(address)) : fail(new Error(address)));
        script.onerror = () => fail(new Error(address));
        document.head.append(script);
      }));
    }
    return loading.get(address);
  };
  let ready = null;
  const start = () => {
    ready ??= Promise.all([load("manifest.js"), load("words.js"), load("stemmer.js")]);
    return ready;
  };
  const versioned = async (path) => load(`${path}?v=${(await start())[0].version}`);

  // Terms, divided as koushu/search/terms.py does it.
  const folded = (text) => text.normalize("NFKC").toLowerCase();
  const runsOf = (text) => folded(text).match(RUN) || [];
  const pairs = (run) => {
    const letters = Array.from(run);
    return letters.length < 2 ? letters : letters.slice(1).map((letter, index) => letters[index] + letter);
  };

  // The terms of a text, as the index has them.
  globalThis.koushuSearch.terms = async (text) => {
    const [, , stemmer] = await start();
    return runsOf(text).flatMap((run) => (STARTS_WIDE.test(run) ? pairs(run) : [stemmer.stemWord(run).slice(0, 40)]));
  };

  // Which pages hold a term: page -> the weight that it has there.
  const decoded = (text) => {
    const numbers = [];
    let last = -1, value = 0, place = 1;
    for (const char of text) {
      const digit = DIGITS.indexOf(char);
      value += (digit % 32) * place;
      place *= 32;
      if (digit < 32) {
        last += value + 1;
        numbers.push(last);
        [value, place] = [0, 1];
      }
    }
    return numbers;
  };
  const addTo = (pages, lists) => {
    lists.split("|").forEach((list, kind) => {
      for (const page of decoded(list)) pages.set(page, Math.max(pages.get(page) || 0, WEIGHTS[kind]));
    });
    return pages;
  };
  const blockOf = (blocks, term) => {
    let low = 0, high = blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (blocks[middle][0] <= term) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const blocksFrom = async (term, end) => {
    const { blocks } = (await start())[0];
    const first = blockOf(blocks, term);
    const last = Math.min(end ? blockOf(blocks, end) : first, first + MOST_BLOCKS - 1);
    return Promise.all(blocks.slice(first, last + 1).map(([, name]) => load(`terms/${name}.js`)));
  };
  const pagesOf = async (term) => {
    const [block] = await blocksFrom(term);
    return addTo(new Map(), (Object.hasOwn(block || {}, term) && block[term]) || "");
  };
  const pagesBeginning = async (start) => {
    const pages = new Map();
    for (const block of await blocksFrom(start, `${start}\uffff`)) {
      for (const term in block) if (term.startsWith(start)) addTo(pages, block[term]);
    }
    return pages;
  };

  // A question: every run of it must be in a page; the last word may be unfinished.
  const unitsOf = async (question) => {
    const [, , stemmer] = await start();
    const runs = runsOf(question);
    const open = /[^\s]$/u.test(question);
    return Promise.all(runs.map(async (run, index) => {
      if (STARTS_WIDE.test(run)) {
        const letters = Array.from(run);
        if (letters.length === 1) return { run, wide: true, pages: [await pagesBeginning(run)] };
        return { run, wide: true, pages: await Promise.all(pairs(run).map(pagesOf)) };
      }
      const stem = stemmer.stemWord(run).slice(0, 40);
      const unfinished = open && index === runs.length - 1 && run.length > 1;
      return { run, stem, wide: false, pages: [await (unfinished ? pagesBeginning(stem) : pagesOf(stem))] };
    }));
  };
  const ranked = (units, total) => {
    const lists = units.flatMap((unit) => unit.pages).sort((one, other) => one.size - other.size);
    if (!lists.length) return [];
    const scores = [];
    for (const page of lists[0].keys()) {
      let score = 0;
      for (const list of lists) {
        if (!list.has(page)) { score = -1; break; }
        score += list.get(page) * Math.log(1 + total / list.size);
      }
      if (score >= 0) scores.push([page, score]);
    }
    // Pages are numbered from the newest on, so among equals the newest comes first.
    return scores.sort((one, other) => other[1] - one[1] || one[0] - other[0]).map(([page]) => page);
  };

  // Title, address and date of a page lie apart from its text, so that results can be named at once.
  const HEADS = 500;
  const headOf = async (number) => (await versioned(`heads/${Math.floor(number / HEADS)}.js`))[number % HEADS];
  const ahead = async () => {
    const [{ pages }] = await start();
    const all = Array.from({ length: Math.ceil(pages / HEADS) }, (_, place) => versioned(`heads/${place}.js`));
    await Promise.all([...all, versioned("facets.js")]);
  };
  const getAhead = () => start().then(([{ pages }]) => pages <= MOST_AHEAD && ahead(), () => {});

  // Does a page really say it, and where? Two pairs of characters need not stand together.
  const holds = (text, unit) => !unit.wide || folded(text).includes(unit.run);
  const pageOf = async (number, units) => {
    const [head, page] = await Promise.all([headOf(number), versioned(`pages/${Math.floor(number / 200)}/${number}.js`)]);
    const whole = [head[1], ...page.also, ...page.passages.map((passage) => passage[2])];
    if (!units.every((unit) => whole.some((text) => holds(text, unit)))) return null;
    const worth = ([, speaker, text]) => {
      const words = folded(`${speaker} ${text}`);
      return units.reduce((sum, unit) => sum + (words.includes(unit.wide ? unit.run : unit.stem) ? 1 : 0), 0);
    };
    const best = page.passages.map((passage) => [worth(passage), passage]).filter(([value]) => value);
    best.sort((one, other) => other[0] - one[0]);
    return best.slice(0, 2).map(([, passage]) => passage);
  };

  const search = async (question, chosen) => {
    const [manifest] = await start();
    const units = await unitsOf(question);
    let numbers = ranked(units, manifest.pages);
    if (Object.keys(chosen).length) {
      const sets = await facetSets();
      for (const [kind, value] of Object.entries(chosen)) {
        const pages = (sets[kind] || []).find(([name]) => name === value);
        numbers = numbers.filter((number) => pages && pages[1].has(number));
      }
    }
    return { units, numbers };
  };
  const facetSets = async () => {
    const facets = await versioned("facets.js");
    const sets = {};
    for (const kind in facets) sets[kind] = facets[kind].map(([name, list]) => [name, new Set(decoded(list))]);
    return sets;
  };
  // Puts the next results below a list: their titles first, then where they say it; those that do not say it go.
  const show = async (list, { units, numbers }, wanted, from, words, still) => {
    let place = from, shown = 0;
    while (shown < wanted && place < numbers.length) {
      const some = numbers.slice(place, place + wanted - shown);
      place += some.length;
      const heads = await Promise.all(some.map(headOf));
      if (!still()) return place;
      const items = heads.map((head) => itemOf(head, units));
      list.append(...items);
      const kept = await Promise.all(some.map(async (number, index) => {
        const passages = await pageOf(number, units);
        if (!passages) items[index].remove();
        else items[index].append(...passages.map((passage) => passageOf(heads[index], passage, units, words)));
        return passages;
      }));
      shown += kept.filter(Boolean).length;
    }
    return place;
  };

  // What a reader sees.
  const make = (name, className, ...content) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...content);
    return element;
  };
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
  const marked = (text, units) => {
    const forms = units.map((unit) => (unit.wide ? escaped(unit.run) : `(?<![\\p{L}\\p{N}_])${escaped(unit.stem)}[\\p{L}\\p{N}_]*`));
    const pattern = new RegExp(`(${forms.join("|")})`, "giu");
    return text.split(pattern).map((part, index) => (index % 2 ? make("mark", "", part) : part)).filter((part) => part !== undefined);
  };
  const around = (text, units) => {
    const lower = text.toLowerCase();
    const places = units.map((unit) => lower.indexOf(unit.wide ? unit.run : unit.stem)).filter((place) => place >= 0);
    const begin = Math.max(0, Math.min(...(places.length ? places : [0])) - 40);
    const piece = Array.from(text.slice(begin, begin + LENGTH)).join("").replace(/[\ud800-\udbff]$/u, "");
    return `${begin ? "…" : ""}${piece}${begin + LENGTH < text.length ? "…" : ""}`;
  };
  const itemOf = ([url, name, date], units) => {
    const title = make("a", "", ...marked(name, units));
    title.href = way + url || "./";
    const item = make("li", "", title);
    if (date) item.append(make("span", "search-date", date));
    return item;
  };
  const passageOf = ([url], [anchor, speaker, text], units, words) => {
    const link = make("a", "");
    link.href = (way + url || "./") + (anchor ? `#${encodeURIComponent(anchor)}` : "");
    if (speaker) link.append(make("b", "search-speaker", speaker), words.colon);
    link.append(...marked(around(text, units), units));
    return make("p", "context", link);
  };
  const counted = (list, place, numbers, words) => {
    const count = place >= numbers.length ? list.children.length : numbers.length;
    return filled(count === 1 ? words.one : count ? words.many : words.none, { count });
  };
  const filled = (form, values) => form.replace(/\{(\w+)\}/gu, (_, name) => values[name]);

  // The page of results.
  const form = document.querySelector("main form.bd-search");
  const results = document.getElementById("search-results");
  const status = document.getElementById("search-progress");
  const given = new URLSearchParams(location.search);
  const chosen = {};
  let turn = 0;
  const facetsOf = (sets, numbers, words, again) => {
    const here = new Set(numbers);
    const groups = [];
    for (const kind of ["speaker", "tag", "year"]) {
      const values = (sets[kind] || [])
        .map(([name, pages]) => [name, [...pages].filter((page) => here.has(page)).length])
        .filter(([name, count]) => count || chosen[kind] === name);
      values.sort((one, other) => (kind === "year" ? other[0] - one[0] : other[1] - one[1]));
      if (values.length < 2 && !chosen[kind]) continue;
      const group = make("div", "search-facet", make("span", "search-facet-name", words[kind]));
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", words[kind]);
      for (const [name, count] of values.slice(0, 8)) {
        const button = make("button", "", name, " ", make("span", "search-count", String(count)));
        button.type = "button";
        button.setAttribute("aria-pressed", String(chosen[kind] === name));
        button.addEventListener("click", () => {
          if (chosen[kind] === name) delete chosen[kind];
          else chosen[kind] = name;
          again();
        });
        group.append(button);
      }
      groups.push(group);
    }
    return groups;
  };
  const answer = async (question) => {
    const mine = ++turn;
    const [, words] = await start();
    const address = new URL(location.href);
    address.search = new URLSearchParams({ q: question, ...chosen }).toString();
    history.replaceState(null, "", address);
    if (!runsOf(question).length) {
      results.replaceChildren();
      status.textContent = "";
      return;
    }
    const found = await search(question, chosen);
    if (mine !== turn) return;
    const still = () => mine === turn;
    const list = make("ul", "search");
    const facets = make("div", "search-facets");
    results.replaceChildren(facets, list);
    let next = await show(list, found, AT_ONCE, 0, words, still);
    if (!still()) return;
    const tell = () => {
      status.textContent = counted(list, next, found.numbers, words);
    };
    tell();
    const sets = found.numbers.length ? await facetSets() : {};
    if (!still()) return;
    facets.append(...facetsOf(sets, found.numbers, words, () => answer(question)));
    const more = make("button", "search-more", words.more);
    more.type = "button";
    more.addEventListener("click", async () => {
      next = await show(list, found, AT_ONCE, next, words, still);
      tell();
      if (next >= found.numbers.length) more.remove();
    });
    if (next < found.numbers.length) results.append(more);
  };
  const fallBack = async () => {
    // Sphinx's own search, should the index be missing.
    for (const address of (results.dataset.fallback || "").split(" ").filter(Boolean)) {
      await new Promise((done) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = script.onerror = done;
        document.head.append(script);
      });
    }
  };
  const soon = (action, pause = 40) => {
    let waiting = 0;
    return (...values) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => action(...values), pause);
    };
  };
  if (form && results) {
    const field = form.elements.namedItem("q");
    field.value = given.get("q") || "";
    for (const kind of ["speaker", "tag", "year"]) if (given.get(kind)) chosen[kind] = given.get(kind);
    start().then(() => {
      getAhead();
      return answer(field.value);
    }, fallBack);
    field.addEventListener("input", soon(() => answer(field.value)));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer(field.value);
    });
  }

  // The dialog that any page opens: the first results while typing.
  const dialog = document.getElementById("pst-search-dialog");
  const asked = dialog && dialog.querySelector("form");
  if (asked && !results) {
    const field = asked.elements.namedItem("q");
    const list = make("ul", "search");
    const live = make("div", "search-live", list);
    const note = make("p", "search-note");
    note.setAttribute("role", "status");
    live.append(note);
    let last = 0;
    const preview = async () => {
      const mine = ++last;
      const question = field.value;
      if (!runsOf(question).length) {
        live.remove();
        return;
      }
      const [, words] = await start();
      const found = await search(question, {});
      if (mine !== last) return;
      list.replaceChildren();
      asked.after(live);
      const next = await show(list, found, IN_DIALOG, 0, words, () => mine === last);
      if (mine === last) note.textContent = counted(list, next, found.numbers, words);
    };
    const quietly = () => preview().catch(() => live.remove());
    field.addEventListener("focus", getAhead, { once: true });
    field.addEventListener("input", soon(quietly));
    // A link to the page that is open only moves in it.
    live.addEventListener("click", (event) => event.target.closest("a") && dialog.close());
  }
})();
