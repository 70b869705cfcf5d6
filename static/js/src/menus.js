// Menus: <details class="header-menu"> closes on Escape and on a click elsewhere; a popover .menu stands at its button.
const openMenus = () => document.querySelectorAll("details.header-menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener(
  "toggle",
  (event) => {
    const menu = event.target;
    if (!menu.matches?.(".menu[popover]") || event.newState !== "open") return;
    const button = document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`);
    if (!button) return;
    const at = button.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = menu;
    const below = at.bottom + 6 + height <= innerHeight || at.top < height + 6;
    menu.style.top = `${below ? at.bottom + 6 : at.top - height - 6}px`;
    menu.style.left = `${Math.max(8, Math.min(at.right - width, innerWidth - width - 8))}px`;
  },
  true,
);

// The fold-out of filters on a phone says how many are chosen, also after choosing without a new page.
document.addEventListener("change", (event) => {
  const folded = event.target.closest?.("details.facets");
  const count = folded?.querySelector("[data-filter-count]");
  if (!count) return;
  const chosen = folded.querySelectorAll("select, input:checked, input[type=date]");
  count.textContent = [...chosen].filter((field) => field.value).length || "";
});
