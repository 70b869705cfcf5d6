// <lesson-grid>: a lesson plan in which several people write at once. Each cell saves itself over the text that it
// started from; what others wrote comes in every few seconds. Arrows walk, Enter writes, Esc leaves, Alt ↑↓ moves the row,
// Ctrl Enter adds one, Ctrl Alt M is for a remark. Without this script each row is a form with its own button.
const { plain, withOthers, withRows } = globalThis.lessonPlan;
const WAIT = 1200;
const AGAIN = 6000;
const KEEP = 14 * 86_400_000;
const stored = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key)) || {};
  } catch {
    return {};
  }
};

class LessonGrid extends withRows(withOthers(HTMLElement)) {
  connectedCallback() {
    this.note = this.querySelector(".saved-note");
    this.table = this.querySelector(".plan-grid");
    if (!this.table) return;
    this.key = `draft:${this.getAttribute("draft")}`;
    this.revision = Number(this.getAttribute("revision"));
    this.timers = new Map();
    this.lookedAt = 0;
    for (const cell of this.cells()) this.take(cell);
    this.restore();
    this.addEventListener("focusin", (event) => this.entered(event.target));
    this.addEventListener("focusout", (event) => this.left(event.target));
    this.addEventListener("input", (event) => this.typed(event.target));
    this.addEventListener("keydown", (event) => this.pressed(event));
    this.addEventListener("pointerdown", (event) => event.target.matches(".cell") && this.write(event.target));
    this.addEventListener("submit", (event) => this.sent(event));
    this.addEventListener("click", (event) => this.clicked(event));
    for (const name of ["dragstart", "dragover", "drop", "dragend"]) {
      this.addEventListener(name, (event) => this[name](event));
    }
    this.hide = () => {
      this.keep();
      for (const cell of this.dirty()) this.save(cell);
    };
    this.back = () => {
      for (const cell of this.dirty()) this.later(cell, 0);
      this.look();
    };
    this.seen = () => (document.visibilityState === "hidden" ? this.hide() : this.look());
    document.addEventListener("visibilitychange", this.seen);
    addEventListener("pagehide", this.hide);
    addEventListener("online", this.back);
    this.count();
    this.again();
  }

  disconnectedCallback() {
    clearTimeout(this.looking);
    for (const timer of this.timers?.values() ?? []) clearTimeout(timer);
    document.removeEventListener("visibilitychange", this.seen);
    removeEventListener("pagehide", this.hide);
    removeEventListener("online", this.back);
  }

  // Cells -------------------------------------------------------------------------------------
  cells() {
    return [...this.querySelectorAll(".cell")];
  }

  at(place) {
    return this.querySelector(`.cell[data-place="${CSS.escape(place)}"]`);
  }

  rows() {
    return [...this.querySelectorAll("tbody[data-row]")];
  }

  // What the server has of a cell; one writes only after Enter or a click.
  take(cell) {
    cell.base = plain(cell.value);
    cell.sentBase = null;
    cell.readOnly = true;
  }

  dirty() {
    return this.cells().filter((cell) => plain(cell.value).trim() !== cell.base.trim());
  }

  entered(cell) {
    if (!cell.matches?.(".cell")) return;
    this.place = cell.dataset.place;
    if (matchMedia("(pointer: coarse)").matches) this.write(cell);
  }

  left(cell) {
    if (!cell.matches?.(".cell")) return;
    cell.readOnly = true;
    this.place = "";
    if (plain(cell.value).trim() !== cell.base.trim()) this.later(cell, 0);
  }

  write(cell) {
    cell.readOnly = false;
  }

