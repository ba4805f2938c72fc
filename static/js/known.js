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

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(field.value);
  });
  form.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]");
    if (!step || step.getAttribute("aria-disabled") === "true") return;
    go(step.dataset.step === "on" ? after(asked()) : before(asked()));
  });
  status.addEventListener("click", (event) => {
    if (!event.target.closest("[data-known-whole]")) return;
    event.preventDefault();
    go("");
    field.focus();
  });
  addEventListener("popstate", () => show(asked()));
  show(asked());

  function after(day) {
    return days.find((each) => each > day) || "";
  }

  // The whole record is what was known on the last day of news.
  function before(day) {
    return days.filter((each) => each < (day || days.at(-1))).at(-1) || "";
  }

  function go(day) {
    if (day === asked()) return;
    const url = new URL(location.href);
    if (day) url.searchParams.set("known", day);
    else url.searchParams.delete("known");
    history.pushState(null, "", url);
    show(day);
  }

  function show(day) {
    field.value = day;
    let later = 0;
    for (const thing of things) {
      const isLater = Boolean(day) && thing.dataset.known > day;
      conceal(thing, isLater);
      if (isLater && thing.matches("article")) later += 1;
    }
    document.querySelectorAll(".month").forEach(recount);
    boards(day);
    steps.forEach((step) => {
      const target = step.dataset.step === "on" ? day && after(day) : before(day);
      step.setAttribute("aria-disabled", String(!target));
    });
    tell(day, later);
  }

  function tell(day, later) {
    status.replaceChildren();
    if (!day) return;
    const copy = notice.content.cloneNode(true);
    write(copy, day);
    copy.querySelector("[data-later]").textContent =
      `${later} later ${later === 1 ? "event" : "events"} on this page and all later corrections are hidden.`;
    status.append(copy);
  }
}

// The day that the address asks for, or "" where it asks for none that exists.
function asked() {
  const day = new URLSearchParams(location.search).get("known") || "";
  const date = new Date(`${day}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(day) && !isNaN(date) && date.toISOString().startsWith(day) ? day : "";
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
  for (const count of month.querySelectorAll("[data-party]")) {
    const isTheirs = (each) => (each.dataset.by || "").split(" ").includes(count.dataset.party);
    count.textContent = shown.filter(isTheirs).length;
  }
}

// Of the rows that tell how each measure stood, those of the day, soonest end first.
function boards(day) {
  document.querySelectorAll("[data-now], [data-counted]").forEach((now) => conceal(now, Boolean(day)));
  for (const then of document.querySelectorAll("[data-counted-then]")) {
    conceal(then, !day);
    if (day) write(then, day);
  }
  for (const then of document.querySelectorAll("[data-then]")) {
    const rows = day ? rowsOn(then, day) : [];
    for (const row of then.tBodies) conceal(row, !rows.includes(row));
    then.append(...rows);
    for (const row of rows) count(row, day);
    conceal(then, !rows.length);
    conceal(then.nextElementSibling, !day || Boolean(rows.length));
  }
}

function write(place, day) {
  place.querySelector("[data-day]").replaceChildren(time(day));
}
