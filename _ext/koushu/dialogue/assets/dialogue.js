/* What a reader can do with a dialogue: follow one speaker, copy and cite a turn, play from it, and arrive at a turn
   whose words have changed since the link was made. The page says all it has to say without this script. */
"use strict";
(() => {
  const PIECE = 4; // letters of an opening that make one mark of an anchor; as in anchors.py
  const SHIFT = 16; // how far an old opening may have moved
  const TOOLS = ".lead, .permalink, .turn-tools, .turn-panel, .footnote-reference, .headerlink";

  /* Parts of a page. One page may hold many posts, each with data of its own in its first dialogue. */

  const posts = [];
  const gather = () => {
    posts.length = 0;
    for (const dialogue of document.querySelectorAll("section.dialogue")) {
      const data = dialogue.querySelector("script.dialogue-data");
      if (data) posts.push({ ...JSON.parse(data.textContent), dialogues: [], turns: [] });
      const post = posts.at(-1);
      if (!post) continue;
      post.dialogues.push(dialogue);
      post.turns.push(...dialogue.querySelectorAll(".turn"));
    }
  };

  const say = (post, key, values = {}) =>
    post.words[key].replace(/\{(\w+)\}/g, (blank, name) => (name in values ? values[name] : blank));

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  const button = (text, action, attributes = {}) => {
    const element = make("button", { type: "button", ...attributes }, text);
    element.addEventListener("click", action);
    return element;
  };

  const speakersOf = (turn) => turn.dataset.speaker.split(" ");

  /* Following one speaker, or a few. */

  const chosen = new Set();

  const showChosen = () => {
    for (const post of posts) {
      const here = post.turns.some((turn) => speakersOf(turn).some((one) => chosen.has(one)));
      for (const turn of post.turns) turn.hidden = here && !speakersOf(turn).some((one) => chosen.has(one));
      for (const one of post.choices) one.setAttribute("aria-pressed", String(chosen.has(one.dataset.speaker)));
      if (!post.state) continue;
      const count = post.turns.filter((turn) => !turn.hidden).length;
      const total = post.turns.length;
      post.all.hidden = count === total;
      post.said = post.said || count !== total;
      if (post.said) post.state.textContent = say(post, count === total ? "all_turns_shown" : "turns_shown", { count, total });
    }
    const address = new URL(location.href);
    address.searchParams.delete("speaker");
    for (const one of chosen) address.searchParams.append("speaker", one);
    if (address.href === location.href) return;
    try {
      history.replaceState(history.state, "", address);
    } catch (refused) {
      // Pages opened as files may not change their address.
    }
  };

  const showAll = () => {
    chosen.clear();
    showChosen();
  };

  const addChoices = (post) => {
    post.choices = [];
    const cast = post.dialogues[0].querySelector("ul.cast");
    if (!cast) return;
    for (const old of cast.parentElement.querySelectorAll(".cast .only, .cast + .shown")) old.remove();
    for (const card of cast.querySelectorAll("li[data-speaker]")) {
      const speaker = card.dataset.speaker;
      const name = post.speakers[speaker] || card.querySelector("b").textContent;
      const choose = () => {
        if (!chosen.delete(speaker)) chosen.add(speaker);
        showChosen();
      };
      const label = say(post, "only_speaker", { name });
      const choice = button(say(post, "only"), choose, { class: "only", "aria-pressed": "false", "aria-label": label });
      choice.dataset.speaker = speaker;
      card.append(choice);
      post.choices.push(choice);
    }
    post.state = make("span", { role: "status" });
    post.all = button(say(post, "show_all"), () => {
      showAll();
      post.choices[0].focus();
    });
    post.all.hidden = true;
    cast.after(make("p", { class: "shown" }, post.state, " ", post.all));
  };

  /* Words of a turn, where they come from, and the three forms of a citation. */

  const wordsOf = (turn) => {
    const blocks = [...turn.children].filter((block) => !block.matches(TOOLS) && block.localName !== "span");
    const texts = blocks.map((block) => {
      if (block.localName !== "p") return block.innerText;
      const copy = block.cloneNode(true);
      for (const part of copy.querySelectorAll(TOOLS)) part.remove();
      for (const line of copy.querySelectorAll("br")) line.replaceWith("\n");
      return copy.textContent;
    });
    return texts.map((text) => text.trim()).filter(Boolean).join("\n\n");
  };

  const selectedIn = (turn) => {
    const selection = getSelection();
    const inside = !selection.isCollapsed && turn.contains(selection.anchorNode) && turn.contains(selection.focusNode);
    return inside ? selection.toString().trim() : "";
  };

  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  };

  const addressOf = (turn) => {
    const link = turn.querySelector(".permalink");
    const canonical = document.querySelector("link[rel=canonical]");
    const address = new URL(canonical ? canonical.href : location.href);
    address.search = "";
    address.hash = link ? link.hash : turn.id;
    return decodeURI(address.href);
  };

  const clockOf = (code) => code.textContent.replace(/[^\d:.,]/g, "");

  const factsOf = (post, turn) => {
    const speakers = speakersOf(turn).map((one) => post.speakers[one] || one);
    const time = turn.querySelector(".timecode");
    return {
      speakers,
      authors: post.authors.filter((one) => !speakers.includes(one)),
      time: time ? clockOf(time) : "",
      address: addressOf(turn),
    };
  };

  const sourceOf = (post, facts, withAuthors) => {
    const names = (list) => list.join(say(post, "comma"));
    const parts = [names(facts.speakers), say(post, "cited_title", { title: post.title })];
    if (withAuthors) parts.push(names(facts.authors));
    return [...parts, post.site, post.date, facts.time].filter(Boolean).join(say(post, "clause"));
  };

  // Forms and signs as koushu/posts/citing.py has them; BibTeX counts braces even behind a backslash.
  const BIBTEX = {
    "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
    "{": "\\textbraceleft{}", "}": "\\textbraceright{}",
  };
  const bibtex = (text) => text.replace(/[\\~^{}%&$#_]/g, (char) => BIBTEX[char] || `\\${char}`);
  const bibtexNames = (list) => list.map((name) => (/,|\sand\s/i.test(name) ? `{${bibtex(name)}}` : bibtex(name))).join(" and ");
  const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

  const CITATIONS = {
    plain: (post, facts) =>
      [sourceOf(post, facts, true), say(post, "accessed", { date: today() }), facts.address].join(say(post, "clause")),
    bibtex: (post, facts, turn) => {
      const [year, month] = post.date.split("-");
      const key = [...turn.dataset.speaker.split(/[^a-z0-9]+/i), year, turn.id.split("-").at(-1).split(".")[0]];
      const fields = {
        author: `{${bibtexNames(facts.speakers)}}`,
        title: `{${bibtex(post.title)}}`,
        editor: facts.authors.length && `{${bibtexNames(facts.authors)}}`,
        howpublished: `{${bibtex(post.site)}}`,
        year: year && `{${year}}`,
        month: month && MONTHS[month - 1],
        note: facts.time && `{${facts.time}}`,
        url: `{${facts.address}}`,
        urldate: `{${today()}}`,
      };
      const lines = Object.entries(fields).filter(([, value]) => value).map(([name, value]) => `  ${name} = ${value},`);
      return [`@misc{${key.filter(Boolean).join("-")},`, ...lines, "}"].join("\n");
    },
    gbt7714: (post, facts) => {
      const names = (list) => list.slice(0, 3).join(", ") + (list.length > 3 ? say(post, "and_others") : "");
      const host = [names(facts.authors), post.title, `${post.site}, `].filter(Boolean).join(". ");
      const date = post.date ? `(${post.date})` : "";
      const remark = `${names(facts.speakers)}. ${say(post, "remark")}[EB/OL]`;
      return `${remark}//${host}${date}[${today()}]. ${facts.address}.`;
    },
  };

  /* Copying: only what a reader asks for by a button; plain copying stays what it is. */

  let panel = null;
  let opener = null;

  const copyByCommand = (text) => {
    const focused = document.activeElement;
    const field = make("textarea", { class: "copy-field", readonly: "", tabindex: "-1" });
    field.value = text;
    // Inside the panel, which closes when the focus leaves it.
    (panel || document.body).append(field);
    field.select();
    const done = document.execCommand("copy");
    focused.focus();
    field.remove();
    return done;
  };

  const copy = async (text, html) => {
    try {
      if (!html) await navigator.clipboard.writeText(text);
      else {
        const blob = (type, content) => ({ [type]: new Blob([content], { type }) });
        const item = new ClipboardItem({ ...blob("text/plain", text), ...blob("text/html", html) });
        await navigator.clipboard.write([item]);
      }
      return true;
    } catch (refused) {
      return copyByCommand(text);
    }
  };

  const quotation = (post, turn) => {
    const facts = factsOf(post, turn);
    const words = selectedIn(turn) || wordsOf(turn);
    const source = say(post, "attribution", { name: sourceOf(post, facts, false) });
    const quote = make("blockquote", { cite: facts.address });
    for (const paragraph of words.split(/\n{2,}/)) quote.append(make("p", {}, paragraph));
    const link = make("a", { href: facts.address }, facts.address);
    const html = quote.outerHTML + make("p", {}, source, make("br"), link).outerHTML;
    return [`${words}\n\n${source}\n${facts.address}`, html];
  };

  /* The panel of a turn. There is one at a time, inside its turn, so that keys reach it in reading order. */

  const closePanel = (giveFocus) => {
    if (!panel) return;
    panel.remove();
    opener.setAttribute("aria-expanded", "false");
    if (giveFocus) opener.focus();
    panel = opener = null;
  };

  const openPanel = (post, turn, from) => {
    closePanel(false);
    const facts = factsOf(post, turn);
    const status = make("span", { class: "panel-status", role: "status" });
    const text = make("pre", { class: "citation", tabindex: "0", "aria-label": say(post, "citation") });
    const report = (done) => {
      status.textContent = say(post, done ? "copied" : "copy_by_hand");
      if (!done) getSelection().selectAllChildren(text);
    };
    const copyNow = async (content, html) => {
      status.textContent = "";
      const done = await copy(content, html);
      if (!done) text.textContent = content;
      report(done);
    };
    const forms = [
      ["plain", say(post, "citation_plain")],
      ["bibtex", "BibTeX"],
      ["gbt7714", "GB/T 7714"],
    ].map(([form, name]) => button(name, () => show(form), { "data-form": form }));
    const show = (form) => {
      text.textContent = CITATIONS[form](post, facts, turn);
      for (const one of forms) one.setAttribute("aria-pressed", String(one.dataset.form === form));
    };
    show("plain");
    panel = make(
      "div",
      { class: "turn-panel", role: "dialog", "aria-label": from.getAttribute("aria-label") },
      make(
        "p",
        { class: "panel-actions" },
        button(say(post, "copy_with_source"), () => copyNow(...quotation(post, turn)), { class: "main" }),
        button(say(post, "copy_link"), () => copyNow(facts.address)),
      ),
      make("p", { class: "panel-forms", role: "group", "aria-label": say(post, "citation") }, ...forms),
      text,
      make("p", { class: "panel-actions" }, button(say(post, "copy_citation"), () => copyNow(text.textContent)), status),
      button("", () => closePanel(true), { class: "panel-close", "aria-label": say(post, "close") }),
    );
    // The panel's own buttons leave what the reader has selected in the turn as it is.
    panel.addEventListener("pointerdown", (event) => event.target.closest("button") && event.preventDefault());
    panel.addEventListener("focusout", (event) => {
      const next = event.relatedTarget;
      if (next && panel && !panel.contains(next) && next !== opener) closePanel(false);
    });
    opener = from;
    opener.setAttribute("aria-expanded", "true");
    from.after(panel);
    panel.querySelector("button").focus({ preventScroll: true });
    panel.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closePanel(true);
  });
  document.addEventListener("pointerdown", (event) => {
    if (panel && !panel.contains(event.target) && event.target !== opener) closePanel(false);
  });

  const addTools = (post) => {
    post.turns.forEach((turn, index) => {
      const label = say(post, "cite_turn", { number: index + 1 });
      const tools = button("", () => (opener === tools ? closePanel(true) : openPanel(post, turn, tools)), {
        class: "turn-tools",
        "aria-label": label,
        "aria-haspopup": "dialog",
        "aria-expanded": "false",
      });
      // So that pressing it keeps the reader's selection.
      tools.addEventListener("pointerdown", (event) => event.preventDefault());
      turn.querySelector(":scope > .turn-tools")?.remove();
      turn.append(tools);
    });
  };

  /* Playing from a turn, and showing which one is heard. */

  const orders = new WeakMap(); // Recording -> its turns in the order of their times.

  const addTimes = (post) => {
    const recording = post.dialogues.map((dialogue) => dialogue.querySelector(".recording")).find(Boolean);
    if (!recording) return;
    const timed = post.turns.filter((turn) => turn.dataset.time);
    for (const turn of timed) {
      const code = turn.querySelector(".timecode:not(.seek)");
      if (!code) continue;
      const play = () => {
        recording.currentTime = Number(turn.dataset.time);
        recording.play().catch(() => {});
      };
      const label = say(post, "play_from", { time: clockOf(code) });
      const seek = button(code.textContent, play, { class: `${code.className} seek`, "aria-label": label });
      code.replaceWith(seek);
    }
    const known = orders.has(recording);
    orders.set(recording, [...timed].sort((one, other) => one.dataset.time - other.dataset.time));
    if (known) return;
    let current = null;
    const mark = () => {
      const now = recording.currentTime;
      let heard = recording.ended ? undefined : orders.get(recording).findLast((turn) => Number(turn.dataset.time) <= now);
      if (heard && heard.dataset.end && Number(heard.dataset.end) < now) heard = undefined;
      if (heard === current) return;
      if (current) current.removeAttribute("aria-current");
      if (heard) heard.setAttribute("aria-current", "true");
      current = heard;
    };
    for (const name of ["timeupdate", "seeking", "ended"]) recording.addEventListener(name, mark);
  };

  /* Arriving: at the turn itself, or at the one most like it. */

  const lettersOf = (text) => Array.from(text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, ""));

  const encoder = new TextEncoder();

  const markOf = (letters) => {
    let sum = -1;
    for (const byte of encoder.encode(letters.join(""))) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ((~sum >>> 0) % 1296).toString(36).padStart(2, "0");
  };

  /* How many marks of an old opening stand in a turn at the same distance from where they stood. */
  const likeness = (turn, marks) => {
    const letters = lettersOf(wordsOf(turn)).slice(0, marks.length * PIECE + SHIFT);
    const found = new Map();
    for (let at = 0; at < letters.length; at++) {
      const mark = markOf(letters.slice(at, at + PIECE));
      marks.forEach((one, index) => {
        const shift = at - index * PIECE;
        if (one === mark && shift <= SHIFT && shift >= -SHIFT) found.set(shift, (found.get(shift) || 0) + 1);
      });
    }
    return Math.max(0, ...[...found].map(([shift, count]) => count - Math.abs(shift) / 1000));
  };

  const nearest = (anchor) => {
    const parts = /^t-(.+)-((?:[0-9a-z]{2})+)(?:\.[\w.]*)?$/.exec(anchor);
    if (!parts) return null;
    const marks = parts[2].match(/../g);
    let best = null;
    for (const turn of posts.flatMap((post) => post.turns)) {
      const same = speakersOf(turn).join("-") === parts[1];
      const like = likeness(turn, marks);
      const enough = same ? Math.ceil(marks.length / 3) : marks.length;
      if (like > enough - 0.5 && (!best || like + same > best.like)) best = { turn, like: like + same };
    }
    return best && best.turn;
  };

  const notify = (post, key) => {
    document.querySelector(".dialogue-notice")?.remove();
    const text = make("span", { role: "status" });
    const notice = make("div", { class: "dialogue-notice" }, text);
    notice.append(button("", () => notice.remove(), { class: "panel-close", "aria-label": say(post, "close") }));
    document.body.append(notice);
    // Readers of the screen announce what comes into a region that is there.
    requestAnimationFrame(() => {
      text.textContent = say(post, key);
    });
  };

  const postOf = (turn) => posts.find((post) => post.turns.includes(turn));

  const arrive = () => {
    let anchor = location.hash.slice(1);
    try {
      anchor = decodeURIComponent(anchor);
    } catch (malformed) {
      return;
    }
    const target = document.getElementById(anchor);
    const turn = target && target.closest(".turn");
    if (turn && turn.hidden) {
      showAll();
      turn.scrollIntoView();
    }
    if (target || !posts.length || !/^t-./.test(anchor)) return;
    const found = nearest(anchor);
    if (!found) {
      notify(posts[0], "turn_is_gone");
      posts[0].dialogues[0].scrollIntoView();
      return;
    }
    if (found.hidden) showAll();
    location.replace(`#${found.id}`);
    notify(postOf(found), "turn_has_changed");
  };

  const furnish = () => {
    closePanel(false);
    gather();
    for (const post of posts) {
      addChoices(post);
      addTools(post);
      addTimes(post);
    }
  };

  furnish();
  for (const one of new URLSearchParams(location.search).getAll("speaker")) {
    if (posts.some((post) => post.choices.some((choice) => choice.dataset.speaker === one))) chosen.add(one);
  }
  if (chosen.size) showChosen();
  arrive();
  addEventListener("hashchange", arrive);
  // Of the live preview: parts of the page have come or gone.
  document.addEventListener("koushu:changed", () => {
    furnish();
    if (chosen.size) showChosen();
  });
})();
