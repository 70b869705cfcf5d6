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
      await this.placed(row, to);
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

    // A remark, or one that is dealt with: the strip comes anew, and one writes on where one was.
    async remarked(event, row) {
      event.preventDefault();
      const { target: form, submitter } = event;
      const [page, isThere] = await this.sendForm(form, submitter);
      const fresh = page?.querySelector(`#${CSS.escape(row.id)} .strip.remarks`);
      if (!fresh) return this.say(this.dataset[isThere ? "login" : "failed"], true);
      const placed = document.importNode(fresh, true);
      placed.classList.add("open");
      row.querySelector(".strip.remarks").replaceWith(placed);
      placed.querySelector(".reply textarea").focus({ preventScroll: true });
      const warning = page.querySelector("#messages .warning");
      this.say(warning?.textContent.trim() ?? "", Boolean(warning));
      return this.refresh(true, page);
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
      if (form.closest(".strip.remarks")) return this.remarked(event, row);
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
      this.draggedFrom = this.rows().indexOf(row);
      this.isDropped = false;
      row.classList.add("is-dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", row.dataset.row);
    }

    dragover(event) {
      if (!this.dragged) return;
      event.preventDefault();
      const over = event.target.closest?.("tbody[data-row]");
      if (!over || over === this.dragged) return;
      const box = over.getBoundingClientRect();
      if (event.clientY > box.top + box.height / 2) over.after(this.dragged);
      else over.before(this.dragged);
    }

    // A quick hand drops without having moved over the rows in between.
    drop(event) {
      this.dragover(event);
      this.isDropped = Boolean(this.dragged);
    }

    // Given up with Esc, or let go beside the plan: the row goes back to where it stood.
    async dragend() {
      const row = this.dragged;
      if (!row) return;
      this.dragged = null;
      row.classList.remove("is-dragged");
      if (!this.isDropped) {
        row.remove();
        const next = this.rows()[this.draggedFrom] ?? this.table.tFoot;
        next.before(row);
        return;
      }
      const to = this.rows().indexOf(row);
      if (to !== this.draggedFrom) await this.placed(row, to);
    }

    async placed(row, to) {
      const body = this.body({ row: row.dataset.row, deed: "to", to });
      const [, found] = await this.post(this.getAttribute("row-url"), body);
      const isPlaced = found && !found.error;
      this.say(isPlaced ? this.dataset.moved.replace("%s", to + 1) : found?.error || this.dataset.failed, !isPlaced);
      await this.refresh(true);
    }
  };
globalThis.lessonPlan.withRows = withRows;
