// Starts the page, its service worker and the moments at which it sends.
const TICK = 5000;

async function watchWorker() {
  if (!navigator.serviceWorker) return;
  const options = { scope: page.base, updateViaCache: "none" };
  let registration;
  try {
    registration = await navigator.serviceWorker.register(page.worker, options);
  } catch {
    registration = await navigator.serviceWorker.getRegistration(page.base);
  }
  if (!registration) return;
  const look = () => {
    state.offlineReady = Boolean(registration.active);
    state.waiting = registration.active ? registration.waiting : null;
    // A locked page with nothing to send has nothing to lose.
    if (state.waiting && !state.key && !state.unsent && !state.refused && state.place) takeNewVersion();
    drawTopLine();
  };
  const follow = (worker) => worker && worker.addEventListener("statechange", look);
  follow(registration.installing);
  registration.addEventListener("updatefound", () => follow(registration.installing));
  look();
  state.lookForVersion = async () => {
    await registration.update().catch(() => null);
    look();
  };
}

function takeNewVersion() {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  state.waiting?.postMessage("take over");
}

function listen() {
  const forms = [
    [
      "prepare-form",
      "new-pin",
      "new-pin-error",
      "prepare-button",
      async (pin) => translated(await prepareWithCode(pin)),
    ],
    ["unlock-form", "pin", "pin-error", "unlock-button", unlockAndTell],
  ];
  for (const [form, input, error, button, does] of forms) {
    part(form).addEventListener("submit", (event) => {
      event.preventDefault();
      sendForm(part(form), part(input), part(error), part(button), does);
    });
  }
  const passkeys = [
    ["prepare-passkey", "prepare-other-error", async () => translated(await prepare(makePasskey))],
    ["unlock-passkey", "unlock-other-error", unlockWithPasskey],
  ];
  for (const [button, error, does] of passkeys) {
    part(button).addEventListener("click", () => usePasskey(part(button), part(error), does));
  }
  part("start-over").addEventListener("click", async () => {
    await dropReadable();
    showStart();
  });
  part("lock").addEventListener("click", lock);
  part("thumb").addEventListener("submit", (event) => event.preventDefault());
  for (const button of document.querySelectorAll(".save-as button")) {
    button.addEventListener("click", () => saveNote(button.dataset.match));
  }
  part("pupils").addEventListener("change", drawExpected);
  part("text").addEventListener("input", typed);
  for (const flag of ["quote", "critical"]) part(flag).addEventListener("change", keepDraftSoon);
  part("row-before").addEventListener("click", () => goToRow(state.row - 1));
  part("row-after").addEventListener("click", () => goToRow(state.row + 1));
  part("change-stop").addEventListener("click", emptyForm);
  part("nudge-later").addEventListener("click", () => {
    state.lookedAt = Date.now();
    drawTime();
  });
  part("show-more").addEventListener("click", () => {
    showsAll = true;
    drawNotes();
  });
  part("show-interviews").addEventListener("click", () => show("interview"));
  part("interview-back").addEventListener("click", () => show("look", "thumb"));
  part("interview").addEventListener("input", answered);
  part("interview").addEventListener("submit", (event) => {
    event.preventDefault();
    saveInterview();
  });
  part("copy-all").addEventListener("click", copyNotes);
  document.addEventListener("keydown", pressed);
  otherTabs.addEventListener("message", () => lookAgain());
  // What did not fit on the device lives as long as this page.
  addEventListener("beforeunload", (event) => state.memory.size && event.preventDefault());
  addEventListener("online", () => send());
  addEventListener("offline", drawTopLine);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    send();
    state.lookForVersion?.();
  });
  setInterval(drawTime, TICK);
}

const translated = (name) => (name ? words(name) : "");

async function unlockAndTell(pin) {
  const said = await unlock(pin);
  if (said || state.key) return said;
  showStart();
  part("new-pin-error").textContent = words("pin_dropped");
  return "";
}

async function start() {
  listen();
  await forgetOldLessons();
  state.place = await readPlace();
  state.persisted = Boolean(await navigator.storage?.persisted?.());
  await countUnsent();
  showStart();
  part("prepare-other").hidden = !(await hasPasskeys().catch(() => false));
  await send();
  await watchWorker();
}

start();
