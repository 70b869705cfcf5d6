// <live-talk src="…" data-state="…"> around a discussion: every few seconds it asks whether something is new and fills
// each [data-live] with what the server says now. What somebody is typing stays. Forms with data-live-form are sent
// without leaving the page. Keys 1 to 3 on a note press its button, and a note can be dragged to a change.
const EVERY = 3000;
const RESTED = 15_000;

class LiveTalk extends HTMLElement {
  connectedCallback() {
    this.status = this.querySelector("#talk-status");
    this.addEventListener("submit", (event) => this.send(event));
    this.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener("dragstart", (event) => this.drag(event));
    this.addEventListener("dragover", (event) => this.over(event));
    this.addEventListener("dragleave", (event) => event.target.closest?.("[data-over]")?.removeAttribute("data-over"));
    this.addEventListener("drop", (event) => this.drop(event));
    this.seen = () => document.visibilityState === "visible" && this.ask();
    document.addEventListener("visibilitychange", this.seen);
    this.later(EVERY);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.seen);
  }

  later(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), milliseconds);
  }

  say(text, bad = false) {
    if (!this.status || this.status.textContent === text) return;
    this.status.textContent = text;
    this.status.classList.toggle("bad", bad);
  }

  async ask() {
    if (this.busy) return this.later(EVERY);
    const address = new URL(this.getAttribute("src"), location);
    for (const [name, value] of new URLSearchParams(location.search)) address.searchParams.set(name, value);
    address.searchParams.set("stand", this.dataset.state);
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" }, redirect: "error" });
      if (answer.status === 200) this.show(await answer.text());
      if (this.offline && answer.ok) this.say("");
      this.offline = false;
    } catch {
      this.offline = true;
      this.say(this.dataset.offline, true);
    }
    return this.later(document.visibilityState === "visible" ? EVERY : RESTED);
  }

  // Fill every live part from a page of the server; `sent` is the form whose text has arrived.
  show(text, sent = null) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const talk = page.querySelector("live-talk");
    if (!talk) return location.reload();
    this.dataset.state = talk.dataset.state;
    const focused = document.activeElement?.id;
    const note = document.activeElement?.closest?.("[data-note]")?.dataset.note;
    const part = document.activeElement?.closest?.("[data-live]")?.id;
    for (const fresh of talk.querySelectorAll("[data-live]")) {
      const old = this.querySelector(`#${fresh.id}`);
      if (!old || old.innerHTML === fresh.innerHTML || this.isWrittenIn(old, sent)) continue;
      for (const open of old.querySelectorAll("details[open]")) {
        if (open.id && open !== sent?.closest("details")) fresh.querySelector(`#${open.id}`)?.setAttribute("open", "");
      }
      old.replaceChildren(...fresh.childNodes);
    }
    if (document.activeElement === document.body) this.focusAgain({ focused, note, sent, part });
    return undefined;
  }

  // Where the keyboard was: the same element, the first field of the form that was sent, or the part that held both.
  focusAgain({ focused, note, sent, part }) {
    const form = sent?.id && document.getElementById(sent.id);
    const places = [
      focused && document.getElementById(focused),
      note && this.querySelector(`[data-note="${note}"]`),
      form && form.querySelector("textarea, select, input:not([type=hidden])"),
      form && form.closest("details")?.querySelector("summary"),
      part && document.getElementById(part),
    ];
    for (const place of places.filter(Boolean)) {
      if (place.id && place.id === part) place.tabIndex = -1;
      place.focus({ preventScroll: true });
      if (document.activeElement === place) return;
    }
  }

  isWrittenIn(part, sent) {
    return [...part.querySelectorAll("textarea, input:not([type=hidden]), select")].some((field) => {
      if (field.form === sent) return false;
      if (field.type === "checkbox") return field.checked !== field.defaultChecked;
      if (field.tagName === "SELECT") return field === document.activeElement;
      return field.value !== field.defaultValue || (field === document.activeElement && part.id !== "talk-write");
    });
  }

  async send(event) {
    const form = event.target;
    if (!form.matches("[data-live-form]")) return;
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    const button = event.submitter;
    const action = button?.getAttribute("formaction") || form.action;
    try {
      const answer = await fetch(action, { method: "POST", body: new FormData(form, button) });
      const text = await answer.text();
      if (answer.ok) {
        this.show(text, form);
        this.tell(text);
      } else if (answer.status === 422) this.correct(form, text);
      else this.say(this.dataset.failed, true);
    } catch {
      this.say(this.dataset.failed, true);
    }
    this.busy = false;
  }

  // What the page would have said after the deed.
  tell(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { timeStyle: "short", hourCycle: "h23" });
    const words = [...page.querySelectorAll(".messages .message")].map((message) => message.textContent.trim());
    this.say(words.join(" ") || `${this.dataset.saved} ${time}`);
  }

  // The same form with its errors, and what was typed.
  correct(form, text) {
    const fresh = new DOMParser().parseFromString(text, "text/html").getElementById(form.id);
    if (!fresh) return this.say(this.dataset.failed, true);
    form.replaceChildren(...fresh.childNodes);
    form.querySelector("[aria-invalid=true]")?.focus();
    return undefined;
  }

  key(event) {
    const note = event.target.closest?.("[data-note]");
    if (!note || event.target !== note || event.ctrlKey || event.metaKey || event.altKey) return;
    const button = note.querySelector(`[data-place="${CSS.escape(event.key)}"]`);
    if (button) {
      event.preventDefault();
      button.click();
      return;
    }
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!way) return;
    const notes = [...this.querySelectorAll("[data-note][tabindex]")];
    const next = notes[notes.indexOf(note) + way];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  }

  drag(event) {
    const note = event.target.closest?.("[data-note]");
    if (note) event.dataTransfer.setData("text/x-note", note.dataset.note);
  }

  over(event) {
    const change = event.target.closest?.("[data-revision]");
    if (!change || !event.dataTransfer.types.includes("text/x-note")) return;
    event.preventDefault();
    change.setAttribute("data-over", "");
  }

  drop(event) {
    const change = event.target.closest?.("[data-revision]");
    const note = event.dataTransfer.getData("text/x-note");
    if (!change || !note) return;
    event.preventDefault();
    change.removeAttribute("data-over");
    const place = `[data-note="${CSS.escape(note)}"] [data-place="${change.dataset.place}"]`;
    const button = this.querySelector(place);
    if (button?.getAttribute("aria-pressed") === "false") button.click();
  }
}

// <step-timer data-started data-now data-minutes>: counts down by the server's clock, turns amber and counts on.
class StepTimer extends HTMLElement {
  connectedCallback() {
    this.off = Date.parse(this.dataset.now) - Date.now();
    this.draw();
    this.ticking = setInterval(() => this.draw(), 1000);
  }

  disconnectedCallback() {
    clearInterval(this.ticking);
  }

  draw() {
    const end = Date.parse(this.dataset.started) + this.dataset.minutes * 60_000;
    const left = Math.floor((end - Date.now() - this.off) / 1000);
    const seconds = Math.abs(left);
    const clock = this.querySelector("b");
    if (clock) {
      clock.textContent = `${left < 0 ? "+" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    }
    this.toggleAttribute("data-up", left <= 0);
  }
}

customElements.define("live-talk", LiveTalk);
customElements.define("step-timer", StepTimer);
