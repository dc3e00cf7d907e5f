"use strict";
// Opens, finds and jumps; the page is whole without it.
(() => {
  const find = document.getElementById("find");
  if (find) {
    find.closest("p").hidden = false;
    const found = document.getElementById("found");
    const items = [...document.querySelectorAll("ol.claims > li")];
    find.addEventListener("input", () => {
      const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const item of items) {
        const text = item.textContent.toLowerCase();
        item.hidden = !words.every((word) => text.includes(word));
        if (!item.hidden) shown += 1;
      }
      found.textContent = words.length > 0 ? shown + " of " + items.length : "";
    });
  }
  // A link to a claim that the search has hidden shows it again.
  addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.hidden) target.hidden = false;
  });
  // Escape closes the evidence that holds the focus.
  addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && event.target.closest?.("details[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });
})();
