// The rows of a lesson plan: walked by keys, moved by buttons and by their grip, added, taken away, remarked upon.
const withRows = (Base) =>
  class extends Base {
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
  };
globalThis.lessonPlan.withRows = withRows;
