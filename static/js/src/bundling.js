// <bundling-board>: moves cards of the board by dragging and by keys, and shows what others move meanwhile.
// Without it the form around the board does the same for what is ticked. A page shows a part of the board: what lies
// elsewhere is counted, and what lies loose is filled up from the server when little of it is left.
const LOOK = 4000;
const OUTSIDE = "buiten";
const NEW = "nieuw";
const LOOSE = "los";
const FEW = 20;

class BundlingBoard extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.dialog = this.querySelector("dialog");
    this.said = this.querySelector("[data-said]");
    this.last = Number(this.getAttribute("last-move"));
    this.done = [];
    // Cards that went to a place that is not on the page, and their versions.
    this.away = new Map();
    if (!this.querySelector(".board-bar")) return;
    for (const card of this.cards()) card.draggable = true;
    const first = this.querySelector(".board-card");
    if (first) first.tabIndex = 0;
    this.addEventListener("dragstart", (event) => this.lift(event));
    this.addEventListener("dragover", (event) => this.over(event));
    this.addEventListener("dragleave", (event) => this.placeOf(event.target)?.classList.remove("is-over"));
    this.addEventListener("drop", (event) => this.drop(event));
    this.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener("click", (event) => this.click(event));
    this.addEventListener("focusin", (event) => this.focusCard(event.target.closest(".board-card")));
    this.querySelector("#where-words").addEventListener("input", () => this.offer());
    this.dialog.addEventListener("close", () => this.chosen());
    this.again();
  }

  disconnectedCallback() {
    clearTimeout(this.looking);
  }

  cards() {
    return [...this.querySelectorAll(".board-card")];
  }

  placeOf(element) {
    return element.closest?.("[data-place]");
  }

  place(key) {
    return this.querySelector(`[data-place="${CSS.escape(key)}"]`);
  }

  card(key) {
    return this.querySelector(`[data-card="${CSS.escape(key)}"]`);
  }

  say(text) {
    this.said.textContent = text;
  }

  // The mouse ------------------------------------------------------------------

  lift(event) {
    const card = event.target.closest(".board-card");
    if (!card) return;
    const ticked = this.cards().filter((one) => one.querySelector("[name=card]").checked);
    this.lifted = ticked.includes(card) ? ticked : [card];
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.dataset.card);
  }

  over(event) {
    const place = this.lifted && this.placeOf(event.target);
    if (!place) return;
    event.preventDefault();
    place.classList.add("is-over");
  }

  drop(event) {
    const place = this.placeOf(event.target);
    if (!place || !this.lifted) return;
    event.preventDefault();
    place.classList.remove("is-over");
    const lifted = this.lifted;
    this.lifted = null;
    this.send(lifted, place.dataset.place);
  }

  click(event) {
    const put = event.target.closest("[data-put]");
    if (put) this.send([put.closest(".board-card")], put.dataset.put);
  }

  // The keys -------------------------------------------------------------------

  focusCard(card) {
    if (!card) return;
    for (const other of this.querySelectorAll('.board-card[tabindex="0"]')) other.tabIndex = -1;
    card.tabIndex = 0;
  }

  key(event) {
    const card = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || !card.matches?.(".board-card")) return;
    const cards = this.cards();
    const here = cards.indexOf(card);
    if (event.key === "ArrowDown") cards[Math.min(here + 1, cards.length - 1)].focus();
    else if (event.key === "ArrowUp") cards[Math.max(here - 1, 0)].focus();
    else if (event.key === "Enter") this.ask(card);
    else if (event.key === " ") card.querySelector("[name=card]").click();
    else if (event.key.toLowerCase() === "z") this.back();
    else return;
    event.preventDefault();
  }

  ask(card) {
    this.asked = card;
    this.dialog.querySelector("[data-card-text]").textContent = card.querySelector("[data-text]").textContent;
    const words = this.querySelector("#where-words");
    words.value = "";
    this.offer();
    this.dialog.returnValue = "";
    this.dialog.showModal();
    words.focus();
  }

  places() {
    const like = this.asked?.querySelector("[data-like]")?.dataset.like;
    const rest = [...this.querySelectorAll("select#to option")].map((option) => [option.value, option.textContent]);
    return rest.sort((one, other) => (other[0] === like) - (one[0] === like));
  }

  // A number is that of a bundle, anything else is looked for in the names.
  offer() {
    const words = this.querySelector("#where-words").value.trim().toLowerCase();
    const list = this.dialog.querySelector(".board-choices");
    list.replaceChildren();
    for (const [key, label] of this.places()) {
      const text = label.toLowerCase();
      if (words && !(/^\d+$/.test(words) ? text.startsWith(`${words}.`) : text.includes(words))) continue;
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.value = key;
      button.textContent = label;
      button.className = "btn small quiet";
      item.append(button);
      list.append(item);
    }
    // Enter in the field takes the first that is left.
    const first = list.querySelector("button");
    if (first) this.dialog.querySelector("form").prepend(this.takes(first.value));
  }

  takes(key) {
    this.first ??= Object.assign(document.createElement("button"), { className: "visually-hidden", tabIndex: -1 });
    this.first.value = key;
    this.first.setAttribute("aria-hidden", "true");
    return this.first;
  }

  chosen() {
    const card = this.asked;
    this.asked = null;
    if (!card) return;
    card.focus();
    if (this.dialog.returnValue) this.send([card], this.dialog.returnValue);
  }

  back() {
    const last = this.done.pop();
    if (!last) return undefined;
    // What somebody else took to another page meanwhile stays there.
    const cards = last.cards.filter((card) => card.isConnected);
    return cards.length ? this.send(cards, last.from, { isBack: true }) : this.say(this.dataset.gone);
  }

  // Sending --------------------------------------------------------------------

  async send(cards, to, { isBack = false } = {}) {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    data.set("to", to);
    if (to === OUTSIDE) data.set("reason", this.form.elements.reason.value || prompt(this.dataset.why) || "");
    if (to === OUTSIDE) data.set("passed_to", this.form.elements.passed_to.value);
    if (to === NEW) data.set("name", this.form.elements.name.value || prompt(this.dataset.name) || "");
    for (const card of cards) {
      data.append("card", card.dataset.card);
      data.set(`seen-${card.dataset.card}`, card.querySelector("[name^=seen-]").value);
    }
    const from = this.placeOf(cards[0]).dataset.place;
    const next = cards[0].nextElementSibling || cards[0].previousElementSibling;
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(this.getAttribute("move-url"), { method: "POST", body: data, headers });
      const told = await answer.json();
      if (to === NEW && told.moved.length) return location.reload();
      for (const { card, version } of told.moved) this.put(this.card(card), to, version);
      this.say(told.refused || told.clashes.join(" "));
      if (told.clashes.length) this.look();
      if (told.moved.length && !isBack && from !== OUTSIDE) this.done.push({ cards, from });
      if (told.moved.length && next?.isConnected) next.focus();
    } catch {
      this.say(this.dataset.failed);
    }
  }

  put(card, to, version) {
    const place = this.place(to);
    if (!card || !place) return this.say(this.dataset.gone);
    this.shift(this.placeOf(card).dataset.place, to);
    card.querySelector("[name^=seen-]").value = version;
    card.querySelector("[name=card]").checked = false;
    card.querySelector(".board-like")?.remove();
    place.querySelector("ul").append(card);
    return this.fill();
  }

  // One card less is counted in one place, and one more in another; what is counted as «more than» stays. Of a card that
  // is not on the page is not known whether it belongs to the theme or the words of what lies loose.
  shift(from, to, { isBeyond = false } = {}) {
    if (from === to) return;
    for (const [key, more] of [
      [from, -1],
      [to, 1],
    ]) {
      if (isBeyond && key === LOOSE && this.hasAttribute("narrowed")) continue;
      const count = this.place(key)?.querySelector("[data-count]");
      if (!count?.dataset.count) continue;
      count.dataset.count = Math.max(0, Number(count.dataset.count) + more);
      count.textContent = Number(count.dataset.count).toLocaleString(document.documentElement.lang);
    }
  }

  // What lies loose beyond the page comes in when little is left.
  async fill() {
    const pile = this.place(LOOSE);
    const shown = pile.querySelectorAll(".board-card").length;
    const counted = pile.querySelector("[data-count]").dataset.count;
    if (this.filling || shown >= FEW || (counted && Number(counted) <= shown)) return;
    this.filling = true;
    try {
      const answer = await fetch(location.href, { redirect: "manual" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const card of page.querySelectorAll(`[data-place="${LOOSE}"] .board-card`)) {
        if (this.card(card.dataset.card)) continue;
        card.draggable = true;
        pile.querySelector("ul").append(document.adoptNode(card));
      }
    } catch {
    } finally {
      // No more often than a page that stays open looks.
      setTimeout(() => (this.filling = false), LOOK);
    }
  }

  // What others do -------------------------------------------------------------

  again() {
    clearTimeout(this.looking);
    this.looking = setTimeout(() => this.look(), LOOK);
  }

  async look() {
    if (document.visibilityState === "hidden") return this.again();
    try {
      const query = new URLSearchParams({ sinds: this.last });
      const answer = await fetch(`${this.getAttribute("moves-url")}?${query}`, { redirect: "manual" });
      if (answer.ok) for (const move of (await answer.json()).moves) this.follow(move);
    } catch {}
    return this.again();
  }

  follow({ card: key, version, from, to, by, number }) {
    this.last = Math.max(this.last, number);
    const card = this.card(key);
    const seen = card ? Number(card.querySelector("[name^=seen-]").value) : this.away.get(key) || 0;
    if (seen >= version) return undefined;
    if (!card) {
      this.shift(from, to, { isBeyond: true });
      return this.place(to) ? undefined : this.say(this.dataset.gone);
    }
    if (!this.place(to)) {
      this.shift(this.placeOf(card).dataset.place, to);
      this.away.set(key, version);
      card.remove();
      return this.say(this.dataset.gone);
    }
    this.put(card, to, version);
    card.classList.add("is-new");
    setTimeout(() => card.classList.remove("is-new"), 4000);
    return by && this.say(this.dataset.moved.replace("%s", by));
  }
}

customElements.define("bundling-board", BundlingBoard);
