// What others do in a lesson plan meanwhile: their texts, where they write, rows that came, went or moved.
const LOOK = 4000;
const LOOK_QUIETLY = 15_000;
const plain = (text) => text.replaceAll("\r\n", "\n");

const withOthers = (Base) =>
  class extends Base {
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
      if (shape.join() !== mine.join() || (this.remarks !== undefined && this.remarks !== remarks))
        await this.refresh();
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

    async page() {
      try {
        const answer = await fetch(location.pathname, { redirect: "manual" });
        return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
      } catch {
        return null;
      }
    }

    // The page once more from the server: rows that came, went or moved, and what stands below them.
    async refresh(isOwn = false, known = null) {
      const page = known ?? (await this.page());
      const fresh = page?.querySelector("lesson-grid");
      if (!fresh) return;
      const mineByKey = new Map(this.rows().map((row) => [row.dataset.row, row]));
      const focused = this.table.contains(document.activeElement) ? document.activeElement : null;
      let cursor = this.rows()[0] ?? this.table.tFoot;
      for (const row of fresh.querySelectorAll("tbody[data-row]")) {
        const mine = mineByKey.get(row.dataset.row);
        mineByKey.delete(row.dataset.row);
        const placed = mine ?? document.importNode(row, true);
        if (mine) this.renew(mine, row);
        else for (const cell of placed.querySelectorAll(".cell")) this.take(cell);
        if (placed === cursor) cursor = cursor.nextElementSibling;
        else cursor.before(placed);
      }
      for (const row of mineByKey.values()) {
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
  };
globalThis.lessonPlan = { plain, withOthers };
