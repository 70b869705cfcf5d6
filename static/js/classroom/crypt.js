// A note is encrypted twice: to be read here with a key that this device does not keep, and for the team with the
// public key of the lesson. Formats and constants are those of the server (`lesson_study/classroom/sealing.py`).
const ROUNDS = 600_000;
const SEAL_INFO = "lesson study, sealed note, format 1";
const FEWEST_DIGITS = 8;
const SHORTEST_SENTENCE = 12;

const bytesOf = (text) => new TextEncoder().encode(text);
const randomBytes = (count) => crypto.getRandomValues(new Uint8Array(count));

function base64(bytes) {
  let text = "";
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
  return btoa(text);
}

function fromBase64(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, one) => sum + one.byteLength, 0));
  let at = 0;
  for (const one of parts) {
    whole.set(new Uint8Array(one), at);
    at += one.byteLength;
  }
  return whole;
}

// The name of the word that says what is wrong with a code, or nothing.
function weaknessOf(pin) {
  const isNumber = /^\d+$/.test(pin);
  if (pin.length < (isNumber ? FEWEST_DIGITS : SHORTEST_SENTENCE)) return "pin_short";
  const steps = new Set();
  for (let at = 1; at < pin.length; at++) steps.add(pin.charCodeAt(at) - pin.charCodeAt(at - 1));
  const half = pin.slice(0, Math.floor(pin.length / 2));
  const isEasy = new Set(pin).size < 4 || steps.size === 1 || half.repeat(2) === pin;
  return isEasy ? "pin_simple" : "";
}

async function keyFromPin(pin, salt, rounds) {
  const base = await crypto.subtle.importKey("raw", bytesOf(pin.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
}

// A new key for this lesson on this device, as it is stored: wrapped in the key that the code makes.
async function wrapNewKey(pin) {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"]);
  const wrapping = await keyFromPin(pin, salt, ROUNDS);
  const data = await crypto.subtle.wrapKey("raw", key, wrapping, { name: "AES-GCM", iv });
  return { salt, iv, data, rounds: ROUNDS };
}

// Throws for a wrong code.
async function unwrapKey(pin, wrapped) {
  const wrapping = await keyFromPin(pin, wrapped.salt, wrapped.rounds);
  const how = { name: "AES-GCM", iv: wrapped.iv };
  return crypto.subtle.unwrapKey("raw", wrapped.data, wrapping, how, "AES-GCM", false, ["encrypt", "decrypt"]);
}

async function encrypted(key, value, about) {
  const iv = randomBytes(12);
  const how = { name: "AES-GCM", iv, additionalData: bytesOf(about) };
  return { iv, data: await crypto.subtle.encrypt(how, key, bytesOf(JSON.stringify(value))) };
}

async function decrypted(key, box, about) {
  const how = { name: "AES-GCM", iv: box.iv, additionalData: bytesOf(about) };
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, key, box.data)));
}

// For the team alone: not even this device opens it again.
async function sealed(publicKey, value, about) {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const theirs = fromBase64(publicKey);
  const key = await crypto.subtle.importKey("raw", theirs, curve, false, []);
  const mine = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const point = await crypto.subtle.exportKey("raw", mine.publicKey);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: key }, mine.privateKey, 256);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: joined(point, theirs), info: bytesOf(SEAL_INFO) };
  const sealing = await crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const iv = randomBytes(12);
  const box = { name: "AES-GCM", iv, additionalData: bytesOf(about) };
  return base64(joined(point, iv, await crypto.subtle.encrypt(box, sealing, bytesOf(JSON.stringify(value)))));
}
