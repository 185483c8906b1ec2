import { createHash } from "node:crypto";
import { createMiddleware } from "hono/factory";
import type { ApiEnvironment } from "./environment.ts";

/**
 * Answers of reading carry an ETag, and who sends it back in `If-None-Match` is told that it is still so, without the
 * body. It is weak: the same facts, whatever their bytes.
 */
export const etags = createMiddleware<ApiEnvironment>(async (context, next) => {
  await next();
  const { req, res } = context;
  // A link is looked at once by a person: nobody asks it again and again.
  if (req.method !== "GET" || req.path.startsWith("/links/") || res.status !== 200 || !isJson(res)) return;
  const digest = createHash("sha256").update(await res.clone().text());
  const etag = `W/"${digest.digest("base64url").slice(0, 22)}"`;
  if (!asked(req.header("if-none-match"), etag)) {
    context.header("etag", etag);
    return;
  }
  context.res = new Response(null, { status: 304, headers: { etag } });
  // The app hands on the headers of the answer that this takes the place of, and there is no body of any type now.
  context.res.headers.delete("content-type");
});

function isJson(answer: Response): boolean {
  return answer.headers.get("content-type")?.startsWith("application/json") ?? false;
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2: compared weakly, in a list or as a star. */
function asked(header: string | undefined, etag: string): boolean {
  const opaque = etag.replace(/^W\//, "");
  const named = (header ?? "").split(",").map((one) => one.trim().replace(/^W\//, ""));
  return named.includes(opaque) || named.includes("*");
}
