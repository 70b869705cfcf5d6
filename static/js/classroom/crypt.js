// A note is encrypted twice: to be read here with a key that this device does not keep, and for the team with the
// public key of the lesson. Formats and constants are those of the server (`lesson_study/classroom/sealing.py`).
const ROUNDS = 600_000;
const SEAL_INFO = "lesson study, sealed note, format 1";
const PASSKEY_INFO = "lesson study, key of a device, format 1";
const FEWEST_DIGITS = 8;
const SHORTEST_SENTENCE = 12;
const USUAL = ["wachtwoord", "welkom", "password", "qwerty", "qwertyuiop", "geheim", "school", "meester"];

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
  const isEasy = new Set(pin).size < 4 || isRepeated(pin) || isInSteps(pin) || isDate(pin) || isUsual(pin);
  return isEasy ? "pin_simple" : "";
}

// «12341234», «123123123».
function isRepeated(pin) {
  for (let length = 1; length <= pin.length / 2; length++) {
    if (
      pin
        .slice(0, length)
        .repeat(Math.ceil(pin.length / length))
        .startsWith(pin)
    )
      return true;
  }
  return false;
}

// «12345679», «98765432», «11223344»: nearly every sign is the one before it, the next or the last.
function isInSteps(pin) {
  let small = 0;
  for (let at = 1; at < pin.length; at++) {
    const step = Math.abs(pin.charCodeAt(at) - pin.charCodeAt(at - 1));
    // After the nine comes the nought.
    if (step <= 1 || (step === 9 && /^\d+$/.test(pin))) small += 1;
  }
  return small >= (pin.length - 1) * 0.8;
}

// A day of birth, the first that who knows you tries: «21051987», «19870521».
function isDate(pin) {
  const [day, month, year] = ["(0[1-9]|[12]\\d|3[01])", "(0[1-9]|1[0-2])", "(19|20)\\d\\d"];
  const forms = [day + month + year, month + day + year, year + month + day];
  return forms.some((form) => new RegExp("^" + form + "$").test(pin));
}

// A word that stands first in every list of stolen passwords, with whatever behind it.
const isUsual = (pin) => USUAL.includes(pin.toLowerCase().replace(/[^\p{L}]/gu, ""));

async function keyFromPin(pin, salt, rounds) {
  const base = await crypto.subtle.importKey("raw", bytesOf(pin.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
}

// What a passkey of this device gives for `salt`, to who unlocks it alone.
async function keyFromSecret(secret, salt) {
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: bytesOf(PASSKEY_INFO) };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
}

// A new key for this lesson on this device, as it is stored: wrapped in the key that code or passkey makes. `about` says
// what that needs.
async function wrapNewKey(wrapping, about) {
  const iv = randomBytes(12);
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"]);
  return { ...about, iv, data: await crypto.subtle.wrapKey("raw", key, wrapping, { name: "AES-GCM", iv }) };
}

// Throws for a wrong code.
function unwrapKey(wrapping, wrapped) {
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
