import { gunzipSync } from "node:zlib";
import type { Gunzip } from "../payload.ts";

/** What `packages/payloads` gives the reader, without its bounds. */
export const gunzip: Gunzip = (bytes) => {
  try {
    return gunzipSync(bytes);
  } catch {
    return null;
  }
};
