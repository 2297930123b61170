/* What the theme's script leaves out: the state of the buttons for light and dark, and keys for what scrolls. */
"use strict";
(() => {
  const root = document.documentElement;

  const showMode = () => {
    for (const button of document.querySelectorAll(".theme-change-button")) {
      button.setAttribute("aria-pressed", String(button.dataset.mode === root.dataset.mode));
    }
  };
  new MutationObserver(showMode).observe(root, { attributeFilter: ["data-mode"] });
  showMode();

  const wide = "div.math > .formula, .bd-article pre, .pst-scrollable-table-container";
  const letScroll = () => {
    for (const element of document.querySelectorAll(wide)) {
      if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
      else element.removeAttribute("tabindex");
    }
  };
  let waiting = 0;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(letScroll, 350);
  });
  addEventListener("load", () => setTimeout(letScroll));

  const field = document.querySelector("main .bd-search input");
  if (field) field.focus();
})();
