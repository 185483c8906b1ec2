import { servedInWords } from "@driftwheel/core/policy/batch/served.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { DriftFeature } from "@driftwheel/core/vocabulary/drift-window.ts";
import type { EntryOf, GateCheck } from "@driftwheel/core/vocabulary/entry.ts";
import { html } from "hono/html";
import type { FeatureDistributionAnswer } from "../../schemas/drift.ts";
import type { ApprovalSubject } from "../subject.ts";
import { distributions } from "./distributions.ts";
import type { Html } from "./page.ts";
import { figure, inWords } from "./words.ts";

/** What is being approved: the gate's numbers against the champion's, the drift behind it, and the package. */
export function approvalContent(
  subject: ApprovalSubject,
  policy: ModelPolicy,
  pictures: readonly FeatureDistributionAnswer[] = [],
): Html {
  const { request, verdict, drift, origin } = subject;
  const { version, package: arn, deadline } = request.data;
  return html`
<p>${request.model} ${policy.batch ? "answers in" : "serves at the"} ${servedInWords(policy)}. Version ${version} was trained and waits for a person since ${inWords(request.at)}.
${deadline ? ` ${until(deadline, policy)}` : ""}</p>
${verdict ? gate(verdict.data.checks) : html`<h2>The gate</h2><p>The ledger has no verdict on this version.</p>`}
<h2>Why it was trained</h2>
${drift ? driftContent(drift, pictures) : html`<p>Not because of drift. ${origin.because}</p>`}
<h2>The package</h2>
<p><code>${arn}</code></p>`;
}

function driftContent(
  drift: EntryOf<"drift-confirmed">,
  pictures: readonly FeatureDistributionAnswer[],
): Html {
  const { features, windows, since } = drift.data;
  const names = features.slice(0, 3).map(({ feature }) => feature);
  const more = features.length - names.length;
  const what = names.length > 0 ? names.join(", ") : "What it is asked";
  const others = more > 0 ? ` and ${more} more` : "";
  return html`<p>${what}${others} moved away from what the champion was trained on: in ${windows === 1 ? "1 window" : `${windows} windows`} since ${inWords(since)}, until the evidence crossed its line.</p>
${features.length > 0 ? drifted(features) : ""}
${pictures.length > 0 ? distributions(pictures) : ""}
<details><summary>The statistics</summary>
<p>${drift.because}</p>
${features.map(({ feature, description }) => html`<p>${feature}: ${description}</p>`)}
</details>`;
}

function until(deadline: string, { approve }: ModelPolicy): string {
  const after = approve === "automatically" ? "reject" : approve.atDeadline;
  return `If nobody decides before ${inWords(deadline)}, it is ${after === "approve" ? "approved" : "rejected"}.`;
}

function gate(checks: readonly GateCheck[]): Html {
  return html`<table>
<caption>The gate</caption>
<tr><th>Metric</th><th class="number">Candidate</th><th class="number">Champion</th><th>Wanted</th><th>Result</th></tr>
${checks.map(
  ({ metric, candidate, champion, condition, passed }) => html`<tr>
<td>${metric}</td><td class="number" data-label="Candidate">${figure(candidate)}</td><td class="number" data-label="Champion">${figure(champion)}</td><td data-label="Wanted">${condition}</td><td><span class="verdict ${passed ? "passed" : "failed"}">${passed ? "passed" : "failed"}</span></td>
</tr>`,
)}
</table>`;
}

function drifted(features: readonly DriftFeature[]): Html {
  return html`<table>
<caption>What drifted</caption>
<tr><th>Feature</th><th class="number">Distance</th><th class="number">Line</th><th>How far</th></tr>
${features.map(
  ({ feature, distance, threshold }) => html`<tr>
<td>${feature}</td><td class="number" data-label="Distance">${figure(distance)}</td><td class="number" data-label="Line">${figure(threshold)}</td><td data-label="How far">${timesItsLine(distance, threshold)}</td>
</tr>`,
)}
</table>`;
}

function timesItsLine(distance: number | null, threshold: number | null): string {
  if (distance === null || threshold === null || threshold <= 0) return "its monitor does not say";
  return `${Number((distance / threshold).toPrecision(2))} times its line`;
}
