import { gunzipSync } from "node:zlib";

/** A request's body, unpacked when the client has compressed it (CloudWatch's clients do, above 10 KB). */
export async function readBody(request: Request): Promise<Buffer> {
  const sent = Buffer.from(await request.arrayBuffer());
  return request.headers.get("content-encoding")?.includes("gzip") ? gunzipSync(sent) : sent;
}
