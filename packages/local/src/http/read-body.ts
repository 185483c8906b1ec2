import { gunzipSync } from "node:zlib";
import { ServiceError } from "../world.ts";

/**
 * A request's body, unpacked when the client has compressed it (CloudWatch's clients do, above 10 KB).
 *
 * @throws ServiceError when it is not compressed as it says
 */
export async function readBody(request: Request): Promise<Buffer> {
  const sent = Buffer.from(await request.arrayBuffer());
  if (!request.headers.get("content-encoding")?.includes("gzip")) return sent;
  try {
    return gunzipSync(sent);
  } catch {
    throw new ServiceError("SerializationException", "The request body is not gzip, as its header says.");
  }
}
