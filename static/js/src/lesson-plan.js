// <lesson-grid>: a lesson plan in which several people write at once. Each cell saves itself over the text that it
// started from; what others wrote comes in every few seconds. Arrows walk, Enter writes, Esc leaves, Alt ↑↓ moves the row,
// Ctrl Enter adds one, Ctrl Alt M is for a remark. Without this script each row is a form with its own button.
const WAIT = 1200;
const AGAIN = 6000;
const LOOK = 4000;
const LOOK_QUIETLY = 15_000;
const KEEP = 14 * 86_400_000;
const plain = (text) => text.replaceAll("\r\n", "\n");
const stored = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key)) || {};
  } catch {
    return {};
  }
};

class LessonGrid extends HTMLElement {
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

  // What others do ---------------------------------------------------------------------------------
  again() {
    clearTimeout(this.looking);
    const isBusy = Date.now() - (this.lookedAt || Date.now()) < 60_000;
    this.looking = setTimeout(() => this.look(), isBusy ? LOOK : LOOK_QUIETLY);
  }

  async look() {
    clearTimeout(this.looking);
    if (document.visibilityState === "hidden") return this.again();
    const query = new URLSearchParams({ sinds: this.revision, plek: this.place || "" });
    try {
      const answer = await fetch(`${this.getAttribute("state-url")}?${query}`, { redirect: "manual" });
      if (answer.ok) await this.seeOthers(await answer.json());
    } catch {}
    return this.again();
  }

  async seeOthers(found) {
    this.people(found.others);
    if (found.fixed || String(found.version) !== this.getAttribute("version")) {
      if (!this.dirty().length) location.reload();
      return;
    }
    if (found.revision === this.revision) return;
    this.lookedAt = Date.now();
    for (const { place, text, version } of found.cells ?? []) this.receive(place, text, version);
    this.revision = found.revision;
    const shape = (found.shape ?? []).map((mark) => mark.split(":").slice(0, 2).join(":"));
    const mine = this.rows().map((row) => row.dataset.shape);
    const remarks = (found.shape ?? []).join();
    if (shape.join() !== mine.join() || (this.remarks !== undefined && this.remarks !== remarks)) await this.refresh();
    this.remarks = remarks;
    this.count();
  }

  // A newer text of somebody else: into the cell when nobody writes in it here; else it is laid together at saving.
  receive(place, text, version) {
    const cell = this.at(place);
    if (!cell || cell.saving || plain(cell.value).trim() !== cell.base.trim()) return;
    cell.dataset.version = version;
    if (cell.base === text) return;
    const caret = cell === document.activeElement ? cell.selectionStart : null;
    cell.value = text;
    cell.base = text;
    cell.sentBase = null;
    if (caret !== null) cell.setSelectionRange(caret, caret);
    cell.classList.add("is-new");
    setTimeout(() => cell.classList.remove("is-new"), 2500);
  }

  people(others) {
    for (const cell of this.querySelectorAll(".cell[data-writer]")) delete cell.dataset.writer;
    for (const flag of this.querySelectorAll(".writer-flag")) flag.remove();
    const list = this.querySelector("[data-people]");
    const words = [];
    for (const { name, colour, place } of Object.values(others ?? {})) {
      const cell = place && this.at(place);
      words.push(this.dataset[cell ? "writes" : "here"].replace("%s", name));
      if (!cell) continue;
      cell.dataset.writer = colour;
      const flag = document.createElement("span");
      flag.className = "writer-flag";
      flag.dataset.colour = colour;
      flag.textContent = name;
      cell.after(flag);
    }
    const text = words.join(" · ");
    if (list.textContent !== text) list.textContent = text;
  }

