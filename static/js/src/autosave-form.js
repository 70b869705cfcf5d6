// <autosave-form data-saved data-failed data-conflict> around a form with a hidden `version`: what is typed is posted by
// itself with `autosave`, and the answer gives the next version. On a conflict it stops: the writer saves and sees both.
const WAIT = 2500;
const AGAIN = 8000;

class AutosaveForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.note = this.querySelector(".saved-note");
    if (!this.form || !this.note) return;
    this.form.addEventListener("input", () => this.later(WAIT));
    this.form.addEventListener("change", () => this.later(WAIT));
    this.form.addEventListener("submit", () => this.stop());
    this.hide = () => document.visibilityState === "hidden" && this.timer && this.save();
    document.addEventListener("visibilitychange", this.hide);
  }

  disconnectedCallback() {
    this.stop();
    document.removeEventListener("visibilitychange", this.hide);
  }

  later(milliseconds) {
    if (this.ended) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), milliseconds);
  }

  stop() {
    this.ended = true;
    clearTimeout(this.timer);
    this.timer = 0;
  }

  async save() {
    if (this.ended || this.busy) return this.later(WAIT);
    this.timer = 0;
    this.busy = true;
    const body = new FormData(this.form);
    body.set("autosave", "1");
    let answer;
    try {
      answer = await fetch(this.form.action, { method: "POST", body });
    } catch {
      answer = null;
    }
    this.busy = false;
    if (this.ended) return undefined;
    if (answer?.ok) {
      this.form.elements.version.value = (await answer.json()).version;
      return this.say(`${this.dataset.saved} ${this.time()}`);
    }
    if (answer?.status === 409) {
      this.stop();
      return this.say(this.dataset.conflict, true);
    }
    this.say(this.dataset.failed, true);
    return answer?.status === 422 ? undefined : this.later(AGAIN);
  }

  time() {
    return new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  }

  say(text, bad = false) {
    this.note.textContent = text;
    this.note.classList.toggle("bad", bad);
  }
}
customElements.define("autosave-form", AutosaveForm);
