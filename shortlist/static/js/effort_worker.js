// Solves one challenge beside the page, so that typing never stutters.
import { deriveKey, solveChallenge } from "../vendor/altcha.js";

self.onmessage = async ({ data: challenge }) => {
  self.postMessage(await solveChallenge({ challenge, deriveKey }).catch(() => null));
};
self.postMessage("listening");
