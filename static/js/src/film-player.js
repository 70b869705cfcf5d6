// <film-player data-field="…"> around a film: keys, speed, a moment that repeats, and a note at this moment. Buttons
// with data-jump anywhere on the page play from their second. Without JavaScript the browser's own buttons are there.
const LOOP = 4;

class FilmPlayer extends HTMLElement {
  connectedCallback() {
    this.film = this.querySelector("video");
    if (!this.film) return;
    for (const hidden of this.querySelectorAll(".film-tools, .film-keys")) hidden.hidden = false;
    this.addEventListener("click", (event) => this.press(event.target.closest("[data-does]")?.dataset.does));
    this.addEventListener("keydown", (event) => this.key(event));
    this.film.addEventListener("timeupdate", () => this.repeat());
    // The address of a film is good for a quarter of an hour: ask for a new one and go on where it was.
    this.film.addEventListener("error", () => this.again());
    this.jumping = (event) => this.jump(event.target.closest?.("[data-jump]"));
    document.addEventListener("click", this.jumping);
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.jumping);
  }

  press(deed) {
    const film = this.film;
    if (deed === "play") return film.paused ? film.play() : film.pause();
    if (deed === "back") return this.go(-5);
    if (deed === "slower") return this.change();
    if (deed === "loop") return this.loop();
    if (deed === "mark") return this.mark();
    return undefined;
  }

  go(seconds) {
    const end = this.film.duration || 0;
    this.film.currentTime = Math.min(Math.max(this.film.currentTime + seconds, 0), end);
  }

  change() {
    const button = this.querySelector("[data-speeds]");
    if (!button) return;
    const speeds = button.dataset.speeds.split(" ").map(Number);
    const next = speeds[(speeds.indexOf(this.film.playbackRate) + 1) % speeds.length];
    this.film.playbackRate = next;
    button.querySelector("[data-speed]").textContent = `${next.toLocaleString(document.documentElement.lang)}×`;
  }

  loop() {
    const button = this.querySelector("[data-does=loop]");
    this.from = this.from === undefined ? Math.max(this.film.currentTime - LOOP / 2, 0) : undefined;
    button?.setAttribute("aria-pressed", String(this.from !== undefined));
  }

  repeat() {
    if (this.from !== undefined && this.film.currentTime > this.from + LOOP) this.film.currentTime = this.from;
  }

  mark() {
    const field = document.getElementById(this.dataset.field);
    if (!field) return;
    this.film.pause();
    const seconds = Math.floor(this.film.currentTime);
    field.value = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    field.form.querySelector("textarea")?.focus();
  }

  jump(button) {
    if (!button) return;
    this.film.currentTime = Number(button.dataset.jump);
    this.film.scrollIntoView({ block: "nearest" });
    this.film.play();
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("button")) return;
    const deeds = { s: "slower", r: "loop", n: "mark" };
    const steps = { ArrowLeft: -5, ArrowRight: 5, ",": -0.04, ".": 0.04 };
    if (event.key === " ") this.press("play");
    else if (event.key in steps) this.go(steps[event.key]);
    else if (event.key in deeds) this.press(deeds[event.key]);
    else return;
    event.preventDefault();
  }

  again() {
    const now = Date.now();
    if (this.tried && now - this.tried < 20_000) return;
    this.tried = now;
    const at = this.film.currentTime;
    this.film.addEventListener("loadedmetadata", () => (this.film.currentTime = at), { once: true });
    this.film.load();
  }
}

customElements.define("film-player", FilmPlayer);
