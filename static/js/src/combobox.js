// Fields that offer answers while one types. Arrow keys choose (Home and End too, once an arrow was used), Enter takes the
// chosen one, Escape closes. Without it one types the word oneself.
//   <suggest-field url="…"> around an input: topics; the chosen one is sent.
//   <named-field url="…"> around an input: people or products; the chosen one stands in the field.
//   <mention-field url="…"> around a textarea: the people of the group after «@»; Tab takes one as well.
let counter = 0;

class Combobox extends HTMLElement {
  connectedCallback() {
    // A page that htmx kept for going back holds the list of then.
    for (const left of this.querySelectorAll(":scope > [role=listbox]")) left.remove();
    this.list = document.createElement("ul");
    this.list.className = this.constructor.listClass;
    this.list.id = `${this.constructor.listClass}-${(counter += 1)}`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.dataset.label || "");
    // Listening here instead of at the field: htmx may put another field in its place.
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
    if (this.list.hidden || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
      return;
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
      const address = new URL(this.getAttribute("url"), document.baseURI);
      address.searchParams.set("q", text);
      const answer = await fetch(address, {
        headers: { accept: "application/json" },
      });
      const found = answer.ok && (await answer.json());
      if (found && this.asked === text) this.show(this.rows(found));
    } catch {
      this.close();
    }
  }

  // Each row: what is read, what is put in, and a note beside it.
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

  // What a screen reader must know, said at the field.
  tell() {
    const { field } = this;
    if (!field) return;
    field.setAttribute("aria-controls", this.list.id);
    field.setAttribute("aria-autocomplete", "list");
    if (field.localName === "input") {
      // A field of many lines is no combobox: it keeps its own role and says which option is chosen.
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

// What is chosen stays in the field, to be sent with the rest of the form.
class NamedField extends Combobox {
  static listClass = "suggest-list";
  static takenBy = ["Enter"];
  static first = -1;

  sought() {
    const text = this.field.value.trim();
    return text.length < 2 ? undefined : text;
  }

  rows({ rows }) {
    return rows;
  }

  take(field, insert) {
    field.value = insert;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
customElements.define("named-field", NamedField);

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
