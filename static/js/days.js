// Corrects the days left for the reader's own day; the page counts them from the day of its build.

const counted = document.querySelector("[data-counted] time");
if (counted) count(new Date());

function count(now) {
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  const iso = new Date(today).toISOString().slice(0, 10);
  if (iso <= counted.dateTime) return;
  for (const left of document.querySelectorAll("[data-now] [data-until]")) {
    const days = Math.round((Date.parse(left.dataset.until) - today) / 86_400_000);
    if (days > 0) put(left, days);
    else pass(left);
  }
  counted.dateTime = iso;
  const options = { day: "numeric", month: "long", year: "numeric" };
  counted.textContent = new Intl.DateTimeFormat("en-GB", options).format(now);
}

function put(left, days) {
  const atMost = left.firstChild.textContent.startsWith("at most") ? "at most " : "";
  left.firstChild.textContent = `${atMost}${days} `;
  const unit = left.querySelector("small");
  unit.textContent = unit.textContent.replace(/^days?/, days === 1 ? "day" : "days");
}

function pass(left) {
  left.textContent = "Passed";
  left.closest("tbody").querySelectorAll("[data-passed]").forEach((note) => {
    note.hidden = false;
  });
}
