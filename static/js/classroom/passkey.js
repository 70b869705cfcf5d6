// Instead of a code: a passkey of this device. Its secret for one salt (the extension PRF) opens the key of the notes; the
// browser gives it to who shows finger or face, or unlocks the screen, and stores it nowhere. The server has no part in it.

// A passkey belongs to a name of a site, never to a number.
async function hasPasskeys() {
  const kind = globalThis.PublicKeyCredential;
  if (!kind?.getClientCapabilities || /^[\d.]+$|:/.test(location.hostname)) return false;
  const able = await kind.getClientCapabilities();
  return Boolean(able["extension:prf"]) && kind.isUserVerifyingPlatformAuthenticatorAvailable();
}

// What wraps the key, and what is stored to get it again.
async function makePasskey() {
  const salt = randomBytes(32);
  const publicKey = {
    challenge: randomBytes(32),
    rp: { name: document.title },
    user: { id: randomBytes(16), name: document.title, displayName: document.title },
    pubKeyCredParams: [-7, -257].map((alg) => ({ type: "public-key", alg })),
    authenticatorSelection: {
      authenticatorAttachment: "platform",
      residentKey: "discouraged",
      userVerification: "required",
    },
    extensions: { prf: { eval: { first: salt } } },
  };
  const made_now = await navigator.credentials.create({ publicKey });
  const { prf } = made_now.getClientExtensionResults();
  if (!prf?.enabled) throw new Error("This passkey has no secret.");
  const about = { credential: made_now.rawId, salt };
  const secret = prf.results?.first;
  return { wrapping: secret ? await keyFromSecret(secret, salt) : await keyFromPasskey(about), about };
}

async function keyFromPasskey({ credential, salt }) {
  const publicKey = {
    challenge: randomBytes(32),
    allowCredentials: [{ type: "public-key", id: credential, transports: ["internal"] }],
    userVerification: "required",
    extensions: { prf: { eval: { first: salt } } },
  };
  const found = await navigator.credentials.get({ publicKey });
  return keyFromSecret(found.getClientExtensionResults().prf.results.first, salt);
}
