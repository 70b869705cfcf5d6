// What this device stores, in four stores: of a lesson its wrapped key and encrypted plan, and the tries that are left to
// open it; of a note its readable copy and its sealed one. Each record bears the number of its format: a newer page reads those of an older one.
const FORMAT = 1;
// Format → the same record as this page uses it. A format that is not here is of a newer page: it is left alone.
const READERS = { 1: (record) => record };
const HERE = page.base;
const TRIES = 10;
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;
// Tabs of one lesson hear it of each other when what can be read was dropped or made anew.
const otherTabs = new BroadcastChannel(HERE);

const database = idb.openDB("klas", 2, {
  async upgrade(made_now, before, _now, change) {
    if (before < 1) {
      made_now.createObjectStore("lessons", { keyPath: "here" });
      for (const name of ["readable", "sealed"]) {
        made_now.createObjectStore(name, { keyPath: "uuid" }).createIndex("here", "here");
      }
    }
    const store = made_now.createObjectStore("tries", { keyPath: ["here", "number"] });
    store.createIndex("here", "here");
    if (before < 1) return;
    for (const { here, tries } of await change.objectStore("lessons").getAll())
      putTries(store, here, TRIES - (tries || 0));
  },
  blocking(_from, _to, event) {
    event.target.close();
  },
});

function upToDate(record) {
  const reader = record && READERS[record.format];
  return reader ? reader(record) : null;
}

async function readPlace() {
  return upToDate(await (await database).get("lessons", HERE));
}

// Of this lesson, as it is made ready: over whatever stood there.
async function writePlace(content) {
  const place = { here: HERE, ...content };
  const change = (await database).transaction(["lessons", "tries"], "readwrite");
  change.objectStore("lessons").put(place);
  putTries(change.objectStore("tries"), HERE, TRIES);
  await change.done;
  state.place = place;
  otherTabs.postMessage("changed");
}

// Only `changes`, over what stands there now. False where another tab dropped it, or made the device ready anew: what
// this page still knows never comes back.
async function changePlace(changes) {
  const change = (await database).transaction("lessons", "readwrite");
  const place = upToDate(await change.store.get(HERE));
  const isSame = Boolean(place?.wrapped) && place.preparedAt === state.place?.preparedAt;
  const changed = isSame ? { ...place, ...changes(place) } : null;
  if (isSame) change.store.put(changed);
  await change.done;
  if (isSame) state.place = changed;
  return isSame;
}

function putTries(store, here, count) {
  for (let number = 1; number <= count; number++) store.put({ here, number });
}

// Takes one try away, in all tabs together; how many are left then. None where another tab changed what is opened.
// Taken, not counted: a device that is full cannot write any more, but it can forget.
async function takeTry() {
  const change = (await database).transaction(["lessons", "tries"], "readwrite");
  const tries = change.objectStore("tries");
  const place = upToDate(await change.objectStore("lessons").get(HERE));
  const isSame = Boolean(place?.wrapped) && place.preparedAt === state.place?.preparedAt;
  const keys = isSame ? await tries.index("here").getAllKeys(HERE) : [];
  if (keys.length) tries.delete(keys.at(-1));
  await change.done;
  return isSame ? keys.length - 1 : null;
}

// After the right code. A device without room for it keeps those that are left.
async function giveTriesBack() {
  const change = (await database).transaction("tries", "readwrite");
  putTries(change.store, HERE, TRIES);
  await change.done.catch(() => null);
}

async function recordsHere(name) {
  const all = await (await database).getAllFromIndex(name, "here", HERE);
  return all.map(upToDate).filter(Boolean);
}

// Both copies or none. Throws when the device is full. What sending needs is there as well, whatever was dropped.
async function putNote(forTeam, forHere) {
  const change = (await database).transaction(["lessons", "sealed", "readable"], "readwrite");
  const [lessons, sealedOnes, readable] = ["lessons", "sealed", "readable"].map((name) => change.objectStore(name));
  const deeds = [];
  if (!(await lessons.get(HERE))) deeds.push(lessons.put({ ...state.place, ...NOTHING_READABLE }));
  deeds.push(sealedOnes.put(forTeam), forHere ? readable.put(forHere) : readable.delete(forTeam.uuid));
  await Promise.all([...deeds, change.done]);
}

// Only the revision that arrived: what was changed meanwhile is still to be sent.
async function forgetNote(uuid, revision) {
  const change = (await database).transaction(["sealed", "readable"], "readwrite");
  const record = await change.objectStore("sealed").get(uuid);
  if (record && record.revision === revision) {
    change.objectStore("sealed").delete(uuid);
    change.objectStore("readable").delete(uuid);
  }
  await change.done;
}

// Whether it was never sent: then it simply goes.
async function forgetUntried(uuid) {
  const change = (await database).transaction(["sealed", "readable"], "readwrite");
  const record = await change.objectStore("sealed").get(uuid);
  const isUntried = Boolean(record) && !record.tried && !state.tried.has(uuid);
  if (isUntried) {
    change.objectStore("sealed").delete(uuid);
    change.objectStore("readable").delete(uuid);
  }
  await change.done;
  return isUntried;
}

async function changeSealed(uuid, revision, changes) {
  const change = (await database).transaction("sealed", "readwrite");
  const record = await change.store.get(uuid);
  if (record && record.revision === revision) change.store.put({ ...record, ...changes });
  await change.done;
}

const NOTHING_READABLE = { wrapped: null, bundle: null, draft: null };

// What could be read goes; what is sealed stays, and with it what sending needs. First what a full device can do as well.
async function dropReadable() {
  const gone = (await database).transaction(["readable", "tries"], "readwrite");
  for (const name of ["readable", "tries"]) {
    const store = gone.objectStore(name);
    for (const key of await store.index("here").getAllKeys(HERE)) store.delete(key);
  }
  await gone.done;
  const { place, left } = await keepForSending().catch(() => ({ place: state.place, left: true }));
  state.place = left && place ? { ...place, ...NOTHING_READABLE } : null;
  otherTabs.postMessage("changed");
}

async function keepForSending() {
  const change = (await database).transaction(["lessons", "sealed"], "readwrite");
  const left = await change.objectStore("sealed").index("here").count(HERE);
  const place = await change.objectStore("lessons").get(HERE);
  if (place && left) change.objectStore("lessons").put({ ...place, ...NOTHING_READABLE });
  else change.objectStore("lessons").delete(HERE);
  await change.done;
  return { place, left };
}

// A lesson of long ago leaves the device by itself, once everything was sent.
async function forgetOldLessons() {
  const change = (await database).transaction(["lessons", "sealed", "tries"], "readwrite");
  for (const place of await change.objectStore("lessons").getAll()) {
    const left = await change.objectStore("sealed").index("here").count(place.here);
    const isOld = place.preparedAt && Date.now() - place.preparedAt > KEPT_FOR;
    if (!isOld || left) continue;
    change.objectStore("lessons").delete(place.here);
    for (let number = 1; number <= TRIES; number++) change.objectStore("tries").delete([place.here, number]);
  }
  await change.done;
}
