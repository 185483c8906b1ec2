import { createHash } from "node:crypto";
import type { Context } from "hono";
import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { ContentfulStatusCode } from "hono/utils/http-status";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The console's own colours: a test holds them to packages/console/src/page/style/tokens.css. */
export const colours = {
  page: "light-dark(#f7f8fa, #0e1116)",
  surface: "light-dark(#ffffff, #151a21)",
  line: "light-dark(#e2e5eb, #28303b)",
  "line-strong": "light-dark(#c4cad4, #3a4452)",
  text: "light-dark(#171b22, #e8ebf0)",
  "text-quiet": "light-dark(#596273, #9aa5b5)",
  link: "light-dark(#2456b8, #86aef5)",
  focus: "light-dark(#2a62cf, #7aa7f7)",
  primary: "light-dark(#2456b8, #3568ce)",
  good: "light-dark(#1a7037, #5fc97e)",
  "good-back": "light-dark(#e6f4ea, #14291c)",
  bad: "light-dark(#b3261e, #ff8f87)",
  "bad-back": "light-dark(#fcebea, #33191a)",
  "series-1": "light-dark(#2456b8, #86aef5)",
  "series-2": "light-dark(#b8620a, #f0b04f)",
} as const;

const style = `
:root { color-scheme: light dark; ${Object.entries(colours)
  .map(([name, colour]) => `--${name}: ${colour};`)
  .join(" ")} }
* { box-sizing: border-box; }
body { background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, "Segoe UI", "Liberation Sans", sans-serif; margin: 0 auto; max-width: 56rem; padding: 1.5rem 1rem; }
main { background: var(--surface); border: 1px solid var(--line); border-radius: 6px; padding: 1.25rem 1.5rem; }
h1 { font-size: 1.375rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1rem; margin: 1.75rem 0 .25rem; }
p, dl, ol { margin: .25rem 0 .75rem; overflow-wrap: anywhere; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 600; margin-top: 1.5rem; }
th, td { border-bottom: 1px solid var(--line); overflow-wrap: anywhere; padding: .4rem .75rem .4rem 0; text-align: left; vertical-align: top; }
th { color: var(--text-quiet); font-size: .875rem; font-weight: 500; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.verdict { border-radius: 1rem; font-size: .875rem; font-weight: 500; padding: .05rem .6rem; white-space: nowrap; }
.verdict.passed { background: var(--good-back); color: var(--good); }
.verdict.failed { background: var(--bad-back); color: var(--bad); }
label { display: block; font-weight: 600; margin-top: 1rem; }
input, textarea { background: var(--surface); border: 1px solid var(--line-strong); border-radius: 6px; color: inherit; font: inherit; padding: .5rem; width: 100%; }
button { background: var(--primary); border: 0; border-radius: 6px; color: #fff; font: inherit; font-weight: 600; margin: 1.25rem 0; min-height: 3rem; padding: .5rem 1.5rem; width: 100%; }
.error { border-left: .25rem solid var(--bad); padding-left: .75rem; }
.quiet { color: var(--text-quiet); }
code, pre { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .875rem; overflow-wrap: anywhere; white-space: pre-wrap; }
summary { cursor: pointer; }
.pictures { display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); margin-top: .75rem; }
figure { margin: 0; }
figure svg { display: block; height: 8rem; width: 100%; }
figcaption { font-size: .875rem; overflow-wrap: anywhere; }
.baseline { fill: var(--series-1); }
.window { fill: var(--series-2); }
.axis { stroke: var(--line-strong); }
.ends { display: flex; justify-content: space-between; gap: 1rem; }
.key { display: inline-block; height: .7rem; margin-right: .25rem; width: .7rem; }
@media (max-width: 40rem) {
  main { padding: 1rem; }
  tr:has(th) { position: absolute; clip-path: inset(50%); }
  tr { border-bottom: 1px solid var(--line); display: block; padding: .4rem 0; }
  td, td.number { border: 0; display: block; padding: 0; text-align: left; }
  td[data-label]::before { color: var(--text-quiet); content: attr(data-label) ": "; }
}
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
