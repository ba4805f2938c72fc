// Brings a board to the reader's own day: days left, and what has begun or ended since the build.

import { count, rowsOn, time } from "./boards.js";

const counted = document.querySelector("[data-counted] time");
const now = new Date();
const today = new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())).toISOString().slice(0, 10);
if (counted && counted.dateTime < today) bring(counted.dateTime);

function bring(built) {
  for (const table of document.querySelectorAll("table[data-then]")) {
    const board = table.previousElementSibling;
    if (!board.matches("table[data-now]")) continue;
    const rows = rowsOn(table, today);
    const before = new Set(rowsOn(table, built));
    if (rows.length !== before.size || rows.some((row) => !before.has(row))) replace(board, rows);
    count(board, today);
  }
  counted.replaceWith(time(today));
}

// Puts the day's rows in the place of the build's; how a date moved stays as it is.
function replace(board, rows) {
  const measure = (row) => row.querySelector(".what a").href;
  const ladders = new Map([...board.querySelectorAll("tbody tr")].map((row) => [measure(row), row.lastElementChild]));
  for (const old of [...board.tBodies]) old.remove();
  for (const row of rows) {
    const copy = row.cloneNode(true);
    copy.hidden = false;
    copy.rows[0].append(ladders.get(measure(copy)) || document.createElement("td"));
    board.append(copy);
  }
}
