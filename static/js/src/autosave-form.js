// <autosave-form key="…" data-saved data-failed data-invalid data-login data-conflict data-others data-restored data-discard>
// around a form with the hidden fields `version` and `base`: what is typed is posted by itself with `autosave`, and the
// answer gives the next version, and what somebody else changed meanwhile. Until the server has it, it is kept in this
// browser too and comes back after a crash. Rows in [data-grows] get a new empty one when the last is used.
const PREFIX = "draft:";
const WAIT = 2500;
const AGAIN = 8000;
const KEEP = 14 * 86_400_000;
const OWN = new Set(["version", "base", "csrfmiddlewaretoken", "share"]);
const LETTERS = "23456789abcdefghjkmnpqrstvwxyz";
const ROW = /^(decision|action)-([a-z0-9]+)-([2-9a-z]{10})(-(?:title|owner|due))?$/;

const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(10)), (n) => LETTERS[n % LETTERS.length]).join("");
const plain = (text) => text.replaceAll("\r\n", "\n");

// The piece of the minutes that a field belongs to: «action-x-id-title» is «action:id».
const pieceOf = (name) => {
  const row = ROW.exec(name);
  if (row) return `${row[1]}:${row[3]}`;
  return name.startsWith("report-") ? name.replace("-", ":") : name;
};

// What the server put into a field, whatever the browser filled in since.
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
    // A page that was drawn again with an error shows words that the server does not have.
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

  // What the server does not have yet stays in this browser.
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
      // Without storage there is the server alone.
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

  // The field of a row that this page has not drawn yet.
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
      // No network, or an answer that is not ours.
    }
    this.busy = false;
    if (this.ended) return undefined;
    if (found) return this.saved(sent, found);
    if (answer?.status === 409) {
      this.stop();
      return this.say(this.dataset.conflict, true);
    }
    if (answer?.status === 422) return this.say(this.dataset.invalid, true);
    this.say(
      answer && (answer.type === "opaqueredirect" || answer.status === 403) ? this.dataset.login : this.dataset.failed,
      true,
    );
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
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { timeStyle: "short", hourCycle: "h23" });
    const others = found.more ? ` · ${this.dataset.others}` : "";
    this.say(`${this.dataset.saved} ${time}${others}`);
  }

  say(text, bad = false) {
    this.note.textContent = text;
    this.note.classList.toggle("bad", bad);
  }
}
customElements.define("autosave-form", AutosaveForm);
