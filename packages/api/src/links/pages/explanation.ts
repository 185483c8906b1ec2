import type { Explanation } from "@driftwheel/core/ledger/explanation.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { html } from "hono/html";
import type { PageLinks } from "../../schemas/page.ts";
import type { Html } from "./page.ts";
import { inWords } from "./words.ts";

/** An entry, what led to it, and what followed. */
export function explanationContent(
  entry: Entry,
  { before, after }: Explanation,
  links: PageLinks = [],
): Html {
  return html`
<p>${entry.because}</p>
<p class="quiet">Entry ${entry.sequence} of ${entry.model}, ${entry.kind}, ${inWords(entry.at)}.</p>
${links.length > 0 ? html`<p>Look at it: ${links.map(({ label, url }) => html`<a href="${url}">${label}</a> `)}</p>` : ""}
<h2>What led to it</h2>
${before.length > 0 ? entryList(before) : html`<p>Nothing earlier in the ledger.</p>`}
<h2>What followed from it</h2>
${after.length > 0 ? entryList(after) : html`<p>Nothing yet.</p>`}`;
}

/** Entries in order, each with its number, time, kind and reason. */
export function entryList(entries: readonly Entry[]): Html {
  return html`<dl>${entries.map(
    ({ sequence, at, kind, because }) =>
      html`<dt class="quiet">${sequence}, ${inWords(at)}, ${kind}</dt><dd>${because}</dd>`,
  )}</dl>`;
}
