// <autosave-field key="…" [url="…"]> around a <textarea>: what you type is kept in this browser and comes back after a
// crash; with `url` it is posted too. With `until-sent` the draft goes only when the server says that it has the text
// (`kit.drafts.forget_drafts`), else as soon as the form is sent. The words come from data-saved, data-restored and data-discard on the element.
const PREFIX = "draft:";
const KEEP_DAYS = 14;
const DAY = 86_400_000;

const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
};
const write = (key, draft) => {
  try {
    if (draft) localStorage.setItem(PREFIX + key, JSON.stringify(draft));
    else localStorage.removeItem(PREFIX + key);
    return true;
  } catch {
    return false;
  }
};

// What the server says that it has.
const arrived = document.cookie.match(/(?:^|; )sent-draft=([^;]*)/)?.[1];
if (arrived) {
  const prefix = PREFIX + decodeURIComponent(arrived);
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  } catch {
    // Without storage there is nothing to forget.
  }
  document.cookie = "sent-draft=; max-age=0; path=/; samesite=lax";
}

class AutosaveField extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("textarea, input");
    const key = this.getAttribute("key");
    if (!this.field || !key) return;
    this.key = key;
    this.note = this.querySelector(".saved-note") || this.appendChild(document.createElement("p"));
    this.note.className = "saved-note";
    this.note.setAttribute("role", "status");
    this.original = this.field.value;
    this.restore();
    this.field.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), 800);
    });
    this.leave = () => this.timer && this.save();
    addEventListener("pagehide", this.leave);
    this.field.form?.addEventListener("submit", () => {
      clearTimeout(this.timer);
      this.timer = 0;
      if (this.hasAttribute("until-sent")) write(key, { text: this.field.value, at: Date.now() });
      else write(key, null);
    });
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    removeEventListener("pagehide", this.leave);
  }

  restore() {
    const draft = read(this.key);
    if (!draft || Date.now() - draft.at > KEEP_DAYS * DAY) return write(this.key, null);
    if (draft.text === this.field.value) return undefined;
    this.field.value = draft.text;
    this.note.textContent = `${this.dataset.restored || "Restored"} `;
    const discard = document.createElement("button");
    discard.type = "button";
    discard.className = "link-button";
    discard.textContent = this.dataset.discard || "Discard";
    discard.addEventListener("click", () => {
      this.field.value = this.original;
      write(this.key, null);
      this.note.textContent = "";
      this.field.focus();
    });
    this.note.append(discard);
    return undefined;
  }

  async save() {
    this.timer = 0;
    const text = this.field.value;
    let kept = write(this.key, text === this.original ? null : { text, at: Date.now() });
    const url = this.getAttribute("url");
    if (url) kept = (await this.post(url, text)) || kept;
    if (!kept) return;
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { timeStyle: "short", hourCycle: "h23" });
    this.note.textContent = `${this.dataset.saved || "Saved"} ${time}`;
  }

  async post(url, text) {
    const body = new FormData();
    body.set(this.field.name, text);
    const token = this.field.form?.elements.csrfmiddlewaretoken?.value;
    if (token) body.set("csrfmiddlewaretoken", token);
    try {
      return (await fetch(url, { method: "POST", body, keepalive: true })).ok;
    } catch {
      return false;
    }
  }
}
customElements.define("autosave-field", AutosaveField);
