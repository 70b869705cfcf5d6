// <undo-toast>: a message with an «undo» button that goes away after ten seconds, but not while you point at it.
class UndoToast extends HTMLElement {
  connectedCallback() {
    this.left = Number(this.getAttribute("seconds") || 10) * 1000;
    for (const [start, end] of [
      ["pointerenter", "pointerleave"],
      ["focusin", "focusout"],
    ]) {
      this.addEventListener(start, () => this.pause());
      this.addEventListener(end, () => this.resume());
    }
    this.resume();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  pause() {
    clearTimeout(this.timer);
    if (this.since) this.left -= Date.now() - this.since;
    this.since = 0;
  }

  resume() {
    if (this.matches(":hover, :focus-within")) return;
    clearTimeout(this.timer);
    this.since = Date.now();
    this.timer = setTimeout(() => this.remove(), Math.max(this.left, 500));
  }
}
customElements.define("undo-toast", UndoToast);
