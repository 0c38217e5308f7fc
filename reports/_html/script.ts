/** All that the page does by script: search, open and close, the "/" key, links to one stack, printing. Plain JavaScript, in the page by its hash. */
export const SCRIPT = `
"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const search = document.getElementById("search");
  const found = document.getElementById("found");
  const stacks = all(".stack");
  const texts = new WeakMap();
  const textOf = element => {
    if (!texts.has(element)) texts.set(element, element.textContent.toLowerCase());
    return texts.get(element);
  };
  const holds = (element, words) => words.every(word => textOf(element).includes(word));
  // What the reader had open before a search opened more.
  let before;
  const openForSearch = () => (before ??= new Map(all("details").map(details => [details, details.open])));
  const restore = () => {
    before?.forEach((open, details) => (details.open = open));
    before = undefined;
  };
  const say = () => {
    const shown = stacks.filter(stack => stack.checkVisibility()).length;
    found.textContent = shown === stacks.length ? "" : shown === 0 ? "No stack matches." : "Showing " + shown + " of " + stacks.length + (stacks.length === 1 ? " stack." : " stacks.");
  };
  const find = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    if (words.length === 0) restore();
    else openForSearch();
    const hits = [];
    for (const stack of stacks) {
      const items = all(".item", stack);
      const head = stack.querySelector("summary") ?? stack;
      const ofHead = holds(head, words);
      const matching = items.filter(item => holds(item, words));
      stack.hidden = !(ofHead || matching.length > 0 || holds(stack, words));
      for (const item of items) item.hidden = !ofHead && matching.length > 0 && !matching.includes(item);
      if (words.length > 0 && !ofHead) hits.push(...matching);
    }
    // Opening thousands would take longer than reading them.
    for (const item of hits.slice(0, 200)) for (const details of [item.closest(".stack").querySelector("details"), item.querySelector("details")]) details.open = true;
    say();
  };
  let timer;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(find, 80);
  });
  const setAll = open => {
    before = undefined;
    for (const details of all(".stack details")) details.open = open;
  };
  document.getElementById("open-all").addEventListener("click", () => setAll(true));
  document.getElementById("close-all").addEventListener("click", () => setAll(false));
  for (const radio of all("input[name=show]")) radio.addEventListener("change", say);
  document.addEventListener("keydown", event => {
    if (event.key === "/" && event.target !== search && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape" && event.target === search) {
      search.value = "";
      find();
    }
  });
  document.querySelector(".filters").addEventListener("submit", event => event.preventDefault());
  const openTarget = () => {
    const target = location.hash.length > 1 && stacks.find(stack => "#" + stack.id === location.hash || "#" + encodeURI(stack.id) === location.hash);
    const details = target && target.querySelector("details");
    if (details) details.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", openTarget);
  let printed;
  addEventListener("beforeprint", () => {
    printed = all(".stack:not([hidden]) details:not([open])");
    for (const details of printed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of printed ?? []) details.open = false;
  });
  document.querySelector(".search").hidden = false;
  openTarget();
})();
`;
