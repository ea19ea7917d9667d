"use strict";
// The page reads without this script; it adds the language switch, the filters, and opens what a link or a printer asks for.
(() => {
  const all = (selector, under = document) => [...under.querySelectorAll(selector)];
  const main = () => document.querySelector("main");
  const pages = { nl: main(), en: null };
  let narrowed = false;

  function ready() {
    all("[hidden].language, [hidden].filters").forEach((node) => (node.hidden = false));
    if (matchMedia("(max-width: 640px)").matches) all(".filters > details").forEach((node) => (node.open = false));
    narrow();
  }

  // Language: the other page takes the place of this one, with the same filters set, the same parts open and the same part in view.
  function speak(language) {
    const from = main();
    pages[language] ??= document.importNode(document.getElementById("english").content, true).querySelector("main");
    const to = pages[language];
    const fresh = all("[hidden].language", to).length > 0;
    const near = all("h1, h2, h3, h4", from).findIndex((node) => node.getBoundingClientRect().bottom > 0);
    const offset = near < 0 ? 0 : all("h1, h2, h3, h4", from)[near].getBoundingClientRect().top;
    const values = all("[name]", from).map((field) => field.value);
    const open = all("details", from).map((node) => node.open);
    from.replaceWith(to);
    document.documentElement.lang = language;
    document.title = to.dataset.title;
    all("[name]", to).forEach((field, i) => (field.value = values[i]));
    all("details", to).forEach((node, i) => (node.open = open[i]));
    if (fresh) all("[hidden].language, [hidden].filters", to).forEach((node) => (node.hidden = false));
    narrow(false);
    document.dispatchEvent(new Event("spoken"));
    if (near >= 0) scrollBy(0, all("h1, h2, h3, h4", to)[near].getBoundingClientRect().top - offset);
    to.querySelector(".language").focus({ preventScroll: true });
  }

  // Filters: a row stays when it has every chosen token; a choice of a kind that the row knows nothing of does not touch it.
  function narrow(opening = true) {
    const form = document.querySelector(".filters");
    if (!form) return;
    const chosen = all("select", form).map((field) => field.value).filter(Boolean);
    const sought = form.elements.find.value.trim().toLowerCase();
    all("[data-f]").forEach((row) => {
      const tokens = row.dataset.f.split(" ");
      const fits = chosen.every((one) => tokens.includes(one) || !tokens.some((token) => token[0] === one[0]));
      row.hidden = !fits || (sought !== "" && row.dataset.find !== undefined && !row.dataset.find.includes(sought));
    });
    document.dispatchEvent(new CustomEvent("narrowed", { detail: chosen }));
    const active = chosen.length > 0 || sought !== "";
    all("[data-group]").reverse().forEach((group) => {
      group.hidden = !group.querySelector("[data-f]:not([hidden])");
      if (active && opening && group.matches("details")) group.open = !group.hidden;
    });
    if (!active && narrowed && opening) all("details.district").forEach((group) => (group.open = false));
    narrowed = active;
    all(".nothing").forEach((note) => {
      const rows = [];
      for (let node = note.previousElementSibling; node && node.tagName !== "H2"; node = node.previousElementSibling) rows.push(...all("[data-f]", node));
      note.hidden = rows.some((row) => !row.hidden);
    });
    const shown = form.querySelector("[role=status]"), works = all(".work");
    const numbers = { works: works.filter((row) => !row.hidden).length, all: works.length, streets: all(".street:not([hidden])").length };
    shown.textContent = shown.dataset.works.replace(/\{(\w+)\}/g, (_, key) => numbers[key]);
  }

  // A link into a part that is closed opens it.
  function reveal() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let node = target; node; node = node.parentElement) if (node.matches("details")) node.open = true;
    target.scrollIntoView();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".language");
    if (button) speak(button.lang);
    const link = event.target.closest('a[href^="#"]');
    if (link && link.getAttribute("href") === location.hash) reveal();
  });
  document.addEventListener("input", (event) => event.target.closest(".filters") && narrow());
  document.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("reset", () => setTimeout(narrow));
  addEventListener("hashchange", reveal);
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not(.more):not([open])");
    closed.forEach((node) => (node.open = true));
  });
  addEventListener("afterprint", () => closed.forEach((node) => (node.open = false)));
  ready();
  reveal();
})();
