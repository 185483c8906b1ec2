/**
 * What every answer of the console's files carries, wherever they are served. Scripts, styles and requests come from and
 * go to the page's own origin alone; nothing inline runs, and no page frames it. Text becomes markup nowhere: a script
 * that tried would be stopped by `require-trusted-types-for`.
 *
 * @param issuer the origins that people sign in at, which the page may ask too
 */
export const pageHeaders = (issuer: readonly string[] = []): Readonly<Record<string, string>> => ({
  "content-security-policy": [
    "default-src 'self'",
    ...(issuer.length > 0 ? [`connect-src 'self' ${issuer.join(" ")}`] : []),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
  ].join("; "),
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "x-robots-tag": "noindex, nofollow",
});

/** How long a file may be kept: the page is asked for anew each time, its parts have the hash of what they are in their names. */
export function cacheControl(path: string): string {
  return path.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache";
}

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  json: "application/json",
};

/** The media type of one of the console's files. */
export function mediaType(path: string): string {
  return types[path.split(".").at(-1) ?? ""] ?? "application/octet-stream";
}
