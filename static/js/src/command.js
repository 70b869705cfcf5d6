// The search dialog: Ctrl K or / opens it, arrows walk through the answers, Escape closes it.
const dialog = document.getElementById("command");

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");

const open = () => {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  dialog.querySelector("input[type=search]").select();
};

document.addEventListener("keydown", (event) => {
  const quick = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k";
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !typing(event.target);
  if (!dialog || (!quick && !slash)) return;
  event.preventDefault();
  open();
});

document.addEventListener("click", (event) => {
  if (!dialog || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("[data-opens-command]")) {
    event.preventDefault();
    open();
  }
});

dialog?.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const stops = [dialog.querySelector("input[type=search]"), ...dialog.querySelectorAll(".command-results a")];
  const step = event.key === "ArrowDown" ? 1 : -1;
  const here = stops.indexOf(document.activeElement);
  stops[(here + step + stops.length) % stops.length]?.focus();
  event.preventDefault();
});