  typed(cell) {
    if (!cell.matches?.(".cell")) return;
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keep(), 300);
    if (cell.classList.contains("minutes-cell")) this.count();
    this.later(cell, WAIT);
  }

  later(cell, milliseconds) {
    clearTimeout(this.timers.get(cell));
    this.timers.set(
      cell,
      setTimeout(() => this.save(cell), milliseconds),
    );
  }

  async save(cell) {
    clearTimeout(this.timers.get(cell));
    this.timers.delete(cell);
    if (cell.saving) return this.later(cell, WAIT);
    const sent = plain(cell.value);
    if (sent.trim() === cell.base.trim()) return undefined;
    const [row, column, pupil] = cell.dataset.place.split(":");
    const body = this.body({ row, column, pupil, version: cell.dataset.version, text: sent });
    if (cell.sentBase !== null) body.set("base", cell.sentBase);
    this.say(this.dataset.saving);
    cell.saving = true;
    const [status, found] = await this.post(this.getAttribute("cell-url"), body);
    cell.saving = false;
    if (!found) return this.failed(cell, status);
    if (found.error) return this.say(found.error, true);
    this.names(cell, found.names);
    if (found.outcome === "fixed" || found.outcome === "unsettled") {
      this.say(this.dataset[found.outcome], true);
      cell.classList.add("split");
      // What is shown beside it is the newest of both.
      cell.base = sent;
      this.keep();
      return this.refresh(true);
    }
    cell.classList.remove("split");
    cell.dataset.version = found.version;
    const untouched = plain(cell.value) === sent;
    if (untouched) {
      cell.base = found.text;
      cell.sentBase = null;
      if (found.text !== sent.trim()) cell.value = found.text;
    } else {
      // Somebody typed on while it was sent: the next text starts from what was sent.
      cell.base = sent;
      cell.sentBase = sent;
      this.later(cell, WAIT);
    }
    this.keep();
    this.count();
    if (found.removed) this.say(this.dataset.removed, true);
    else if (found.outcome === "together") this.say(this.dataset.together);
    else this.say(`${this.dataset.saved} ${found.at}`);
    return undefined;
  }

  failed(cell, status) {
    this.keep();
    if (status === "login") return this.say(this.dataset.login, true);
    this.say(this.dataset.failed, true);
    this.later(cell, AGAIN);
    return undefined;
  }

  names(cell, names) {
    let note = cell.nextElementSibling?.matches(".names-note") ? cell.nextElementSibling : null;
    if (!names?.length) return note?.remove();
    if (!note) {
      note = document.createElement("p");
      note.className = "names-note";
      cell.after(note);
    }
    note.textContent = this.dataset.names.replace("%s", names.join(", "));
    return undefined;
  }

  // The server -----------------------------------------------------------------------------------
  body(fields) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.querySelector("[name=csrfmiddlewaretoken]").value);
    body.set("json", "1");
    for (const [name, value] of Object.entries(fields)) body.set(name, value ?? "");
    return body;
  }

  async post(url, body) {
    try {
      const answer = await fetch(url, { method: "POST", body, redirect: "manual", keepalive: true });
      if (answer.type === "opaqueredirect") return ["login", null];
      const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
      return [answer.status, isJson ? await answer.json() : null];
    } catch {
      return [0, null];
    }
  }

  // A form as the browser would send it: the page that came, and whether the server answered at all.
  async sendForm(form, submitter) {
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form, submitter) });
      return [new DOMParser().parseFromString(await answer.text(), "text/html"), true];
    } catch {
      return [null, false];
    }
  }

  say(text, isBad = false) {
    this.note.textContent = text;
    this.note.classList.toggle("bad", isBad);
  }

  // What was typed and not saved yet survives a crash.
  keep() {
    clearTimeout(this.keeping);
    const texts = {};
    for (const cell of this.dirty()) {
      texts[cell.dataset.place] = { text: plain(cell.value), base: cell.sentBase ?? cell.base };
    }
    try {
      if (Object.keys(texts).length) localStorage.setItem(this.key, JSON.stringify({ texts, at: Date.now() }));
      else localStorage.removeItem(this.key);
    } catch {}
  }

  restore() {
    const draft = stored(this.key);
    if (!draft.texts || Date.now() - draft.at > KEEP) return;
    let count = 0;
    for (const [place, { text, base }] of Object.entries(draft.texts)) {
      const cell = this.at(place);
      if (!cell || plain(cell.value).trim() === text.trim()) continue;
      cell.value = text;
      cell.sentBase = base;
      count += 1;
      this.later(cell, WAIT);
    }
    // What came through after all is no draft any more.
    this.keep();
    if (count) this.say(this.dataset.restored);
  }

  count() {
    const minutes = this.rows().map((row) => {
      const found = /[0-9]{1,3}(?![0-9])/.exec(row.querySelector(".minutes-cell").value);
      return found ? Number(found[0]) : 0;
    });
    this.querySelector("[data-minutes]").textContent = String(minutes.reduce((sum, number) => sum + number, 0));
    const bar = this.querySelector("[data-bar]");
    bar.replaceChildren(
      ...minutes.map((number) => {
        const part = document.createElement("i");
        part.style.flexGrow = number;
        return part;
      }),
    );
  }
}
customElements.define("lesson-grid", LessonGrid);
