// <film-upload src="…" part="…" data-size="…"> around the form for a film: sends it in parts, and goes on where it broke
// off, also on another day: the server says how much it has. Without JavaScript the form sends a small film in one go.
const WAIT = [1000, 3000, 8000, 20_000, 60_000];

class FilmUpload extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.bar = this.querySelector("progress[hidden], progress");
    this.status = this.querySelector("[role=status]");
    this.form?.addEventListener("submit", (event) => this.begin(event));
    this.leaving = (event) => this.busy && event.preventDefault();
    addEventListener("beforeunload", this.leaving);
  }

  disconnectedCallback() {
    removeEventListener("beforeunload", this.leaving);
  }

  async begin(event) {
    const film = this.form.querySelector("input[type=file]").files[0];
    if (!film) return;
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    try {
      const told = await this.post(this.getAttribute("src"), { size: film.size, name: film.name });
      if (told.error) this.say(told.error);
      else await this.sendAll(film, told);
    } catch {
      this.say(this.dataset.failed);
    }
    this.busy = false;
  }

  async sendAll(film, told) {
    const size = Number(this.dataset.size);
    let received = told.received;
    let failed = 0;
    while (received < film.size) {
      this.show(received, film.size);
      try {
        const part = film.slice(received, received + size);
        const answer = await this.post(this.getAttribute("part"), { key: told.key, offset: received, part });
        if (answer.error) return this.say(answer.error);
        received = answer.received;
        failed = 0;
      } catch {
        if (failed === WAIT.length) return this.say(this.dataset.failed);
        this.say(this.dataset.again);
        await new Promise((resolve) => setTimeout(resolve, WAIT[failed]));
        failed += 1;
      }
    }
    this.show(film.size, film.size);
    this.busy = false;
    return location.reload();
  }

  async post(address, values) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    for (const [name, value] of Object.entries(values)) body.append(name, value);
    const answer = await fetch(address, { method: "POST", body });
    if (![200, 409, 422].includes(answer.status)) throw new Error(String(answer.status));
    return answer.json();
  }

  show(received, size) {
    const percent = Math.floor((received / size) * 100);
    this.bar.hidden = false;
    this.bar.value = percent;
    this.say(this.dataset.busy.replace("%", `${percent}%`));
  }

  say(text) {
    this.status.textContent = text;
  }
}

customElements.define("film-upload", FilmUpload);
