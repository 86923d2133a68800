// The contest's public manifest, hashed here as it was fetched: what is bound into the seal is what everybody can read.

const SCHEMA = "shortlist/manifest/1";
const SUITE = "DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM";

export async function fetchManifest(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`the manifest was answered with ${answer.status}`);
  return readManifest(await answer.arrayBuffer());
}

export async function readManifest(bytes) {
  const content = JSON.parse(new TextDecoder().decode(bytes));
  if (content.schema !== SCHEMA || content.suite !== SUITE || content.mode !== "live") {
    throw new Error("the manifest asks for what this page cannot do");
  }
  const holders = content.trustees.length ? content.trustees : [content.operator];
  return {
    contest: content.contest.id,
    names: new Map(content.candidates.map(({ number, name }) => [number, name])),
    keys: holders.map((holder) => fromBase64url(holder.public_key)),
    sha256: new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)),
  };
}

function fromBase64url(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
