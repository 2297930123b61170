/* What the page does: light and dark, the two drawers of small screens, the search box, the mark in the contents,
   and keys for what scrolls. Where the theme's own script is loaded too, the first four are its business. */
"use strict";
(() => {
  const root = document.documentElement;
  const find = (selector) => document.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const wide = matchMedia("(min-width: 992px)");

  /* Light and dark. */

  const showMode = () => {
    for (const button of all(".theme-change-button")) {
      button.setAttribute("aria-pressed", String(button.dataset.mode === root.dataset.mode));
    }
  };
  new MutationObserver(showMode).observe(root, { attributeFilter: ["data-mode"] });
  showMode();

  const followSystem = () => {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const apply = () => {
      const mode = root.dataset.mode;
      root.dataset.theme = mode !== "auto" ? mode : system.matches ? "dark" : "light";
    };
    system.addEventListener("change", apply);
    document.addEventListener("click", (event) => {
      const button = event.target.closest(".theme-change-button");
      if (!button) return;
      root.dataset.mode = button.dataset.mode;
      apply();
      try {
        localStorage.setItem("mode", root.dataset.mode);
      } catch (refused) {}
    });
  };

  /* Dialogs: a click beside one closes it, and the Escape key. */

  const letClose = (dialog) => {
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) {
        const box = dialog.getBoundingClientRect();
        const { clientX: x, clientY: y } = event;
        if (x < box.left || x > box.right || y < box.top || y > box.bottom) dialog.close();
      }
    });
    // Sphinx's script for highlighting takes this key from the browser.
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "Escape") dialog.close();
    });
  };

  const makeDrawer = (button, side, column) => {
    if (!button || !column) return;
    const dialog = document.createElement("dialog");
    dialog.id = `${column.id}-modal`;
    dialog.className = `drawer ${side}`;
    dialog.setAttribute("aria-label", button.getAttribute("aria-label"));
    column.before(dialog);
    const move = (from, to) => to.append(...from.childNodes);
    button.addEventListener("click", () => {
      if (wide.matches && button.classList.contains("primary-toggle")) {
        const hidden = column.classList.toggle("pst-sidebar-hidden");
        button.setAttribute("aria-expanded", String(!hidden));
        return;
      }
      move(column, dialog);
      dialog.showModal();
    });
    dialog.addEventListener("close", () => {
      move(dialog, column);
      button.focus();
    });
    dialog.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (link && link.hash && link.pathname === location.pathname) dialog.close();
    });
    letClose(dialog);
  };

  const prepareSearch = () => {
    const dialog = find("#pst-search-dialog");
    const inPage = find("main .bd-search input");
    const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
    for (const key of all(".site-search kbd kbd")) if (isMac) key.textContent = "⌘";
    if (dialog) letClose(dialog);
    const toggle = () => {
      if (inPage) inPage.select();
      else if (dialog && dialog.open) dialog.close();
      else if (dialog) dialog.showModal();
    };
    for (const button of all(".search-button__button")) button.addEventListener("click", toggle);
    addEventListener("keydown", (event) => {
      if (!(isMac ? event.metaKey : event.ctrlKey) || event.shiftKey || event.altKey) return;
      if (event.key.toLowerCase() !== "k" || !(inPage || dialog)) return;
      event.preventDefault();
      toggle();
    });
  };

  /* The heading that is read now, in the contents of the page. */

  const followReading = () => {
    const links = new Map();
    for (const link of all("#pst-page-toc-nav a[href^='#']")) {
      const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (target) links.set(target.querySelector("h1, h2, h3, h4, h5, h6") || target, link);
    }
    const mark = (current) => {
      for (const link of links.values()) {
        link.classList.toggle("active", link === current);
        if (link === current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
      for (const entry of all("#pst-page-toc-nav li")) {
        entry.classList.toggle("active", entry.contains(current));
      }
    };
    const seen = new IntersectionObserver(
      (entries) => {
        const shown = entries.filter((entry) => entry.isIntersecting).pop();
        if (shown) mark(links.get(shown.target));
      },
      { rootMargin: "0px 0px -70% 0px" },
    );
    for (const heading of links.keys()) seen.observe(heading);
  };

  if (!find("script[src*='pydata-sphinx-theme.js']")) {
    followSystem();
    makeDrawer(find(".primary-toggle"), "drawer-start", find("#pst-primary-sidebar"));
    makeDrawer(find(".secondary-toggle"), "drawer-end", find("#pst-secondary-sidebar"));
    prepareSearch();
    followReading();
  }

  /* What scrolls in itself can be reached by key. */

  const scrolling = "div.math > .formula, .bd-article pre, .pst-scrollable-table-container";
  const letScroll = () => {
    const sizes = all(scrolling).map((element) => [element, element.scrollWidth > element.clientWidth]);
    for (const [element, scrolls] of sizes) {
      if (scrolls) element.tabIndex = 0;
      else element.removeAttribute("tabindex");
    }
  };
  let waiting = 0;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(letScroll, 350);
  });
  addEventListener("load", () => setTimeout(letScroll));

  const field = find("main .bd-search input");
  if (field) field.focus();
})();
