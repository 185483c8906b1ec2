import { isIP } from "node:net";
import { forbidden, type Reachable } from "./address.ts";

/** A URL that nothing may be sent to. The message never holds the URL, which may be a secret. */
export class ForbiddenTarget extends Error {
  override readonly name = "ForbiddenTarget";
}

/**
 * Where to send, checked as far as the URL itself tells: https, no user and password in it, no address that is not
 * public in any spelling (the URL parser turns octal, hexadecimal and plain numbers into dotted ones), a port for the
 * web or one above 1023. What a name stands for is checked when the connection is made.
 *
 * @throws ForbiddenTarget saying what would be right
 */
export function targetOf(text: string, reachable: Reachable): URL {
  const url = URL.parse(text);
  if (!url) throw new ForbiddenTarget('the URL cannot be read; write it like "https://example.com/hooks"');
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const here = reachable === "loopback" && isIP(host) !== 0 && forbidden(host, "public") !== null;
  if (url.protocol !== "https:" && !(here && url.protocol === "http:")) {
    throw new ForbiddenTarget(`the URL begins with ${url.protocol}; only https is sent to`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new ForbiddenTarget("the URL holds a user or a password; messages are signed instead");
  }
  if (host === "" || host.endsWith(".")) throw new ForbiddenTarget("the URL's host must be a plain name");
  if (isIP(host) !== 0) {
    const why = forbidden(host, reachable);
    if (why !== null) throw new ForbiddenTarget(`${why}; only public addresses are sent to`);
  }
  const port = url.port === "" ? 443 : Number(url.port);
  if (port < 1024 && port !== 443) {
    throw new ForbiddenTarget(`port ${port} is another service's; use 443 or one above 1023`);
  }
  return url;
}
