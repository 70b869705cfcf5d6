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
const PREFIX = "draft:";
const WAIT = 2500;
const AGAIN = 8000;
const KEEP = 14 * 86_400_000;
const OWN = new Set(["version", "base", "csrfmiddlewaretoken", "share"]);
const LETTERS = "23456789abcdefghjkmnpqrstvwxyz";
const ROW = /^(decision|action)-([a-z0-9]+)-([2-9a-z]{10})(-(?:title|owner|due))?$/;
const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(10)), (n) => LETTERS[n % LETTERS.length]).join("");
const plain = (text) => text.replaceAll("\r\n", "\n");
const pieceOf = (name) => {
const row = ROW.exec(name);
if (row) return `${row[1]}:${row[3]}`;
return name.startsWith("report-") ? name.replace("-", ":") : name;
};
const drawn = (field) => {
if (field.tagName !== "SELECT") return plain(field.defaultValue);
return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? "";
};
const parse = (text) => {
try {
return JSON.parse(text) || {};
} catch {
return {};
}
};
class AutosaveForm extends HTMLElement {
connectedCallback() {
this.form = this.querySelector("form");
this.note = this.querySelector(".saved-note");
if (!this.form || !this.note) return;
this.key = PREFIX + this.getAttribute("key");
this.server = new Map(this.querySelector(".error-summary") ? [] : this.fields().map((f) => [f.name, drawn(f)]));
this.restore();
this.form.addEventListener("input", (event) => this.typed(event));
this.form.addEventListener("change", (event) => this.typed(event));
this.form.addEventListener("submit", () => this.stop());
this.hide = () => {
this.keep();
if (document.visibilityState === "hidden" && this.timer) this.save();
};
this.back = () => this.timer && this.save();
document.addEventListener("visibilitychange", this.hide);
addEventListener("pagehide", this.hide);
addEventListener("online", this.back);
}
disconnectedCallback() {
if (!this.hide) return;
this.stop();
document.removeEventListener("visibilitychange", this.hide);
removeEventListener("pagehide", this.hide);
removeEventListener("online", this.back);
}
typed(event) {
const rows = event.target.closest("[data-grows]");
if (rows && event.target.value && event.target.closest(".quick-row") === rows.lastElementChild) this.grow(rows);
clearTimeout(this.keeping);
this.keeping = setTimeout(() => this.keep(), 300);
this.later(WAIT);
}
later(milliseconds) {
if (this.ended) return;
clearTimeout(this.timer);
this.timer = setTimeout(() => this.save(), milliseconds);
}
stop() {
this.keep();
this.ended = true;
clearTimeout(this.timer);
this.timer = 0;
}
fields() {
return [...this.form.elements].filter((field) => field.name && !OWN.has(field.name) && field.type !== "hidden");
}
values() {
return new Map(this.fields().map((field) => [field.name, plain(field.value)]));
}
keep() {
clearTimeout(this.keeping);
if (this.ended) return;
const fields = {};
for (const [name, value] of this.values()) if (value !== (this.server.get(name) ?? "")) fields[name] = value;
try {
if (Object.keys(fields).length) {
const draft = { fields, base: parse(this.form.elements.base.value), at: Date.now() };
localStorage.setItem(this.key, JSON.stringify(draft));
} else localStorage.removeItem(this.key);
} catch {
}
}
restore() {
let draft = null;
try {
draft = parse(localStorage.getItem(this.key));
} catch {
return;
}
if (!draft.fields || Date.now() - draft.at > KEEP) return;
const drawnBase = this.form.elements.base.value;
const base = parse(drawnBase);
let count = 0;
for (const [name, value] of Object.entries(draft.fields)) {
const field = this.form.elements[name] || (value ? this.fieldFor(name) : null);
if (!field || plain(field.value) === value) continue;
field.value = value;
base[pieceOf(name)] = draft.base?.[pieceOf(name)] ?? "";
count += 1;
}
if (!count) return;
this.form.elements.base.value = JSON.stringify(base);
for (const rows of this.form.querySelectorAll("[data-grows]")) {
if (rows.lastElementChild.querySelector("input").value) this.grow(rows);
}
this.say(`${this.dataset.restored} `);
const discard = document.createElement("button");
discard.type = "button";
discard.className = "link-button";
discard.textContent = this.dataset.discard;
discard.addEventListener("click", () => {
clearTimeout(this.timer);
this.timer = 0;
this.form.reset();
this.form.elements.base.value = drawnBase;
this.keep();
this.form.dispatchEvent(new Event("form:saved", { bubbles: true }));
this.say("");
});
this.note.append(discard);
this.later(AGAIN);
}
fieldFor(name) {
const row = ROW.exec(name);
const rows = row && this.form.querySelector(`[data-grows="${row[1]}-${row[2]}"]`);
if (rows) this.grow(rows, row[3]);
return rows ? this.form.elements[name] : null;
}
grow(rows, id = newId()) {
const last = rows.lastElementChild;
const old = ROW.exec(last.querySelector("input").name)?.[3];
if (!old) return;
const copy = last.cloneNode(true);
for (const element of [copy, ...copy.querySelectorAll("*")]) {
for (const { name, value } of [...element.attributes]) {
if (value.includes(old)) element.setAttribute(name, value.replaceAll(old, id));
}
if ("value" in element && element.name) element.value = "";
element.removeAttribute("aria-invalid");
element.classList.remove("has-error");
}
for (const errors of copy.querySelectorAll(".errorlist")) errors.remove();
rows.append(copy);
}
async save() {
if (this.ended || this.busy) return this.later(WAIT);
this.timer = 0;
this.busy = true;
const sent = this.values();
const body = new FormData(this.form);
body.set("autosave", "1");
let answer = null;
let found = null;
try {
answer = await fetch(this.form.action, { method: "POST", body, redirect: "manual" });
if (answer.ok) found = await answer.json();
} catch {
}
this.busy = false;
if (this.ended) return undefined;
if (found) return this.saved(sent, found);
if (answer?.status === 409) {
this.stop();
return this.say(this.dataset.conflict, true);
}
if (answer?.status === 422) return this.say(this.dataset.invalid, true);
this.say(answer && (answer.type === "opaqueredirect" || answer.status === 403) ? this.dataset.login : this.dataset.failed, true);
return this.later(AGAIN);
}
saved(sent, found) {
const before = parse(this.form.elements.base.value);
this.server = sent;
for (const { name, key, value } of found.changed) {
const field = this.form.elements[name];
if (field && plain(field.value) === sent.get(name)) {
field.value = value;
this.server.set(name, plain(field.value));
} else found.base[key] = before[key] ?? "";
}
for (const [name, value] of sent) {
const drawn = this.form.elements[`initial-${name}`];
if (drawn) drawn.value = value;
}
this.form.elements.version.value = found.version;
this.form.elements.base.value = JSON.stringify(found.base);
this.keep();
if (!this.timer) this.form.dispatchEvent(new Event("form:saved", { bubbles: true }));
const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
this.say(`${this.dataset.saved} ${time}${found.more ? ` · ${this.dataset.others}` : ""}`);
}
say(text, bad = false) {
this.note.textContent = text;
this.note.classList.toggle("bad", bad);
}
}
customElements.define("autosave-form", AutosaveForm);
}
{
let counter = 0;
class Combobox extends HTMLElement {
connectedCallback() {
for (const left of this.querySelectorAll(":scope > [role=listbox]")) left.remove();
this.list = document.createElement("ul");
this.list.className = this.constructor.listClass;
this.list.id = `${this.constructor.listClass}-${(counter += 1)}`;
this.list.setAttribute("role", "listbox");
this.list.setAttribute("aria-label", this.dataset.label || "");
this.ends = new AbortController();
for (const kind of ["focusin", "input", "keydown", "focusout", "mousedown"]) {
this.addEventListener(kind, this, { signal: this.ends.signal });
}
document.addEventListener("submit", this, { signal: this.ends.signal });
this.close();
}
disconnectedCallback() {
this.ends.abort();
clearTimeout(this.timer);
this.asked = undefined;
}
get field() {
return this.querySelector("input[type=search], input[type=text], textarea");
}
get options() {
return [...this.list.children];
}
handleEvent(event) {
if (event.type === "submit") {
if (event.target.contains(this)) this.close();
} else if (event.type === "mousedown") {
const option = event.target.closest("[role=option]");
if (!option || !this.list.contains(option)) return;
event.preventDefault();
this.choose(option);
} else if (event.target === this.field) {
this[event.type](event);
}
}
focusin() {
this.tell();
}
focusout() {
this.close();
}
input() {
clearTimeout(this.timer);
const text = this.sought();
if (text === undefined) this.close();
else this.timer = setTimeout(() => this.ask(text), 120);
}
keydown(event) {
if (this.list.hidden || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
const last = this.list.children.length - 1;
if (event.key === "ArrowDown") this.walk(this.index < last ? this.index + 1 : 0);
else if (event.key === "ArrowUp") this.walk(this.index > 0 ? this.index - 1 : last);
else if (event.key === "Home" && this.walks) this.walk(0);
else if (event.key === "End" && this.walks) this.walk(last);
else if (event.key === "Escape") this.close();
else if (this.constructor.takenBy.includes(event.key) && this.index >= 0) this.choose(this.options[this.index]);
else return;
event.preventDefault();
}
async ask(text) {
this.asked = text;
try {
const answer = await fetch(`${this.getAttribute("url")}?${new URLSearchParams({ q: text })}`, { headers: { accept: "application/json" } });
const found = answer.ok && (await answer.json());
if (found && this.asked === text) this.show(this.rows(found));
} catch {
this.close();
}
}
show(rows) {
this.list.replaceChildren(
...rows.map(({ name, insert = name, note }, index) => {
const option = document.createElement("li");
option.id = `${this.list.id}-${index}`;
option.setAttribute("role", "option");
option.textContent = name;
option.dataset.insert = insert;
if (note) {
const small = document.createElement("small");
small.textContent = note;
option.append(" ", small);
}
return option;
}),
);
if (!this.list.isConnected) this.append(this.list);
this.list.hidden = rows.length === 0;
this.walks = false;
this.mark(rows.length ? this.constructor.first : -1);
}
walk(index) {
this.walks = true;
this.mark(index);
}
mark(index) {
this.index = index;
this.options.forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
this.options[index]?.scrollIntoView({ block: "nearest" });
this.tell();
}
tell() {
const { field } = this;
if (!field) return;
field.setAttribute("aria-controls", this.list.id);
field.setAttribute("aria-autocomplete", "list");
if (field.localName === "input") {
field.setAttribute("role", "combobox");
field.setAttribute("aria-expanded", String(!this.list.hidden));
}
if (this.index >= 0) field.setAttribute("aria-activedescendant", this.options[this.index].id);
else field.removeAttribute("aria-activedescendant");
}
choose(option) {
const { field } = this;
const { insert } = option.dataset;
this.close();
field.focus();
this.take(field, insert);
}
close() {
clearTimeout(this.timer);
this.asked = undefined;
this.show([]);
}
}
class SuggestField extends Combobox {
static listClass = "suggest-list";
static takenBy = ["Enter"];
static first = -1;
sought() {
const text = this.field.value.trim();
return text.length < 2 ? undefined : text;
}
rows({ topics }) {
return topics.slice(0, 6).map(({ name, parent, synonym }) => ({ name, note: synonym || parent }));
}
take(field, insert) {
field.value = insert;
field.form?.requestSubmit();
}
}
customElements.define("suggest-field", SuggestField);
const TYPED = /(^|[\s(])@([\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}'’.-]+){0,4})$/u;
class MentionField extends Combobox {
static listClass = "mention-list";
static takenBy = ["Enter", "Tab"];
static first = 0;
sought() {
const before = this.field.value.slice(0, this.field.selectionStart);
const match = TYPED.exec(before);
if (match) this.start = before.length - match[2].length - 1;
return match?.[2];
}
rows({ people }) {
return people;
}
take(field, insert) {
field.setRangeText(`${insert} `, this.start, field.selectionStart, "end");
field.dispatchEvent(new Event("input", { bubbles: true }));
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
