/* Search, as far as every page needs it: loads what answers questions as soon as a reader is about to ask one.
   The index lies in small scripts (koushu/search), and not in files to be requested, so that a site opened as files
   can be searched as well. */
"use strict";
(() => {
  const source = document.currentScript;
  const base = new URL("../search-index/", source.src);

  // A script hands its data over, and the promise of its address is kept.
  const arrived = new Map();
  const take = (data) => arrived.set(document.currentScript.src, data);
  const loading = new Map();
  const load = (path) => {
    const address = new URL(path, base).href;
    if (!loading.has(address)) {
      loading.set(address, new Promise((done, fail) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = () => done(arrived.get(address));
        script.onerror = () => {
          loading.delete(address);
          fail(new Error(address));
        };
        document.head.append(script);
      }));
    }
    return loading.get(address);
  };
  let opened = null;
  const open = () => {
    opened ??= Promise.all([load("manifest.js"), load("engine.js")]).catch((error) => {
      opened = null;
      throw error;
    });
    return opened;
  };
  const way = source.getAttribute("src").replace(/_static\/.*$/u, "");
  globalThis.koushuSearch = { way, load, open, manifest: take, block: take, heads: take, text: take, facets: take, facet: take };

  const dialog = document.getElementById("pst-search-dialog");
  const results = document.getElementById("search-results");
  const fail = () => {
    const status = document.getElementById("search-progress");
    if (status) status.textContent = status.dataset.failed;
  };
  const ahead = () => open().then(([manifest]) => koushuSearch.ahead(manifest), fail);
  if (results) ahead();
  if (!dialog) return;
  const field = dialog.querySelector("input");
  if (!results) field.addEventListener("focus", ahead, { once: true });
  for (const button of document.querySelectorAll(".search-button__button, .search-button-field")) {
    for (const sign of ["pointerenter", "touchstart", "focus"]) {
      button.addEventListener(sign, ahead, { once: true, passive: true });
    }
  }
  const writes = (target) => target.closest("input, textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
    event.preventDefault();
    const main = document.querySelector("main form.bd-search input");
    if (main) main.select();
    else if (!dialog.open) dialog.showModal();
    (main || field).focus();
  });
})();
