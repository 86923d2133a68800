// Sealing: HPKE (RFC 9180, base mode) in nested layers, one for each key of the manifest; the first key is the
// outermost. The info of each layer and the order of keys and bytes are those of the server's sealing.py.

let fetches = 0;

// Without these the server seals: an old browser, or a page that did not come over a secure connection.
export function canSeal() {
  return window.isSecureContext && typeof crypto?.subtle?.digest === "function";
}

// A module that could not be fetched is remembered as missing, so another try has another address.
export function loadLibrary() {
  const again = fetches++ ? `?${fetches}` : "";
  return import(`../../vendor/hpke.js${again}`);
}

export async function seal(plaintext, manifest, library) {
  const suite = suiteOf(library);
  let sealed = plaintext;
  for (let layer = manifest.keys.length - 1; layer >= 0; layer--) {
    sealed = await sealLayer(suite, sealed, manifest.keys[layer], infoOf(manifest, layer));
  }
  return sealed;
}

function suiteOf({ Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 }) {
  return new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() });
}

async function sealLayer(suite, text, key, info) {
  const recipientPublicKey = await suite.kem.deserializePublicKey(key);
  const { enc, ct } = await suite.seal({ recipientPublicKey, info }, text);
  return joined(new Uint8Array(enc), new Uint8Array(ct));
}

function infoOf({ contest, sha256 }, layer) {
  return joined(new TextEncoder().encode(`shortlist/v1/live/${contest}/layer${layer}/`), sha256);
}

function joined(one, other) {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

export function toBase64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
