// Sends what is sealed, as soon as there is a connection. Needs no code: only the network opens it.
const AT_ONCE = 50;
const WAIT_WHEN_BUSY = 60_000;
// A connection that was announced may carry nothing yet: then it tries again, ever less often.
const WAITS = [2000, 5000, 15_000, 60_000];
let fruitless = 0;
let nextTry = 0;
let run = null;
let runAgain = false;

function send() {
  if (run) {
    runAgain = true;
    return run;
  }
  run = sendAll()
    .catch(() => {
      state.problem = "failed";
    })
    .finally(() => {
      run = null;
      state.sending = false;
      drawTopLine();
      if (runAgain) {
        runAgain = false;
        send();
      }
    });
  return run;
}

function tryLater(problem) {
  const wait = problem === "too_many" ? WAIT_WHEN_BUSY : WAITS[Math.min(fruitless++, WAITS.length - 1)];
  clearTimeout(nextTry);
  if (problem !== "login") nextTry = setTimeout(send, wait);
}

async function countUnsent() {
  const stored = await recordsHere("sealed");
  const all = [...stored, ...state.memory.values()];
  state.refused = all.filter((one) => one.refused).length;
  state.unsent = all.length - state.refused;
  return all;
}

async function sendAll() {
  let hasMore = Boolean(state.place && state.place.capability);
  while (hasMore) {
    const all = await countUnsent();
    // What was refused before is offered again, after what was not.
    const batch = all.sort((one, other) => Boolean(one.refused) - Boolean(other.refused)).slice(0, AT_ONCE);
    const waiting = state.unsent;
    state.sending = batch.length > 0;
    drawTopLine();
    if (!navigator.onLine) {
      state.problem = "offline";
      return;
    }
    for (const one of batch) if (!one.tried) await noteTried(one);
    const answer = await post(batch);
    state.problem = answer.problem || "";
    if (state.problem) return tryLater(state.problem);
    fruitless = 0;
    await takeIn(answer);
    hasMore = state.unsent > 0 && state.unsent < waiting;
  }
  await countUnsent();
}

// A full device cannot write that down, and sends all the same: that is how it gets room.
async function noteTried({ uuid, revision }) {
  state.tried.add(uuid);
  await changeSealed(uuid, revision, { tried: true }).catch(() => null);
}

async function takeIn(answer) {
  for (const { uuid, revision } of answer.kept) {
    await forgetNote(uuid, revision);
    if (state.memory.get(uuid)?.revision === revision) state.memory.delete(uuid);
    const note = state.notes.find((one) => one.uuid === uuid);
    if (note && note.revision === revision) note.isSent = true;
  }
  for (const { uuid, revision, reason } of answer.refused) {
    await changeSealed(uuid, revision, { refused: reason }).catch(() => null);
    const kept = state.memory.get(uuid);
    if (kept?.revision === revision) kept.refused = reason;
  }
  if (answer.kept.length) {
    state.sentAt = Date.now();
    if (!state.memory.size) state.full = false;
  }
  if (!answer.in_team) await leaveTeam();
  await countUnsent();
  drawNotes();
}

async function leaveTeam() {
  await dropReadable();
  forgetAll();
  state.removed = true;
  showRemoved(await countUnsent());
}

const cookie = (name) => (document.cookie.match(new RegExp("(?:^|; )" + name + "=([^;]*)")) || [])[1] || "";

async function post(batch, isSecondTry = false) {
  const records = batch.map(({ uuid, revision, format, sealed: text }) => ({ uuid, revision, format, sealed: text }));
  let response;
  try {
    response = await fetch(page.sync, {
      method: "POST",
      redirect: "manual",
      credentials: "same-origin",
      cache: "no-store",
      headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") },
      body: JSON.stringify({ capability: state.place.capability, clock: new Date().toISOString(), records }),
    });
  } catch {
    return { problem: "offline" };
  }
  if (response.type === "opaqueredirect") return { problem: "login" };
  const isOurs = (response.headers.get("Content-Type") || "").startsWith("application/json");
  if (response.ok && isOurs) return response.json();
  if (isOurs) return response.json();
  if (response.status !== 403) return { problem: "failed" };
  if (isSecondTry) return { problem: "login" };
  // The token of this browser is gone or too old: the page brings a new one.
  await fetch(page.base, { credentials: "same-origin", cache: "no-store" }).catch(() => null);
  return post(batch, true);
}
