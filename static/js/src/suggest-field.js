// <suggest-field url="…"> around an input: offers topics while one types. Arrow keys choose, Enter takes the chosen one,
// Escape closes. Without it one types the word oneself.
let suggestCounter = 0;

class SuggestField extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input");
    this.url = this.getAttribute("url");
    if (!this.field || !this.url) return;
    this.list = document.createElement("ul");
    this.list.className = "suggest-list";
    this.list.id = `suggest-list-${(suggestCounter += 1)}`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.dataset.label || "");
    this.field.setAttribute("role", "combobox");
    this.field.setAttribute("aria-expanded", "false");
    this.field.setAttribute("aria-controls", this.list.id);
    this.field.setAttribute("aria-autocomplete", "list");
    this.append(this.list);
    this.field.addEventListener("input", () => this.look());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.field.form?.addEventListener("submit", () => this.close());
    this.list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("li");
      if (!option) return;
      event.preventDefault();
      this.choose(option);
    });
  }

  look() {
    clearTimeout(this.timer);
    const text = this.field.value.trim();
    if (text.length < 2) return this.close();
    this.timer = setTimeout(() => this.ask(text), 120);
    return undefined;
  }

  async ask(text) {
    this.asked = text;
    try {
      const answer = await fetch(`${this.url}?${new URLSearchParams({ q: text })}`, { headers: { accept: "application/json" } });
      if (!answer.ok || this.asked !== text) return;
      this.show((await answer.json()).topics.slice(0, 6));
    } catch {
      this.close();
    }
  }

  show(topics) {
    this.list.replaceChildren(
      ...topics.map(({ name, parent, synonym }, index) => {
        const option = document.createElement("li");
        option.id = `${this.list.id}-${index}`;
        option.setAttribute("role", "option");
        option.textContent = name;
        option.dataset.insert = name;
        const note = synonym || parent;
        if (note) {
          const small = document.createElement("small");
          small.textContent = note;
          option.append(" ", small);
        }
        return option;
      }),
    );
    this.list.hidden = topics.length === 0;
    this.field.setAttribute("aria-expanded", String(topics.length > 0));
    this.mark(-1);
  }

  mark(index) {
    const options = [...this.list.children];
    this.index = options.length && index >= -1 ? Math.min(index, options.length - 1) : -1;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.index)));
    if (this.index >= 0) this.field.setAttribute("aria-activedescendant", options[this.index].id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (this.list.hidden) return;
    const count = this.list.children.length;
    if (event.key === "ArrowDown") this.mark((this.index + 1) % count);
    else if (event.key === "ArrowUp") this.mark((this.index + count - (this.index < 0 ? 0 : 1)) % count);
    else if (event.key === "Enter" && this.index >= 0) this.choose(this.list.children[this.index]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  choose(option) {
    this.field.value = option.dataset.insert;
    this.close();
    this.field.focus();
    this.field.form?.requestSubmit();
  }

  close() {
    clearTimeout(this.timer);
    this.asked = undefined;
    this.list.hidden = true;
    this.list.replaceChildren();
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }
}
customElements.define("suggest-field", SuggestField);
