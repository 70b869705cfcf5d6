"use strict";
{
const PREFIX = "draft:";
const KEEP_DAYS = 14;
const DAY = 86_400_000;
const read = (key) => {
try {
return JSON.parse(localStorage.getItem(PREFIX + key));
} catch {
return null;
}
};
const write = (key, draft) => {
try {
if (draft) localStorage.setItem(PREFIX + key, JSON.stringify(draft));
else localStorage.removeItem(PREFIX + key);
return true;
} catch {
return false;
}
};
const arrived = document.cookie.match(/(?:^|; )sent-draft=([^;]*)/)?.[1];
if (arrived) {
const prefix = PREFIX + decodeURIComponent(arrived);
try {
for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
} catch {
}
document.cookie = "sent-draft=; max-age=0; path=/; samesite=lax";
}
class AutosaveField extends HTMLElement {
connectedCallback() {
this.field = this.querySelector("textarea, input");
const key = this.getAttribute("key");
if (!this.field || !key) return;
this.key = key;
this.note = this.querySelector(".saved-note") || this.appendChild(document.createElement("p"));
this.note.className = "saved-note";
this.note.setAttribute("role", "status");
this.original = this.field.value;
this.restore();
this.field.addEventListener("input", () => {
clearTimeout(this.timer);
this.timer = setTimeout(() => this.save(), 800);
});
this.leave = () => this.timer && this.save();
addEventListener("pagehide", this.leave);
this.field.form?.addEventListener("submit", () => {
clearTimeout(this.timer);
this.timer = 0;
if (this.hasAttribute("until-sent")) write(key, { text: this.field.value, at: Date.now() });
else write(key, null);
});
}
disconnectedCallback() {
clearTimeout(this.timer);
removeEventListener("pagehide", this.leave);
}
restore() {
const draft = read(this.key);
if (!draft || Date.now() - draft.at > KEEP_DAYS * DAY) return write(this.key, null);
if (draft.text === this.field.value) return undefined;
this.field.value = draft.text;
this.note.textContent = `${this.dataset.restored || "Restored"} `;
const discard = document.createElement("button");
discard.type = "button";
discard.className = "link-button";
discard.textContent = this.dataset.discard || "Discard";
discard.addEventListener("click", () => {
this.field.value = this.original;
write(this.key, null);
this.note.textContent = "";
this.field.focus();
});
this.note.append(discard);
return undefined;
}
async save() {
this.timer = 0;
const text = this.field.value;
let kept = write(this.key, text === this.original ? null : { text, at: Date.now() });
const url = this.getAttribute("url");
if (url) kept = (await this.post(url, text)) || kept;
if (!kept) return;
const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
this.note.textContent = `${this.dataset.saved || "Saved"} ${time}`;
}
async post(url, text) {
const body = new FormData();
body.set(this.field.name, text);
const token = this.field.form?.elements.csrfmiddlewaretoken?.value;
if (token) body.set("csrfmiddlewaretoken", token);
try {
return (await fetch(url, { method: "POST", body, keepalive: true })).ok;
} catch {
return false;
}
}
}
customElements.define("autosave-field", AutosaveField);
}
{
const WAIT = 2500;
const AGAIN = 8000;
class AutosaveForm extends HTMLElement {
connectedCallback() {
this.form = this.querySelector("form");
this.note = this.querySelector(".saved-note");
if (!this.form || !this.note) return;
this.form.addEventListener("input", () => this.later(WAIT));
this.form.addEventListener("change", () => this.later(WAIT));
this.form.addEventListener("submit", () => this.stop());
this.hide = () => document.visibilityState === "hidden" && this.timer && this.save();
document.addEventListener("visibilitychange", this.hide);
}
disconnectedCallback() {
this.stop();
document.removeEventListener("visibilitychange", this.hide);
}
later(milliseconds) {
if (this.ended) return;
clearTimeout(this.timer);
this.timer = setTimeout(() => this.save(), milliseconds);
}
stop() {
this.ended = true;
clearTimeout(this.timer);
this.timer = 0;
}
async save() {
if (this.ended || this.busy) return this.later(WAIT);
this.timer = 0;
this.busy = true;
const body = new FormData(this.form);
body.set("autosave", "1");
let answer;
try {
answer = await fetch(this.form.action, { method: "POST", body });
} catch {
answer = null;
}
this.busy = false;
if (this.ended) return undefined;
if (answer?.ok) {
this.form.elements.version.value = (await answer.json()).version;
return this.say(`${this.dataset.saved} ${this.time()}`);
}
if (answer?.status === 409) {
this.stop();
return this.say(this.dataset.conflict, true);
}
this.say(this.dataset.failed, true);
return answer?.status === 422 ? undefined : this.later(AGAIN);
}
time() {
return new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}
say(text, bad = false) {
this.note.textContent = text;
this.note.classList.toggle("bad", bad);
}
}
customElements.define("autosave-form", AutosaveForm);
}
{
const TYPED = /(^|[\s(])@([\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}'’.-]+){0,4})$/u;
let counter = 0;
class MentionField extends HTMLElement {
connectedCallback() {
this.field = this.querySelector("textarea");
const url = this.getAttribute("url");
if (!this.field || !url) return;
this.url = url;
this.list = document.createElement("ul");
this.list.className = "mention-list";
this.list.id = `mention-list-${(counter += 1)}`;
this.list.hidden = true;
this.list.setAttribute("role", "listbox");
this.list.setAttribute("aria-label", this.dataset.label || "");
this.field.setAttribute("aria-controls", this.list.id);
this.field.setAttribute("aria-autocomplete", "list");
this.append(this.list);
this.field.addEventListener("input", () => this.look());
this.field.addEventListener("keydown", (event) => this.key(event));
this.field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
this.list.addEventListener("mousedown", (event) => {
const option = event.target.closest("li");
if (!option) return;
event.preventDefault();
this.choose(option);
});
}
look() {
const before = this.field.value.slice(0, this.field.selectionStart);
const match = TYPED.exec(before);
clearTimeout(this.timer);
if (!match) return this.close();
this.start = before.length - match[2].length - 1;
this.timer = setTimeout(() => this.ask(match[2]), 120);
return undefined;
}
async ask(text) {
this.asked = text;
try {
const answer = await fetch(`${this.url}?${new URLSearchParams({ q: text })}`, { headers: { accept: "application/json" } });
if (!answer.ok || this.asked !== text) return;
this.show((await answer.json()).people);
} catch {
this.close();
}
}
show(people) {
this.list.replaceChildren(
...people.map(({ name, insert }, index) => {
const option = document.createElement("li");
option.id = `${this.list.id}-${index}`;
option.setAttribute("role", "option");
option.textContent = name;
option.dataset.insert = insert;
return option;
}),
);
this.list.hidden = people.length === 0;
this.mark(0);
if (people.length) this.list.scrollIntoView({ block: "nearest" });
}
mark(index) {
const options = [...this.list.children];
this.index = options.length ? (index + options.length) % options.length : -1;
options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.index)));
if (this.index >= 0 && !this.list.hidden) this.field.setAttribute("aria-activedescendant", options[this.index].id);
}
key(event) {
if (this.list.hidden) return;
if (event.key === "ArrowDown") this.mark(this.index + 1);
else if (event.key === "ArrowUp") this.mark(this.index - 1);
else if (event.key === "Enter" || event.key === "Tab") this.choose(this.list.children[this.index]);
else if (event.key === "Escape") this.close();
else return;
event.preventDefault();
}
choose(option) {
if (!option) return this.close();
this.field.setRangeText(`${option.dataset.insert} `, this.start, this.field.selectionStart, "end");
this.close();
this.field.focus();
this.field.dispatchEvent(new Event("input", { bubbles: true }));
return undefined;
}
close() {
clearTimeout(this.timer);
this.asked = undefined;
this.list.hidden = true;
this.field.removeAttribute("aria-activedescendant");
}
}
customElements.define("mention-field", MentionField);
}
{
const rowsOf = (table) => [...table.tBodies].flatMap((body) => [...body.rows]);
const typing = (target) => target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], dialog");
const go = (table, step) => {
const rows = rowsOf(table);
if (!rows.length) return;
const here = rows.findIndex((row) => row.classList.contains("is-current"));
const next = rows[Math.max(0, Math.min(rows.length - 1, here + step))];
rows[here]?.classList.remove("is-current");
next.classList.add("is-current");
(next.querySelector("a") || next).focus({ preventScroll: true });
next.scrollIntoView({ block: "nearest" });
};
document.addEventListener("keydown", (event) => {
if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
const table = document.querySelector("table[data-keys]");
if (!table) return;
const current = table.querySelector("tr.is-current");
if (event.key === "j") go(table, 1);
else if (event.key === "k") go(table, -1);
else if (event.key === "x" && current) current.querySelector("input[type=checkbox]")?.click();
else if (event.key === "Enter" && current && !event.target.closest("a, button")) current.querySelector("a")?.click();
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
document.addEventListener("change", (event) => {
const form = event.target.closest?.("form");
if (!form?.querySelector(".table .select")) return;
if (event.target.matches(".select-all")) {
for (const box of form.querySelectorAll("tbody .select input[type=checkbox]")) box.checked = event.target.checked;
}
showCount(form);
});
const prepare = (root) => {
for (const form of root.querySelectorAll?.("form:has(.table .select)") || []) showCount(form);
};
prepare(document);
document.addEventListener("htmx:afterSettle", () => prepare(document));
addEventListener("pageshow", () => prepare(document));
}
