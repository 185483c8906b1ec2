import { createHash } from "node:crypto";
import type { Context } from "hono";
import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { ContentfulStatusCode } from "hono/utils/http-status";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const style = `
:root { color-scheme: light dark; }
body { font: 1.0625rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 40rem; padding: 1rem; }
h1 { font-size: 1.375rem; line-height: 1.25; }
h2 { font-size: 1.0625rem; margin: 1.75rem 0 .25rem; }
p, dl, ol { margin: .25rem 0 .75rem; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 600; margin-top: 1.5rem; }
th, td { border-bottom: 1px solid #8888; padding: .35rem .75rem .35rem 0; text-align: left; vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
label { display: block; font-weight: 600; margin-top: 1rem; }
input, textarea { box-sizing: border-box; font: inherit; padding: .5rem; width: 100%; }
button { font: inherit; font-weight: 600; margin: 1.25rem 0; min-height: 3rem; padding: .5rem 1.5rem; width: 100%; }
.error { border-left: .25rem solid #c33; padding-left: .75rem; }
.quiet { opacity: .75; }
pre { overflow-wrap: anywhere; white-space: pre-wrap; }
`;

const styleHash = createHash("sha256").update(style).digest("base64");

/** No script, no frame, nothing from elsewhere, and a form that posts to where it came from. */
const headers = {
  "content-security-policy": `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex, nofollow",
  "x-frame-options": "DENY",
  "content-language": "en",
};

/** A whole page. What is put into `html` is escaped; nothing else makes markup. */
export async function page(
  context: Context,
  status: ContentfulStatusCode,
  title: string,
  content: Html,
): Promise<Response> {
  const document = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title} - Driftwheel</title>
<style>${raw(style)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`;
  return context.html(document, status, headers);
}
