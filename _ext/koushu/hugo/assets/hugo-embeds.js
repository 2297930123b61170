// Puts a button on each card of a film; the player is loaded only when the reader presses it.
"use strict";

for (const card of document.querySelectorAll(".embed[data-player]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "embed-play";
  button.textContent = card.dataset.play;
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    const address = new URL(card.dataset.player);
    address.searchParams.set("autoplay", "1");
    frame.src = address.href;
    frame.title = card.querySelector(".embed-title").textContent;
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    card.classList.add("embed-playing");
    card.replaceChildren(frame);
    frame.focus();
  });
  card.prepend(button);
}
