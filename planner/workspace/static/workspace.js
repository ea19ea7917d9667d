"use strict";
// Files dropped on a form, progress of a job as it comes, and buttons that are pressed once.
document.querySelectorAll(".drop").forEach((zone) => {
  const input = zone.querySelector("input[type=file]");
  const over = (on) => (event) => { event.preventDefault(); zone.classList.toggle("over", on); };
  zone.addEventListener("dragover", over(true));
  zone.addEventListener("dragleave", over(false));
  zone.addEventListener("drop", (event) => {
    over(false)(event);
    input.files = event.dataTransfer.files;
    zone.closest("form").requestSubmit();
  });
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (!form.hasAttribute("hx-post") || form.hasAttribute("data-keep")) {
    form.dataset.sent = "1";
    window.setTimeout(() => { delete form.dataset.sent; }, 5000);
  }
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
document.querySelectorAll("[data-submit-on-change]").forEach((field) => field.addEventListener("change", () => field.form.requestSubmit()));
document.querySelectorAll("[data-events]").forEach((list) => {
  const seen = new Set([...list.querySelectorAll("[data-seq]")].map((row) => row.dataset.seq));
  const last = Math.max(0, ...[...seen].map(Number));
  const source = new EventSource(`${list.dataset.events}?after=${last}`);
  source.addEventListener("progress", (event) => {
    const told = JSON.parse(event.data);
    if (seen.has(String(told.seq))) return;
    seen.add(String(told.seq));
    const row = document.createElement("li");
    row.textContent = [told.kind, told.question, told.variant, told.seconds === undefined ? "" : `${told.seconds} s`,
      told.cost === undefined || told.cost === null ? "" : `€ ${told.cost}`, told.state].filter(Boolean).join(" · ");
    list.prepend(row);
    while (list.children.length > 60) list.lastChild.remove();
  });
  source.addEventListener("over", () => { source.close(); window.location.reload(); });
});
document.body.addEventListener("htmx:afterSwap", (event) => {
  const said = event.detail.target.querySelector("[data-said]") || event.detail.elt.querySelector?.("[data-said]");
  const live = document.getElementById("live");
  if (said && live) live.textContent = said.dataset.said;
});
