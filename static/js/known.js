// Shows the page as known on a day: ?known=2025-09-13. Everything it needs stands in the HTML:
// data-known, the day since when a thing is known, and the measures as they then stood.
// A page without the control, or a browser without a script, keeps the whole record.

import { count, rowsOn, time } from "./boards.js";

const form = document.querySelector("[data-known-form]");
const status = document.querySelector("[data-known-status]");
const notice = document.querySelector("template[data-known-notice]");
if (form && status && notice) start();

function start() {
  const field = form.elements.known;
  const things = [...document.querySelectorAll("[data-known]")];
  const days = [...new Set(things.map((thing) => thing.dataset.known))].sort();
  const steps = [...form.querySelectorAll("[data-step]")];
  let current;

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const day = dayIn(field.value);
    if (day) go(day);
    else field.focus();
  });
  form.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]");
    const day = step && target(step, current);
    if (day) go(day);
  });
  status.addEventListener("click", (event) => {
    if (!event.target.closest("[data-known-whole]")) return;
    event.preventDefault();
    go("");
    field.focus();
  });
  addEventListener("popstate", () => show(asked()));
  show(asked());

  // Where a button leads: to the next day of news, or the one before. The whole record is what was
  // known on the last.
  function target(step, day) {
    if (step.dataset.step === "on") return day && days.find((each) => each > day);
    return days.filter((each) => each < (day || days.at(-1))).at(-1);
  }

  function go(day) {
    const url = new URL(location.href);
    if (day) url.searchParams.set("known", day);
    else url.searchParams.delete("known");
    if (day !== current) history.pushState(null, "", url);
    show(day);
  }

  function show(day) {
    if (day === current) return;
    const later = things.filter((thing) => Boolean(day) && thing.dataset.known > day);
    for (const thing of things) conceal(thing, later.includes(thing));
    document.querySelectorAll("[data-whole]").forEach((whole) => conceal(whole, Boolean(day)));
    document.querySelectorAll(".month").forEach(recount);
    document.querySelectorAll(".steps svg").forEach(redraw);
    boards(day);
    for (const step of steps) step.setAttribute("aria-disabled", String(!target(step, day)));
    tell(day, later.filter((thing) => thing.matches("article")).length);
    field.value = day;
    current = day;
  }

  function tell(day, later) {
    const copy = notice.content.cloneNode(true);
    if (day) {
      write(copy, day);
      copy.querySelector("[data-later]").textContent =
        `${later} later ${later === 1 ? "event" : "events"} on this page and all later corrections are hidden.`;
      status.replaceChildren(copy);
    } else if (current) {
      status.textContent = "The whole record is shown.";
    }
  }
}

// The day that the address asks for.
function asked() {
  return dayIn(new URLSearchParams(location.search).get("known") || "");
}

// A day of the calendar as an address writes it, or "" for any other words.
function dayIn(words) {
  const date = new Date(`${words}T00:00:00Z`);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(words) && !isNaN(date);
  return isDay && date.toISOString().startsWith(words) ? words : "";
}

// SVG elements have no `hidden` property, but the attribute and its style hold for them too.
function conceal(thing, isHidden) {
  thing.toggleAttribute("hidden", isHidden);
}

// A month counts what it shows, and goes with its link where that is nothing.
function recount(month) {
  const shown = [...month.querySelectorAll("article:not([hidden])")];
  conceal(month, !shown.length);
  const jump = document.querySelector(`.jump a[href="#${CSS.escape(month.id)}"]`);
  if (jump) conceal(jump, !shown.length);
  for (const counter of month.querySelectorAll("[data-party]")) {
    const isTheirs = ({ dataset: { by = "" } }) =>
      month.matches(".two") ? by === counter.dataset.party : by.split(" ").includes(counter.dataset.party);
    counter.textContent = shown.filter(isTheirs).length;
  }
}

// The last step that is shown runs on to the end that it set, as if no later one were decided.
function redraw(drawing) {
  const lines = [...drawing.querySelectorAll("path.stair")];
  const last = lines.filter((line) => !line.hasAttribute("hidden")).at(-1);
  for (const line of lines) {
    line.dataset.drawn ??= line.getAttribute("d");
    const isCut = line === last && line !== lines.at(-1);
    line.setAttribute("d", (isCut && line.dataset.alone) || line.dataset.drawn);
  }
}

// Of the rows that tell how each measure stood, those of the day.
function boards(day) {
  document.querySelectorAll("[data-now], [data-counted]").forEach((now) => conceal(now, Boolean(day)));
  for (const then of document.querySelectorAll("[data-counted-then]")) {
    conceal(then, !day);
    if (day) write(then, day);
  }
  for (const then of document.querySelectorAll("[data-then]")) {
    const rows = day ? rowsOn(then, day) : [];
    for (const row of then.tBodies) conceal(row, !rows.includes(row));
    for (const row of rows) count(row, day);
    conceal(then, !rows.length);
    const none = then.parentElement.querySelector("[data-then-none]");
    if (none) conceal(none, !day || Boolean(rows.length));
  }
}

function write(place, day) {
  place.querySelector("[data-day]").replaceChildren(time(day));
}
