import { gunzipSync } from "node:zlib";
import { ServiceError } from "../world.ts";
import type { Call } from "./call.ts";

/**
 * A call's body, unpacked when the client has compressed it (CloudWatch's clients do, above 10 KB).
 *
 * @throws ServiceError when it is not compressed as it says
 */
export async function readBody({ headers, body }: Call): Promise<Buffer> {
  const sent = await body();
  if (!headers["content-encoding"]?.includes("gzip")) return sent;
  try {
    return gunzipSync(sent);
  } catch {
    throw new ServiceError("SerializationException", "The request body is not gzip, as its header says.");
  }
}
