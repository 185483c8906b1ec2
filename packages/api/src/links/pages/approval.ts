import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { DriftFeature } from "@driftwheel/core/vocabulary/drift-window.ts";
import type { GateCheck } from "@driftwheel/core/vocabulary/entry.ts";
import { html } from "hono/html";
import type { ApprovalSubject } from "../subject.ts";
import type { Html } from "./page.ts";
import { figure, inWords } from "./words.ts";

/** What is being approved: the gate's numbers against the champion's, the drift behind it, and the package. */
export function approvalContent(subject: ApprovalSubject, policy: ModelPolicy): Html {
  const { request, verdict, drift, origin } = subject;
  const { version, package: arn, deadline } = request.data;
  return html`
<p>${request.model} serves at the endpoint ${policy.endpoint}. Version ${version} was trained and waits for a person since ${inWords(request.at)}.
${deadline ? ` ${until(deadline, policy)}` : ""}</p>
${verdict ? gate(verdict.data.checks) : html`<h2>The gate</h2><p>The ledger has no verdict on this version.</p>`}
<h2>Why it was trained</h2>
<p>${drift ? drift.because : `Not because of drift. ${origin.because}`}</p>
${drift && drift.data.features.length > 0 ? features(drift.data.features) : ""}
<h2>The package</h2>
<p>${arn}</p>`;
}

function until(deadline: string, { approve }: ModelPolicy): string {
  const after = approve === "automatically" ? "reject" : approve.atDeadline;
  return `If nobody decides before ${inWords(deadline)}, it is ${after === "approve" ? "approved" : "rejected"}.`;
}

function gate(checks: readonly GateCheck[]): Html {
  return html`<div class="wide"><table>
<caption>The gate</caption>
<tr><th>Metric</th><th class="number">Candidate</th><th class="number">Champion</th><th>Wanted</th><th>Result</th></tr>
${checks.map(
  ({ metric, candidate, champion, condition, passed }) => html`<tr>
<td>${metric}</td><td class="number">${figure(candidate)}</td><td class="number">${figure(champion)}</td><td>${condition}</td><td>${passed ? "passed" : "failed"}</td>
</tr>`,
)}
</table></div>`;
}

function features(drifted: readonly DriftFeature[]): Html {
  return html`<div class="wide"><table>
<caption>What drifted</caption>
<tr><th>Feature</th><th class="number">Distance</th><th class="number">Line</th><th>In its own words</th></tr>
${drifted.map(
  ({ feature, distance, threshold, description }) => html`<tr>
<td>${feature}</td><td class="number">${figure(distance)}</td><td class="number">${figure(threshold)}</td><td>${description}</td>
</tr>`,
)}
</table></div>`;
}
