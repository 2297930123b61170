/* What readers can do below a post: copy its citation, and load its comments, which no page asks for by itself. */
"use strict";
(() => {
  const root = document.documentElement;

  /* Citations: complete without this script but for the day on which they are read. */

  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  };

  const address = () => {
    const canonical = document.querySelector("link[rel=canonical]");
    const here = new URL(canonical ? canonical.href : location.href);
    here.search = here.hash = "";
    return here.href;
  };

  const copy = async (place) => {
    try {
      await navigator.clipboard.writeText(place.textContent);
      return true;
    } catch (refused) {
      getSelection().selectAllChildren(place);
      return document.execCommand("copy");
    }
  };

  const save = (text, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain;charset=utf-8" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  const addButtons = (form) => {
    const place = form.querySelector("pre");
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    const add = (text, action) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      button.setAttribute("aria-label", `${text} (${form.querySelector("figcaption").textContent})`);
      button.addEventListener("click", action);
      place.before(button);
    };
    add(cite.dataset.copy, async () => {
      status.textContent = "";
      status.textContent = (await copy(place)) ? cite.dataset.copied : cite.dataset.byHand;
    });
    const name = form.dataset.file;
    if (name) add(cite.dataset.save.replace("{name}", name), () => save(place.textContent, name));
    place.before(status);
  };

  const cite = document.querySelector("details.post-cite");
  if (cite) {
    for (const blank of cite.querySelectorAll("[data-text]")) {
      blank.textContent = blank.dataset.text.replace("{date}", today()).replace("{address}", address());
    }
    for (const form of cite.querySelectorAll(".cite-form")) addButtons(form);
  }

  /* Comments: another site keeps them. It is contacted when the button is pressed, and follows light and dark. */

  const place = document.querySelector(".post-comments");
  if (!place) return;
  const { script: source, light, dark, attributes, failed } = place.dataset;
  const button = place.querySelector("button");
  const status = place.querySelector("[role=status]");
  const theme = () => (root.dataset.theme === "dark" ? dark : light);
  const isGiscus = source.startsWith("https://giscus.app/");

  const tell = () => {
    const frame = place.querySelector("iframe");
    if (!frame) return;
    const message = isGiscus ? { giscus: { setConfig: { theme: theme() } } } : { type: "set-theme", theme: theme() };
    frame.contentWindow.postMessage(message, new URL(source).origin);
  };

  button.addEventListener("click", () => {
    button.disabled = true;
    status.textContent = "";
    const script = document.createElement("script");
    const all = { ...JSON.parse(attributes), [isGiscus ? "data-theme" : "theme"]: theme() };
    for (const [name, value] of Object.entries(all)) script.setAttribute(name, value);
    script.crossOrigin = "anonymous";
    script.async = true;
    script.src = source;
    script.addEventListener("load", () => button.remove());
    script.addEventListener("error", () => {
      script.remove();
      button.disabled = false;
      status.textContent = failed;
    });
    place.append(script);
    new MutationObserver(tell).observe(root, { attributeFilter: ["data-theme"] });
  });
})();
