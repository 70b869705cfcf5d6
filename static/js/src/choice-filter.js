// <choice-filter data-label="…"> around many ticks: a field on top leaves those that hold the words; what is ticked stays.
// Without it all of them stand there.
const FEW = 12;
const plain = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();

class ChoiceFilter extends HTMLElement {
  connectedCallback() {
    this.rows = [...this.querySelectorAll("label")].filter((label) => label.querySelector("input[type=checkbox]"));
    if (this.rows.length <= FEW || this.querySelector(".choice-search")) return;
    const field = document.createElement("input");
    field.type = "search";
    field.className = "choice-search";
    field.setAttribute("aria-label", this.dataset.label);
    field.placeholder = this.dataset.label;
    field.addEventListener("input", () => this.show(field.value));
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    this.addEventListener("change", () => this.show(field.value));
    this.rows[0].closest("fieldset > div, fieldset > ul").before(field);
    this.show("");
  }

  show(words) {
    const wanted = plain(words).split(" ").filter(Boolean);
    for (const row of this.rows) {
      const holds = wanted.length > 0 && wanted.every((word) => plain(row.textContent).includes(word));
      row.parentElement.hidden = !(
        holds ||
        row.querySelector("input").checked ||
        (!wanted.length && this.isFirst(row))
      );
    }
  }

  isFirst(row) {
    return this.rows.indexOf(row) < FEW;
  }
}

customElements.define("choice-filter", ChoiceFilter);
