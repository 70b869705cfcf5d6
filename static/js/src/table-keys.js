// <table data-keys>: j and k walk through the rows, x ticks one, Enter opens its first link, ? explains. From a row on, the
// arrows walk too and the space bar ticks; with Shift they tick what they pass. Shift and a click tick all rows between.
// The box with class .select-all ticks all rows; [data-selected-count] shows how many, .bulk-bar shows when there are any.
const rowsOf = (table) => [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => !row.hidden);
const typing = (target) => target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], dialog");
// A list to choose from in a row: its letters choose, and j and k still walk.
const choosing = (event) => ["j", "k"].includes(event.key) && event.target.closest?.("table[data-keys] select");

const boxOf = (row) => row?.querySelector(".select input[type=checkbox]");
const tick = (box, checked) => {
  if (!box || box.checked === checked) return;
  box.checked = checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
};

const go = (table, step, ticks = false) => {
  const rows = rowsOf(table);
  if (!rows.length) return;
  const here = rows.findIndex((row) => row.classList.contains("is-current"));
  const next = rows[Math.max(0, Math.min(rows.length - 1, here + step))];
  if (ticks) for (const row of [rows[here], next]) tick(boxOf(row), true);
  rows[here]?.classList.remove("is-current");
  next.classList.add("is-current");
  (next.querySelector("a, select") || next).focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
};

document.addEventListener("keydown", (event) => {
  // Enter on a box would press the first button of the form: that of the first row.
  if (event.key === "Enter" && event.target.matches?.(".table .select input")) event.preventDefault();
  if (event.ctrlKey || event.metaKey || event.altKey || (typing(event.target) && !choosing(event))) return;
  const table = document.querySelector("table[data-keys]");
  if (!table) return;
  const current = table.querySelector("tr.is-current");
  const walks = current?.contains(event.target) && !event.target.closest("select");
  if (event.key === "j" || (event.key === "ArrowDown" && walks)) go(table, 1, event.shiftKey);
  else if (event.key === "k" || (event.key === "ArrowUp" && walks)) go(table, -1, event.shiftKey);
  else if (event.key === "J") go(table, 1, true);
  else if (event.key === "K") go(table, -1, true);
  else if (event.key === "x" && current) boxOf(current)?.click();
  else if (event.key === " " && walks && !event.target.closest("button, input")) boxOf(current)?.click();
  else if (event.key === "Enter" && current && !event.target.closest("a, button, input"))
    current.querySelector("th a")?.click();
  else if (event.key === "?") document.getElementById("table-help")?.showModal();
  else return;
  event.preventDefault();
});

const showCount = (form) => {
  const boxes = [...form.querySelectorAll("tbody .select input[type=checkbox]")];
  const count = boxes.filter((box) => box.checked).length;
  for (const bar of form.querySelectorAll(".bulk-bar[data-follows]")) bar.hidden = count === 0;
  for (const label of form.querySelectorAll("[data-selected-count]")) label.textContent = String(count);
  const all = form.querySelector(".select-all");
  if (all) {
    all.checked = count > 0 && count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
  }
};

// Shift and a click: everything between this box and the one before gets what this one has.
let last = null;
document.addEventListener("click", (event) => {
  const box = event.target.closest?.("table[data-keys] tbody .select input[type=checkbox]");
  if (!box) return;
  const boxes = rowsOf(box.closest("table")).map(boxOf).filter(Boolean);
  const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((one, two) => one - two);
  if (event.shiftKey && from >= 0) for (const between of boxes.slice(from, to)) tick(between, box.checked);
  last = box;
});
// Without this the browser marks all words between the two boxes as text.
document.addEventListener("mousedown", (event) => {
  const box = event.shiftKey && event.target.closest?.("table[data-keys] tbody .select input[type=checkbox]");
  if (!box) return;
  event.preventDefault();
  box.focus({ preventScroll: true });
});

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form");
  if (!form?.querySelector(".table .select")) return;
  if (event.target.matches(".select-all")) {
    for (const box of form.querySelectorAll("tbody .select input[type=checkbox]")) box.checked = event.target.checked;
  }
  showCount(form);
});

// [data-row-filter="answer"] shows the rows with that data-answer, [data-row-search] those that hold what is typed:
// rows of a form that is sent as a whole, so they are hidden and stay.
const filterRows = (form) => {
  const filter = form.querySelector("[data-row-filter]");
  const words = (form.querySelector("[data-row-search]")?.value || "").toLowerCase().split(/\s+/).filter(Boolean);
  for (const row of form.querySelectorAll("table[data-keys] tbody tr")) {
    const fits = !filter?.value || row.dataset[filter.dataset.rowFilter] === filter.value;
    const text = `${row.cells[0].textContent} ${row.cells[1].textContent}`.toLowerCase();
    row.hidden = !fits || !words.every((word) => text.includes(word));
  }
};
addEventListener("input", (event) => {
  if (event.target.matches?.("[data-row-filter], [data-row-search]")) filterRows(event.target.form);
});
addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches?.("[data-row-search]")) event.preventDefault();
});

const prepare = (root) => {
  for (const form of root.querySelectorAll?.("form:has(.table .select)") || []) showCount(form);
};
prepare(document);
document.addEventListener("htmx:afterSettle", () => prepare(document));
addEventListener("pageshow", () => prepare(document));
