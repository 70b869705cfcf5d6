// <survey-draft key="…" [data-stored] data-saved data-restored> around the form of a scan: what is chosen is kept in this
// tab until it is sent, never on the server and not beyond the tab: others use this device too. The digits 1–5 choose on
// the scale that has the focus and go on to the next, 0 is «I do not know».
const PREFIX = "scan:";

const store = {
  read(key) {
    try {
      return JSON.parse(sessionStorage.getItem(PREFIX + key)) || {};
    } catch {
      return {};
    }
  },
  write(key, values) {
    try {
      if (values) sessionStorage.setItem(PREFIX + key, JSON.stringify(values));
      else sessionStorage.removeItem(PREFIX + key);
      return true;
    } catch {
      return false;
    }
  },
};

class SurveyDraft extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.note = this.querySelector(".saved-note");
    this.key = this.getAttribute("key");
    if (!this.form || !this.note || !this.key) return;
    this.restore();
    this.form.addEventListener("change", () => this.keep());
    this.form.addEventListener("submit", () => store.write(this.key));
    this.form.addEventListener("keydown", (event) => this.press(event));
  }

  radios() {
    return [...this.form.querySelectorAll('input[type="radio"]')];
  }

  restore() {
    const kept = store.read(this.key);
    let found = false;
    for (const radio of this.radios()) {
      if (kept[radio.name] !== undefined && kept[radio.name] === radio.value && !radio.checked) {
        radio.checked = true;
        found = true;
      }
    }
    if (found) this.note.textContent = this.dataset.restored;
  }

  keep() {
    const values = {};
    for (const radio of this.radios()) if (radio.checked) values[radio.name] = radio.value;
    if (store.write(this.key, values)) this.note.textContent = this.dataset.saved;
  }

  press(event) {
    const here = event.target;
    if (here.type !== "radio" || event.ctrlKey || event.metaKey || event.altKey || !/^[0-5]$/.test(event.key)) return;
    event.preventDefault();
    const wanted = event.key === "0" ? "" : event.key;
    const names = [...new Set(this.radios().map((radio) => radio.name))];
    const of = (name) => this.radios().filter((radio) => radio.name === name);
    for (const radio of of(here.name)) radio.checked = radio.value === wanted;
    this.keep();
    const next = names[names.indexOf(here.name) + 1];
    if (!next) return;
    (of(next).find((radio) => radio.checked) ?? of(next)[0]).focus();
  }
}

customElements.define("survey-draft", SurveyDraft);
