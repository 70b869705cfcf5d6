// A page that is on the screen says so (`components/read_here.html`); what was told about it is read, and the bells
// show how many notices are still new.
document.addEventListener("notices-read", (event) => {
  const left = event.detail.left;
  for (const count of document.querySelectorAll(".bell-count")) {
    if (left) count.firstChild.textContent = left;
    else count.remove();
  }
  for (const bell of document.querySelectorAll("[data-bell]")) {
    bell.ariaLabel = left ? bell.ariaLabel.replace(/\d+/, left) : bell.dataset.bell;
  }
});
