// <mention-field url="…"> around a <textarea>: after «@» it offers the people of the group. Arrow keys choose, Enter or
// Tab puts the name in, Escape closes. Without it one types the name oneself.
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
