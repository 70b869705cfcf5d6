// <button data-share="address" data-title="…" data-copied="…">: the share sheet of the device, else the address is copied.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-share]");
  if (!button) return;
  const { share: url, title, copied } = button.dataset;
  const label = button.querySelector("[data-label]");
  try {
    if (navigator.share) {
      await navigator.share({ title, url });
      return;
    }
    await navigator.clipboard.writeText(url);
  } catch {
    return;
  }
  const before = label.textContent;
  label.textContent = copied;
  setTimeout(() => {
    label.textContent = before;
  }, 2000);
});
