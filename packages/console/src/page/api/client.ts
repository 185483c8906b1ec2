import createClient from "openapi-fetch";
import { bearer } from "../sign-in/session.ts";
import type { paths } from "./api-types.ts";
import { type Failure, failureOf } from "./failure.ts";

/**
 * The HTTP API at the page's own origin, with the types of its document. Answers are never cached by the browser: the
 * store keeps them, and asks whether they are still so by their ETags.
 */
export const client = createClient<paths>({ baseUrl: location.origin, cache: "no-store" });

client.use({
  onRequest({ request }) {
    const token = bearer();
    if (token !== null) request.headers.set("authorization", `Bearer ${token}`);
    return request;
  },
});

/** What openapi-fetch gives back. */
interface Given<Body> {
  readonly data?: Body;
  readonly error?: unknown;
  readonly response: Response;
}

export type Answer<Body> =
  | { readonly kind: "fresh"; readonly body: Body; readonly etag: string | null }
  | { readonly kind: "unchanged" }
  | { readonly kind: "failed"; readonly failure: Failure };

/** Whatever becomes of a request, as a value: nothing of it is thrown. */
export async function answerTo<Body>(asked: Promise<Given<Body>>): Promise<Answer<Body>> {
  try {
    const { data, error, response } = await asked;
    if (response.status === 304) return { kind: "unchanged" };
    if (response.ok && data !== undefined) {
      return { kind: "fresh", body: data, etag: response.headers.get("etag") };
    }
    const retryAfter = response.headers.get("retry-after");
    return { kind: "failed", failure: failureOf(response.status, error, retryAfter) };
  } catch {
    // No answer, or one that broke off.
    return { kind: "failed", failure: { kind: "offline" } };
  }
}
