// Brings a board to the reader's own day: days left, and what has begun or ended since the build.

import { count, rowsOn, time } from "./boards.js";

const counted = document.querySelector("[data-counted] time");
const now = new Date();
const today = new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())).toISOString().slice(0, 10);
if (counted && counted.dateTime < today) bring(counted.dateTime);

function bring(built) {
  for (const table of document.querySelectorAll("table[data-then]")) {
    const rows = rowsOn(table, today);
    const before = new Set(rowsOn(table, built));
    let board = table.parentElement.querySelector("[data-now]");
    if (!board) continue;
    if (rows.length !== before.size || rows.some((row) => !before.has(row))) board = replace(board, table, rows);
    count(board, today);
  }
  counted.replaceWith(time(today));
}

// Puts the day's rows in the place of the build's; what was said of a measure and how its date moved
// stay as they are, and how many are left out is no longer told. Where nothing had been set by the
// day of the build, the board begins as the empty table of the other days.
function replace(old, table, rows) {
  const board = old.matches("table") ? old : table.cloneNode(true);
  const measure = (row) => row.querySelector(".what a").href;
  const more = table.parentElement.querySelector("[data-more] a");
  if (more) more.textContent = "All measures";
  if (more) more.parentElement.replaceChildren(more);
  const said = new Map([...old.querySelectorAll("[data-said]")].map((words) => [measure(words.closest("tr")), words]));
  const ladders = new Map([...old.querySelectorAll("tbody tr")].map((row) => [measure(row), row.lastElementChild]));
  for (const body of [...board.tBodies]) body.remove();
  for (const row of rows) {
    const copy = row.cloneNode(true);
    copy.hidden = false;
    if (said.has(measure(copy))) copy.querySelector(".val").parentElement.append(said.get(measure(copy)));
    if (ladders.size) copy.rows[0].append(ladders.get(measure(copy)) || document.createElement("td"));
    board.append(copy);
  }
  if (board !== old) {
    board.hidden = !rows.length;
    board.removeAttribute("data-then");
    board.setAttribute("data-now", "");
    if (rows.length) old.replaceWith(board);
  }
  return board;
}
