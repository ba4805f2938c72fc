// What two scripts share: the rows in which the build tells how each measure stood, day by day.

const DAY = 86_400_000;

// The rows of a table that hold on a day; the build has put them in the board's order.
export function rowsOn(table, day) {
  return [...table.tBodies].filter(({ dataset: { from = "", to } }) => from <= day && !(to && to <= day));
}

// Writes the days left on a day wherever an end is told.
export function count(within, day) {
  for (const left of within.querySelectorAll("[data-until]")) {
    const days = Math.round((Date.parse(left.dataset.until) - Date.parse(day)) / DAY);
    const atMost = left.textContent.startsWith("at most") ? "at most " : "";
    const unit = left.querySelector("small");
    left.firstChild.textContent = `${atMost}${days} `;
    unit.textContent = unit.textContent.replace(/^days?/, days === 1 ? "day" : "days");
  }
}

// A day in words, as the pages write it.
export function time(day) {
  const options = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  const element = document.createElement("time");
  element.dateTime = day;
  element.textContent = new Intl.DateTimeFormat("en-GB", options).format(Date.parse(day));
  return element;
}
