// Before observing: making the device ready, and opening it with the code.
const SCREENS = ["prepare", "unlock", "removed", "look", "thumb", "interview"];

function show(...names) {
  for (const name of SCREENS) part(name).hidden = !names.includes(name);
  drawTopLine();
}

function showStart() {
  if (state.place?.bundle) {
    const isPasskey = Boolean(state.place.wrapped.credential);
    part("unlock-form").hidden = isPasskey;
    part("unlock-other").hidden = !isPasskey;
    show("unlock");
    part(isPasskey ? "unlock-passkey" : "pin").focus();
  } else {
    show("prepare");
  }
}

function showRemoved(left) {
  setText("removed-title", words("removed"));
  setText("removed-more", left.length ? words("removed_waiting", { count: left.length }) : words("removed_more"));
  show("removed");
}

function busy(button, isBusy, label) {
  button.disabled = isBusy;
  button.textContent = isBusy ? words("busy") : label;
}

// A bundle, or the name of the word that says why there is none.
async function fetchBundle() {
  let response;
  try {
    response = await fetch(page.bundle, { redirect: "manual", credentials: "same-origin", cache: "no-store" });
  } catch {
    return { refusal: "prepare_offline" };
  }
  if (response.type === "opaqueredirect") return { refusal: "prepare_login", isLogin: true };
  if (response.status === 403) return { refusal: "prepare_refused" };
  if (response.status === 404) return { refusal: "prepare_missing" };
  return response.ok ? response.json() : { refusal: "prepare_failed" };
}

async function prepareWithCode(pin) {
  if (!globalThis.crypto?.subtle) return "prepare_unsafe";
  const weakness = weaknessOf(pin);
  if (weakness) return weakness;
  const salt = randomBytes(16);
  const about = { salt, rounds: ROUNDS };
  return prepare(async () => ({ wrapping: await keyFromPin(pin, salt, ROUNDS), about }));
}

async function prepare(makeWrapping) {
  const bundle = await fetchBundle();
  if (bundle.isLogin) state.problem = "login";
  if (bundle.refusal) return bundle.refusal;
  const left = await recordsHere("sealed");
  if (left.length && state.place && state.place.member !== bundle.member) return "other_member";
  await navigator.storage?.persist?.();
  const { wrapping, about } = await makeWrapping();
  const wrapped = await wrapNewKey(wrapping, about);
  state.key = await unwrapKey(wrapping, wrapped);
  const { public_key: publicKey, capability, member, lesson, ...content } = bundle;
  await writePlace({
    format: FORMAT,
    member,
    lesson,
    publicKey,
    capability,
    wrapped,
    bundle: await encrypted(state.key, { ...content, lesson }, "bundle"),
    draft: null,
    preparedAt: Date.now(),
  });
  await openLesson();
  return "";
}

async function unlock(pin) {
  // Taken before it is tried: who switches the phone off gains nothing.
  const left = await takeTry();
  if (left === null) return lookAgain();
  try {
    if (left < 0) throw new Error("No try is left.");
    const { wrapped } = state.place;
    state.key = await unwrapKey(await keyFromPin(pin, wrapped.salt, wrapped.rounds), wrapped);
  } catch {
    if (left > 0) return counted("pin_wrong", left);
    await dropReadable();
    return "";
  }
  await giveTriesBack();
  await openLesson();
  return "";
}

// No tries are counted: the device itself asks who it is.
async function unlockWithPasskey() {
  const { wrapped } = state.place;
  state.key = await unwrapKey(await keyFromPasskey(wrapped), wrapped);
  await openLesson();
  return "";
}

// A button of a passkey: what it does, and where it says what went wrong.
async function usePasskey(button, error, deed_of_button) {
  button.disabled = true;
  error.textContent = "";
  let said;
  try {
    said = await deed_of_button();
  } catch (problem) {
    said = problem?.name === "QuotaExceededError" ? words("full") : words("passkey_failed");
  }
  button.disabled = false;
  error.textContent = said;
  drawTopLine();
}

// Another tab dropped what could be read, or made the device ready anew.
async function lookAgain() {
  clearTimeout(draftTimer);
  const now = await readPlace();
  if (state.key && now?.wrapped && now.preparedAt === state.place?.preparedAt) return "";
  state.place = now;
  forgetAll();
  await countUnsent();
  if (!state.removed) showStart();
  return "";
}

