import type { RequestHeaders } from "./request.ts";

/**
 * Why a request is not answered; null for one that is. Only this machine reaches the loopback interface, but a page in
 * its browser does, too: by a name of its own that it lets point here (DNS rebinding), which the header Host gives away,
 * or across origins, which Origin gives away. Such a page could have a training job run its code. Names under `localhost`
 * are nobody's to give: https://www.rfc-editor.org/rfc/rfc6761#section-6.3. S3's buckets are named in them.
 */
export function refusalOf({ host, origin }: RequestHeaders): string | null {
  if (host === undefined || !isLoopback(host)) {
    return `The header Host is ${JSON.stringify(host ?? null)}. The small AWS answers to 127.0.0.1, localhost, names under localhost, and [::1] only, because it runs the code that it is told to.`;
  }
  if (origin !== undefined && !isLoopback(/^https?:\/\/([^/]+)$/.exec(origin)?.[1] ?? "")) {
    return `The header Origin is ${JSON.stringify(origin)}. The small AWS answers no pages of elsewhere, because it runs the code that it is told to.`;
  }
  return null;
}

/** @param authority a host with or without a port */
function isLoopback(authority: string): boolean {
  return /^(?:(?:[a-z0-9][a-z0-9._-]*\.)?(?:localhost|127\.0\.0\.1)|\[::1\])(?::\d{1,5})?$/i.test(authority);
}
