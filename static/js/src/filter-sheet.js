// Filters on a phone: a sheet from below, closed by «Toon 7 mensen», Escape, or going elsewhere; and beside it, for each
// thing that is chosen, a chip that takes it away. Where there is room the filters stand beside the list.
const narrow = matchMedia("(width < 56rem)");
const CHOSEN = "select, input:checked, input[type=date]";

function nameChosen(field) {
  if (field.selectedOptions) return field.selectedOptions[0]?.textContent.trim();
  const label = field.closest("label")?.cloneNode(true);
  label?.querySelector("small")?.remove();
  return label?.textContent.trim() || field.value;
}

function listChosen(sheet) {
  return [...sheet.querySelectorAll(CHOSEN)].filter((field) => field.value);
}

function drawChips(sheet) {
  const pattern = sheet.querySelector(".sheet-foot")?.dataset.takeAway;
  if (!pattern) return;
  let chips = sheet.nextElementSibling;
  if (!chips?.matches(".sheet-chips")) {
    chips = document.createElement("ul");
    chips.className = "chips sheet-chips";
    chips.setAttribute("role", "list");
    sheet.after(chips);
  }
  chips.replaceChildren(
    ...listChosen(sheet).map((field) => {
      const [row, chip] = [document.createElement("li"), document.createElement("button")];
      chip.type = "button";
      chip.className = "chip info";
      chip.textContent = `${nameChosen(field)} ×`;
      chip.setAttribute("aria-label", pattern.replace("{name}", nameChosen(field)));
      chip.addEventListener("click", () => takeAway(field));
      row.append(chip);
      return row;
    }),
  );
}

function takeAway(field) {
  if (field.type === "checkbox" || field.type === "radio") field.checked = false;
  else field.value = "";
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function drawFoot(sheet) {
  const foot = sheet.querySelector(".sheet-foot");
  const found = document.querySelector("[data-found]")?.textContent.replace(/\s+/g, " ").trim();
  if (foot && found) foot.firstElementChild.textContent = foot.dataset.show.replace("{found}", found);
}

function drawSheets() {
  for (const sheet of document.querySelectorAll("details.facets")) {
    drawChips(sheet);
    drawFoot(sheet);
  }
}

function findOpen() {
  return narrow.matches ? document.querySelector("details.facets[open]") : null;
}

function closeSheet(sheet) {
  sheet.open = false;
  sheet.querySelector("summary").focus();
}

document.addEventListener("DOMContentLoaded", drawSheets);
document.addEventListener("htmx:afterSettle", drawSheets);
document.addEventListener("change", (event) => {
  const sheet = event.target.closest?.("details.facets");
  if (sheet) drawChips(sheet);
});
document.addEventListener("click", (event) => {
  const sheet = findOpen();
  if (!sheet) return;
  if (event.target.closest("[data-sheet-done]")) closeSheet(sheet);
  else if (event.target === document.documentElement || !sheet.contains(event.target)) sheet.open = false;
});
document.addEventListener("keydown", (event) => {
  const sheet = event.key === "Escape" ? findOpen() : null;
  if (sheet) closeSheet(sheet);
});
document.addEventListener("focusin", (event) => {
  const sheet = findOpen();
  if (sheet && !sheet.contains(event.target)) sheet.open = false;
});