async function openLesson() {
  state.bundle = await decrypted(state.key, state.place.bundle, "bundle");
  const boxes = await recordsHere("readable");
  const notes = [];
  for (const box of boxes) {
    const about = state.bundle.lesson + "|" + box.uuid + "|" + box.revision;
    try {
      notes.push({
        ...(await decrypted(state.key, box, about)),
        uuid: box.uuid,
        revision: box.revision,
        isSent: false,
      });
    } catch {
      // Of an earlier code: its sealed copy is sent all the same.
    }
  }
  state.notes = notes.sort((one, other) => other.noted_at.localeCompare(one.noted_at));
  state.lookedAt = state.rowSince = Date.now();
  drawPupils();
  drawInterview();
  await restoreDraft();
  drawRow();
  drawNotes();
  if (hasAnswers()) show("interview");
  else show("look", "thumb");
}

async function restoreDraft() {
  state.row = 0;
  if (!state.place.draft) return;
  try {
    const draft = await decrypted(state.key, state.place.draft, "draft");
    state.row = Math.max(0, Math.min(draft.row, state.bundle.rows.length - 1));
    choosePupil(draft.pupil);
    part("text").value = draft.text;
    part("quote").checked = Boolean(draft.quote);
    part("critical").checked = Boolean(draft.critical);
    restoreInterview(draft.asked);
  } catch {
    // Of an earlier code: nobody can read it any more.
  }
}

// Nothing that can be read stays in the page.
function forgetAll() {
  state.key = state.bundle = state.changing = null;
  state.notes = [];
  emptyForm();
  for (const id of ["mine", "questions", "run"]) part(id).replaceChildren();
  for (const id of ["expected", "look-for", "row-label", "said", "nudge-text"]) setText(id, "");
  part("copy-text").value = "";
  part("copy-text").hidden = true;
  for (const label of document.querySelectorAll(".pupil-chips label")) label.remove();
}

async function lock() {
  clearTimeout(draftTimer);
  await keepDraft().catch(() => null);
  forgetAll();
  showStart();
}

async function sendForm(form, input, error, button, deed_of_form) {
  const label = button.textContent;
  error.textContent = "";
  busy(button, true, label);
  let said;
  try {
    said = await deed_of_form(input.value);
  } catch (problem) {
    said = problem?.name === "QuotaExceededError" ? words("full") : words("prepare_failed");
  }
  busy(button, false, label);
  input.value = "";
  error.textContent = said;
  if (said) input.focus();
  drawTopLine();
}

// Interviews ---------------------------------------------------------------------------------------

function drawInterview() {
  for (const label of part("interview-pupils").querySelectorAll("label")) label.remove();
  part("interview-pupils").append(...state.bundle.pupils.map((one) => chip("interviewed", one)));
  const first = part("interview-pupils").querySelector("input");
  if (first) first.checked = true;
  part("questions").replaceChildren(
    ...Object.entries(state.bundle.questions).map(([name, question]) => {
      const field = made("textarea", { id: "answer-" + name, rows: 2, maxLength: 1000, autocomplete: "off" });
      field.spellcheck = false;
      return made("p", {}, made("label", { htmlFor: field.id, textContent: question }), field);
    }),
  );
  part("questions").className = "questions";
}

// Who is asked, and what was answered up to now.
function askedNow() {
  const answers = {};
  for (const name of Object.keys(state.bundle.questions)) answers[name] = part("answer-" + name).value;
  return { pupil: document.querySelector("#interview-pupils input:checked")?.value, answers };
}

const hasAnswers = () => Object.values(askedNow().answers).some((answer) => answer.trim());

function restoreInterview(asked) {
  const pupil = [...document.querySelectorAll("#interview-pupils input")].find((one) => one.value === asked?.pupil);
  if (pupil) pupil.checked = true;
  for (const [name, answer] of Object.entries(asked?.answers || {})) {
    if (part("answer-" + name)) part("answer-" + name).value = answer;
  }
}

async function saveInterview() {
  const { pupil, answers } = askedNow();
  for (const name of Object.keys(answers)) answers[name] = answers[name].trim();
  if (!pupil || !Object.values(answers).some(Boolean)) {
    part("interview-error").textContent = words("interview_empty");
    return;
  }
  part("interview-error").textContent = "";
  const noted_at = new Date().toISOString();
  const interview = { kind: "interview", uuid: crypto.randomUUID(), revision: 1, noted_at, pupil, ...answers };
  state.notes.push(interview);
  for (const name of Object.keys(answers)) part("answer-" + name).value = "";
  part("interview-hint").hidden = true;
  setText("said", words("interview_saved", { pupil }));
  show("look", "thumb");
  await keep(interview);
}