  // The page once more from the server: rows that came, went or moved, and what stands below them.
  async refresh(isOwn = false) {
    let page = null;
    try {
      const answer = await fetch(location.pathname, { redirect: "manual" });
      if (answer.ok) page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {}
    const fresh = page?.querySelector("lesson-grid");
    if (!fresh) return;
    const known = new Map(this.rows().map((row) => [row.dataset.row, row]));
    const focused = this.table.contains(document.activeElement) ? document.activeElement : null;
    let cursor = this.rows()[0] ?? this.table.tFoot;
    for (const row of fresh.querySelectorAll("tbody[data-row]")) {
      const mine = known.get(row.dataset.row);
      known.delete(row.dataset.row);
      const placed = mine ?? document.importNode(row, true);
      if (mine) this.renew(mine, row);
      else for (const cell of placed.querySelectorAll(".cell")) this.take(cell);
      if (placed === cursor) cursor = cursor.nextElementSibling;
      else cursor.before(placed);
    }
    for (const row of known.values()) {
      if ([...row.querySelectorAll(".cell")].some((cell) => this.dirty().includes(cell))) continue;
      row.remove();
    }
    const removed = fresh.querySelector(".removed-rows");
    const old = this.querySelector(".removed-rows");
    if (removed && old) old.replaceWith(document.importNode(removed, true));
    else if (removed) this.querySelector(".sheet-wrap").after(document.importNode(removed, true));
    else old?.remove();
    if (!isOwn) this.revision = Math.max(this.revision, Number(fresh.getAttribute("revision")));
    if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
    this.count();
  }

  renew(mine, row) {
    for (const cell of row.querySelectorAll(".cell")) {
      this.receive(cell.dataset.place, plain(cell.value), Number(cell.dataset.version));
      const here = this.at(cell.dataset.place);
      if (here) here.setAttribute("aria-label", cell.getAttribute("aria-label"));
    }
    mine.dataset.shape = row.dataset.shape;
    mine.querySelector(".row-number").textContent = row.querySelector(".row-number").textContent;
    const tools = [...row.querySelectorAll(".row-tools button")];
    [...mine.querySelectorAll(".row-tools button")].forEach((button, place) => {
      for (const name of ["aria-label", "value", "aria-pressed", "aria-expanded"]) {
        if (tools[place].hasAttribute(name)) button.setAttribute(name, tools[place].getAttribute(name));
      }
      button.disabled = tools[place].disabled;
      if (button.matches("[data-remarks]")) button.innerHTML = tools[place].innerHTML;
    });
    for (const strip of mine.querySelectorAll(".strip.conflict")) strip.remove();
    const first = mine.querySelector(".strip.remarks");
    for (const strip of row.querySelectorAll(".strip.conflict")) first.before(document.importNode(strip, true));
    const said = first.querySelector(".reply textarea");
    if (!said.value && said !== document.activeElement) {
      const isOpen = first.classList.contains("open");
      const renewed = document.importNode(row.querySelector(".strip.remarks"), true);
      renewed.classList.toggle("open", isOpen);
      first.replaceWith(renewed);
    }
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

  // Keys -------------------------------------------------------------------------------------------
  pressed(event) {
    const { key, target } = event;
    const row = target.closest?.("tbody[data-row]");
    if (!row || target.closest(".strip")) return;
    const isCell = target.matches(".cell");
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.altKey && !event.ctrlKey && (key === "ArrowUp" || key === "ArrowDown")) {
      this.move(row, this.rows().indexOf(row) + (key === "ArrowUp" ? -1 : 1), target);
    } else if (event.ctrlKey && !event.altKey && key === "Enter") this.add(row.dataset.row);
    else if (event.ctrlKey && event.altKey && key.toLowerCase() === "m") this.remark(row);
    else if (isCell && target.readOnly && isPlain && key.startsWith("Arrow")) this.walk(target, key);
    else if (isCell && target.readOnly && isPlain && key === "Enter") {
      this.write(target);
      target.setSelectionRange(target.value.length, target.value.length);
    } else if (isCell && !target.readOnly && key === "Escape") {
      target.readOnly = true;
      this.later(target, 0);
    } else if (isCell && !target.readOnly && isPlain && key === "Enter" && this.isLine(target)) {
      target.readOnly = true;
      this.later(target, 0);
    } else if (isCell && target.readOnly && isPlain && key.length === 1) {
      // Whoever just types, writes.
      this.write(target);
      target.setSelectionRange(target.value.length, target.value.length);
      return;
    } else return;
    event.preventDefault();
  }

  isLine(cell) {
    return cell.matches(".minutes-cell, .label-cell");
  }

  walk(cell, key) {
    const row = cell.closest("tbody");
    const own = [...row.querySelectorAll(".cell")];
    const step = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
    if (key === "ArrowLeft" || key === "ArrowRight") return own[own.indexOf(cell) + step]?.focus();
    const rows = this.rows();
    return rows[rows.indexOf(row) + step]?.querySelector(`.cell[name="${CSS.escape(cell.name)}"]`)?.focus();
  }

  // Rows -------------------------------------------------------------------------------------------
  async move(row, to, focused) {
    const rows = this.rows();
    if (to < 0 || to >= rows.length) return;
    const other = rows[to];
    if (rows.indexOf(row) < to) other.after(row);
    else other.before(row);
    focused?.focus?.();
    const body = this.body({ row: row.dataset.row, deed: "to", to });
    const [, found] = await this.post(this.getAttribute("row-url"), body);
    this.say(
      found && !found.error ? this.dataset.moved.replace("%s", to + 1) : found?.error || this.dataset.failed,
      !found,
    );
    await this.refresh(true);
  }

  async add(after) {
    const key = crypto.randomUUID();
    const [, found] = await this.post(this.getAttribute("add-url"), this.body({ after, key }));
    if (!found || found.error) return this.say(found?.error || this.dataset.failed, true);
    await this.refresh(true);
    const cell = this.querySelector(`tbody[data-row="${key}"] .cell`);
    cell?.focus();
    if (cell) this.write(cell);
    return undefined;
  }

  remark(row) {
    const strip = row.querySelector(".strip.remarks");
    strip.classList.add("open");
    row.querySelector("[data-remarks]").setAttribute("aria-expanded", "true");
    strip.querySelector(".reply textarea").focus();
  }

  clicked(event) {
    const button = event.target.closest?.("[data-remarks]");
    if (!button) return;
    const row = button.closest("tbody");
    const strip = row.querySelector(".strip.remarks");
    const isOpen = button.getAttribute("aria-expanded") === "true";
    if (!isOpen) return this.remark(row);
    strip.classList.remove("open");
    strip.classList.add("no-open");
    button.setAttribute("aria-expanded", "false");
    return undefined;
  }

  async sent(event) {
    const form = event.target;
    if (form.matches("[data-add]")) {
      event.preventDefault();
      return this.add("");
    }
    const row = form.closest("tbody[data-row]");
    if (!form.matches(".row-tools")) {
      // The page goes: what is not saved yet is kept on this device, and saved by the next.
      this.keep();
      return undefined;
    }
    event.preventDefault();
    const deed = event.submitter?.value;
    const place = this.rows().indexOf(row);
    if (deed === "up" || deed === "down") return this.move(row, place + (deed === "up" ? -1 : 1), event.submitter);
    await Promise.all(
      this.dirty()
        .filter((cell) => row.contains(cell))
        .map((cell) => this.save(cell)),
    );
    const [, found] = await this.post(this.getAttribute("row-url"), this.body({ row: row.dataset.row, deed }));
    if (!found || found.error) return this.say(found?.error || this.dataset.failed, true);
    if (deed === "remove") {
      const next = this.rows()[place + 1] ?? this.rows()[place - 1];
      row.remove();
      next?.querySelector(".cell")?.focus();
      this.offerUndo(row.dataset.row);
    }
    return this.refresh(true);
  }

  offerUndo(key) {
    this.say(`${this.dataset.gone} `);
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "link-button";
    undo.textContent = this.dataset.undo;
    undo.addEventListener("click", async () => {
      await this.post(this.getAttribute("row-url"), this.body({ row: key, deed: "restore" }));
      this.say("");
      await this.refresh(true);
      this.querySelector(`tbody[data-row="${key}"] .cell`)?.focus();
    });
    this.note.append(undo);
  }

  // Dragging by the grip ---------------------------------------------------------------------------
  dragstart(event) {
    const row = event.target.closest?.(".grip")?.closest("tbody");
    if (!row) return;
    this.dragged = row;
    row.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", row.dataset.row);
  }

  dragover(event) {
    const over = event.target.closest?.("tbody[data-row]");
    if (!this.dragged || !over) return;
    event.preventDefault();
    if (over === this.dragged) return;
    const box = over.getBoundingClientRect();
    if (event.clientY > box.top + box.height / 2) over.after(this.dragged);
    else over.before(this.dragged);
  }

  drop(event) {
    if (this.dragged) event.preventDefault();
  }

  async dragend() {
    const row = this.dragged;
    if (!row) return;
    this.dragged = null;
    row.classList.remove("is-dragged");
    const to = this.rows().indexOf(row);
    const [, found] = await this.post(
      this.getAttribute("row-url"),
      this.body({ row: row.dataset.row, deed: "to", to }),
    );
    this.say(found && !found.error ? this.dataset.moved.replace("%s", to + 1) : this.dataset.failed, !found);
    await this.refresh(true);
  }
}
customElements.define("lesson-grid", LessonGrid);
