// <text-toolbar>: a few buttons that put the marks of lists, links and bold words around what is chosen in the textarea.
class TextToolbar extends HTMLElement {
  connectedCallback() {
    this.querySelector("textarea").before(this.querySelector("[role=toolbar]"));
    this.addEventListener("click", (event) => {
      const button = event.target.closest("[role=toolbar] button");
      if (button) this.mark(button);
    });
  }

  mark(button) {
    const area = this.querySelector("textarea");
    const { selectionStart: from, selectionEnd: to, value } = area;
    const chosen = value.slice(from, to);
    const { around, before, address } = button.dataset;
    if (around) this.put(area, `${around}${chosen}${around}`, from, to, around.length, chosen.length);
    else if (before) this.lines(area, before);
    else
      this.put(area, `[${chosen}](${address})`, from, to, chosen ? chosen.length + 3 : 1, chosen ? address.length : 0);
  }

  lines(area, before) {
    const { selectionStart: from, selectionEnd: to, value } = area;
    const start = value.lastIndexOf("\n", from - 1) + 1;
    const marked = value
      .slice(start, to)
      .split("\n")
      .map((line) => `${before}${line}`)
      .join("\n");
    this.put(area, marked, start, to, marked.length, 0);
  }

  // What is put in is chosen from `offset` on, `length` long; others hear of it as of typing.
  put(area, text, from, to, offset, length) {
    area.setRangeText(text, from, to, "end");
    area.setSelectionRange(from + offset, from + offset + length);
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
customElements.define("text-toolbar", TextToolbar);
