import { readFileSync } from "node:fs";
import { policyFor } from "@driftwheel/core/policy/testing/fleet.ts";
import type { EntryOf } from "@driftwheel/core/vocabulary/entry.ts";
import { expect, it } from "vitest";
import { sampleLedger } from "../../../../cli/test/sample-ledger.ts";
import type { FeatureDistributionAnswer } from "../../schemas/drift.ts";
import { approvalSubject } from "../subject.ts";
import { approvalContent } from "./approval.ts";
import { colours } from "./page.ts";

const request = sampleLedger.find(
  (entry): entry is EntryOf<"approval-requested"> => entry.kind === "approval-requested",
);

async function shown(
  pictures: readonly FeatureDistributionAnswer[] = [],
  policy = policyFor("frost"),
): Promise<string> {
  if (!request) throw new Error("The sample asks for an approval.");
  const content = approvalContent(approvalSubject(request, sampleLedger), policy, pictures);
  return (await content).toString();
}

const wind: FeatureDistributionAnswer = {
  feature: "<b>wind</b>",
  start: null,
  end: "2026-03-02T10:00:00.000Z",
  why: null,
  distribution: {
    kind: "numbers",
    bins: [
      { label: "below 2", baseline: 0.9, window: 0.2 },
      { label: "2 and above", baseline: 0.1, window: 0.8 },
    ],
    missing: { baseline: 0, window: 0.05 },
    unknown: null,
    rows: { baseline: 900, window: 400 },
  },
};

it("a version that waits is of an endpoint, or of transform jobs", async () => {
  const nightly = { serving: "batch", batch: { jobs: "frost-nightly" } } as const;
  expect(await shown()).toContain("frost serves at the endpoint frost-prod.");
  expect(await shown([], policyFor("frost", nightly))).toContain(
    "frost answers in transform jobs frost-nightly.",
  );
});

it("the pages have the console's colours", () => {
  const tokens = readFileSync(
    new URL("../../../../console/src/page/style/tokens.css", import.meta.url),
    "utf8",
  );
  for (const [name, colour] of Object.entries(colours)) expect(tokens).toContain(`--${name}: ${colour};`);
});

it("what drifted is told in words, and its statistics are there for who opens them", async () => {
  const page = await shown();
  const [told = "", statistics = ""] = page.split("<details>");
  expect(told).toContain("temp_max, wind moved away from what the champion was trained on: in 2 windows");
  expect(told).toContain("3.6 times its line");
  expect(told).not.toMatch(/CUSUM|PSI/);
  expect(statistics).toContain("PSI 0.712 over 480 rows");
});

it("a picture of a distribution says in words what it shows, and names are never markup", async () => {
  const page = await shown([wind]);
  expect(page).toContain("the commonest values were below 2 in training, and are 2 and above now.");
  expect(page).toContain("Missing: 5 %, in training 0 %.");
  expect(page.match(/<rect class="window" x/g)).toHaveLength(2);
  expect(page).not.toContain("<b>");
  expect(page).not.toMatch(/ style=/);
});

it("where there is no picture it says why", async () => {
  const page = await shown([{ ...wind, distribution: null, why: "The baseline is gone." }]);
  expect(page).toContain("No picture of &lt;b&gt;wind&lt;/b&gt;: The baseline is gone.");
});
