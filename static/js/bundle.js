"use strict";
{
document.addEventListener("submit", (event) => {
const button = event.submitter;
if (event.target.id !== "preferences" || button?.name !== "theme") return;
event.preventDefault();
const theme = button.value;
const root = document.documentElement;
if (theme === "auto") delete root.dataset.theme;
else root.dataset.theme = theme;
const secure = location.protocol === "https:" ? "; Secure" : "";
document.cookie = `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
for (const other of document.querySelectorAll("button[form=preferences][name=theme]")) {
other.setAttribute("aria-pressed", String(other.value === theme));
}
});
}
{
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
}
{
document.addEventListener("click", async (event) => {
const button = event.target.closest("[data-copy]");
if (!button) return;
const label = button.querySelector("[data-label]") || button;
const before = label.textContent;
try {
await navigator.clipboard.writeText(button.dataset.copy);
} catch {
return;
}
label.textContent = button.dataset.copied || before;
setTimeout(() => {
label.textContent = before;
}, 2000);
});
}
{
document.addEventListener("click", (event) => {
const opener = event.target.closest("[data-opens]");
if (opener && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
const dialog = document.getElementById(opener.dataset.opens);
if (dialog) {
event.preventDefault();
dialog.showModal();
}
return;
}
if (event.target.closest("[data-closes]")) {
event.target.closest("dialog")?.close();
event.preventDefault();
return;
}
if (event.target instanceof HTMLDialogElement && event.target.open) {
const box = event.target.getBoundingClientRect();
const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
if (!inside) event.target.close();
}
});
}
{
const dirty = new Set();
document.addEventListener("input", (event) => {
const form = event.target.closest?.("form[data-guard]");
if (form) dirty.add(form);
});
document.addEventListener("change", (event) => {
const form = event.target.closest?.("form[data-auto-submit]");
if (form && !event.target.matches("input[type=search], input[type=text]")) form.requestSubmit();
});
document.addEventListener("submit", (event) => {
const form = event.target;
dirty.delete(form);
if (event.defaultPrevented || form.method !== "post" || form.target === "_blank") return;
if (form.dataset.sent) {
event.preventDefault();
return;
}
if (!form.closest("[hx-post], [hx-boost]") && !form.hasAttribute("data-download")) form.dataset.sent = "";
});
document.addEventListener("form:saved", (event) => dirty.delete(event.target));
addEventListener("pageshow", () => {
for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
addEventListener("beforeunload", (event) => {
for (const form of dirty) {
if (form.isConnected) event.preventDefault();
}
});
const focusSummary = (root) => root.querySelector?.(".error-summary")?.focus();
focusSummary(document);
document.addEventListener("htmx:afterSettle", (event) => focusSummary(event.target));
document.addEventListener("htmx:beforeRequest", () => {
document.documentElement.dataset.loading = "";
});
document.addEventListener("htmx:afterRequest", () => {
delete document.documentElement.dataset.loading;
});
}
{
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
document.addEventListener("change", (event) => {
const folded = event.target.closest?.("details.facets");
const count = folded?.querySelector("[data-filter-count]");
if (!count) return;
const chosen = folded.querySelectorAll("select, input:checked, input[type=date]");
count.textContent = [...chosen].filter((field) => field.value).length || "";
});
}
{
class UndoToast extends HTMLElement {
connectedCallback() {
this.left = Number(this.getAttribute("seconds") || 10) * 1000;
for (const [start, end] of [["pointerenter", "pointerleave"], ["focusin", "focusout"]]) {
this.addEventListener(start, () => this.pause());
this.addEventListener(end, () => this.resume());
}
this.resume();
}
disconnectedCallback() {
clearTimeout(this.timer);
}
pause() {
clearTimeout(this.timer);
if (this.since) this.left -= Date.now() - this.since;
this.since = 0;
}
resume() {
if (this.matches(":hover, :focus-within")) return;
clearTimeout(this.timer);
this.since = Date.now();
this.timer = setTimeout(() => this.remove(), Math.max(this.left, 500));
}
}
customElements.define("undo-toast", UndoToast);
}
{
document.addEventListener("submit", (event) => {
const form = event.target;
if (event.defaultPrevented || !form.hasAttribute("data-upload")) return;
const progress = form.querySelector(".upload-progress");
if (progress) progress.hidden = false;
});
addEventListener("pageshow", () => {
for (const progress of document.querySelectorAll(".upload-progress")) progress.hidden = true;
});
document.addEventListener("click", (event) => {
if (event.target.closest("[data-print]")) print();
});
}
