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
  let last = Math.max(0, ...[...seen].map(Number));
  const over = () => window.location.reload();
  const show = (told) => {
    if (seen.has(String(told.seq))) return;
    seen.add(String(told.seq));
    last = Math.max(last, told.seq);
    const row = document.createElement("li");
    row.dataset.seq = told.seq;
    row.textContent = told.said;
    list.prepend(row);
    while (list.children.length > 60) list.lastChild.remove();
  };
  // Where no stream comes through, or the server is gone for a while, what is new is asked for every few seconds.
  const poll = () => fetch(`${list.dataset.events}?poll=1&after=${last}`)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
    .then((news) => { news.events.forEach(show); if (news.over) over(); else window.setTimeout(poll, 3000); })
    .catch(() => window.setTimeout(poll, 3000));
  const source = new EventSource(`${list.dataset.events}?after=${last}`);
  source.addEventListener("progress", (event) => show(JSON.parse(event.data)));
  source.addEventListener("over", () => { source.close(); over(); });
  source.addEventListener("error", () => { if (source.readyState === EventSource.CLOSED) window.setTimeout(poll, 3000); });
});
// What is being made at the moment: once the page no longer says so, it is shown.
document.querySelectorAll("[data-waits]").forEach(() => {
  const look = () => fetch(window.location.href)
    .then((answer) => (answer.ok ? answer.text() : "data-waits"))
    .catch(() => "data-waits")
    .then((text) => { if (text.includes("data-waits")) window.setTimeout(look, 4000); else window.location.reload(); });
  window.setTimeout(look, 4000);
});
const unreachable = () => {
  const place = document.getElementById("signed-out");
  const note = document.createElement("p");
  note.className = "note error";
  note.setAttribute("role", "alert");
  note.textContent = place.dataset.unreachable;
  place.replaceChildren(note);
};
document.body.addEventListener("htmx:sendError", unreachable);
document.body.addEventListener("htmx:responseError", unreachable);
document.body.addEventListener("htmx:afterSwap", (event) => {
  const said = event.detail.target.querySelector("[data-said]") || event.detail.elt.querySelector?.("[data-said]");
  const live = document.getElementById("live");
  if (said && live) live.textContent = said.dataset.said;
  // What was pressed may have gone, or lie in what is closed now: the keyboard goes on where it was.
  if (document.activeElement === document.body) event.detail.elt.querySelector?.("button")?.focus();
});
