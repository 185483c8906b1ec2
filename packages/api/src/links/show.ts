import { explanationOf } from "@driftwheel/core/ledger/explanation.ts";
import type { Context } from "hono";
import { html } from "hono/html";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ApiPorts, Distributions } from "../ports.ts";
import type { FieldError } from "../problems/problem.ts";
import type { FeatureDistributionAnswer } from "../schemas/drift.ts";
import type { PageLinks } from "../schemas/page.ts";
import { featureDistributionOf } from "../views/drift.ts";
import { entryView } from "../views/entry-view.ts";
import { pagesOfEntry } from "../views/pages.ts";
import { endOf, type OpenLink, openLink } from "./open.ts";
import { approvalContent } from "./pages/approval.ts";
import { explanationContent } from "./pages/explanation.ts";
import { type FormInput, form } from "./pages/form.ts";
import { page } from "./pages/page.ts";
import { orRefusal, wantsJson } from "./refused.ts";
import type { LinkView } from "./schema.ts";
import { approvalSubject } from "./subject.ts";

/** What a link is about. Reads and changes nothing, so whoever fetches it for a preview does no harm. */
export function showLink(context: Context, token: string, ports: ApiPorts): Promise<Response> {
  return orRefusal(context, ports, async () => {
    const link = await openLink(token, ports);
    return wantsJson(context)
      ? context.json(await viewOf(link, ports))
      : await linkPage(context, 200, {
          ...link,
          pages: await pagesOfLink(link, ports),
          pictures: await picturesOf(link, ports),
        });
  });
}

interface Attempt {
  readonly input: FormInput;
  readonly errors: readonly FieldError[];
}

const untouched: Attempt = { input: { name: "", reason: "" }, errors: [] };

/** The link's page; after an attempt with what was typed and what was wrong with it. */
export async function linkPage(
  context: Context,
  status: ContentfulStatusCode,
  link: OpenLink & {
    readonly pages?: PageLinks;
    readonly pictures?: readonly FeatureDistributionAnswer[];
  },
  { input, errors }: Attempt = untouched,
): Promise<Response> {
  const { policy, entries, claims } = link;
  const ends = html`<p class="quiet">The link works until ${endOf(claims)}.</p>`;
  switch (link.status.action) {
    case "explain": {
      const { entry } = link.status;
      const content = explanationContent(entry, explanationOf(entry, entries), link.pages);
      return await page(context, status, `${claims.model}: ${entry.kind}`, html`${content}${ends}`);
    }
    case "approve":
    case "reject": {
      const { version } = link.status.entry.data;
      const verb = link.status.action === "approve" ? "Approve" : "Reject";
      const content = approvalContent(approvalSubject(link.status.entry, entries), policy, link.pictures);
      const asked = form(`${verb} version ${version}`, input, errors);
      return await page(
        context,
        status,
        `${verb} version ${version} of ${claims.model}?`,
        html`${content}${asked}${ends}`,
      );
    }
    case "acknowledge": {
      const { subject, body } = link.status.entry.data;
      const asked = form("I have it in hand", input, errors);
      return await page(context, status, subject, html`<pre>${body}</pre>${asked}${ends}`);
    }
  }
}

/** So many features say what has moved; the table has all. */
const mostPictures = 3;

/** The distributions of what drifted, where a person decides on what was trained for it. */
async function picturesOf(
  { status, entries, policy }: OpenLink,
  ports: ApiPorts,
): Promise<readonly FeatureDistributionAnswer[]> {
  if (status.action !== "approve" && status.action !== "reject") return [];
  const { drift } = approvalSubject(status.entry, entries);
  if (!drift || !ports.distributions) return [];
  const before = entries.filter(({ sequence }) => sequence < drift.sequence);
  const names = [...new Set(drift.data.features.map(({ feature }) => feature))].slice(0, mostPictures);
  const distributions = readOnce(ports.distributions);
  return await Promise.all(
    names.map((feature) =>
      featureDistributionOf(feature, drift.data.window, before, policy, { ...ports, distributions }),
    ),
  );
}

/** Both files are of all features. */
function readOnce(from: Distributions): Distributions {
  let window: Promise<string | null> | null = null;
  let baseline: Promise<string | null> | null = null;
  return {
    window: (report) => (window ??= from.window(report)),
    baseline: (champion, fallback) => (baseline ??= from.baseline(champion, fallback)),
  };
}

async function viewOf(link: OpenLink, ports: ApiPorts): Promise<LinkView> {
  const { claims, status, entries } = link;
  const { entry } = status;
  const { before, after } = explanationOf(entry, entries);
  return {
    action: claims.action,
    model: claims.model,
    sequence: claims.sequence,
    expires: claims.expires,
    entry: entryView(entry),
    before: before.map(entryView),
    after: after.map(entryView),
    links: await pagesOfLink(link, ports),
  };
}

function pagesOfLink({ status: { entry }, entries }: OpenLink, ports: ApiPorts): Promise<PageLinks> {
  return pagesOfEntry(entry, explanationOf(entry, entries).before, entries, ports);
}
