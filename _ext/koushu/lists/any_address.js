/* On the page for lost addresses: where the site lies, seen from the address at which the page is shown. */
"use strict";
(() => {
  const own = document.currentScript;
  const told = own.dataset.root;
  const here = location.pathname;

  const settle = (root) => {
    const names = ["href", "action", "src", "srcset", "data-content_root"];
    for (const name of root === told ? [] : names) {
      for (const element of document.querySelectorAll(`[${name}^="${told}"]`)) {
        const way = element.getAttribute(name);
        if (!way.startsWith("//")) element.setAttribute(name, root + way.slice(told.length));
      }
    }
    // In their order, which scripts without this would not keep.
    for (const waiting of document.querySelectorAll("script[data-src]")) {
      const script = document.createElement("script");
      for (const { name, value } of waiting.attributes) if (name !== "data-src") script.setAttribute(name, value);
      script.async = false;
      script.setAttribute("src", root + waiting.dataset.src.slice(told.length));
      waiting.replaceWith(script);
    }
  };

  const seek = async () => {
    const above = here.split("/").slice(1, -1).map((_, depth, names) => `/${names.slice(0, depth + 1).join("/")}/`);
    for (const root of new Set([told, "/", ...above])) {
      try {
        const answer = await fetch(root + own.dataset.probe, { method: "HEAD" });
        if (answer.ok) return root;
      } catch (refused) {}
    }
    return told;
  };

  // An address of its own, which says where it lies.
  if (/\/404(\.html|\/)?$/u.test(here)) settle(here.replace(/\/404(\.html|\/)?$/u, "/"));
  else if (!own.dataset.probe || (told !== "/" && here.startsWith(told))) settle(told);
  else seek().then(settle);
})();
