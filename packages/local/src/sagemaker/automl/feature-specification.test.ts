import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalSageMaker, localSageMaker } from "../testing/local-sagemaker.ts";
import { harbours, put } from "./testing/harbours.ts";
import { ended, request } from "./testing/requests.ts";

let local: LocalSageMaker;
beforeAll(async () => {
  local = await localSageMaker();
  await put(local, "hours/harbours.csv", harbours("hours", 600, 1));
});
afterAll(() => local.close());

async function explained(specification: object) {
  const uri = await put(local, "features.json", JSON.stringify(specification));
  const asked = request("hours", {
    FeatureSpecificationS3Uri: uri,
    CompletionCriteria: { MaxCandidates: 1 },
  });
  await local.sagemaker.createAutoMLJobV2(asked);
  return await ended(local, asked.AutoMLJobName);
}

it("learns from the features that are named alone", async () => {
  const job = await explained({ FeatureAttributeNames: ["swell"] });
  expect(job).toMatchObject({ AutoMLJobStatus: "Completed" });
  const where = job.BestCandidate?.CandidateProperties?.CandidateArtifactLocations?.Explainability ?? "";
  const [bucket = "", ...key] = where.slice("s3://".length).split("/");
  const file = await local.server.world.objects.get(bucket, `${key.join("/")}/analysis.json`);
  const text = Buffer.from(file ?? []).toString();
  expect(text).toContain("swell");
  expect(text).not.toMatch(/berth|tide|ship/);
});

it("says which of them are no columns", async () => {
  expect(await explained({ FeatureAttributeNames: ["swell", "weight"] })).toMatchObject({
    AutoMLJobStatus: "Failed",
    FailureReason: expect.stringContaining("names weight; features are columns of the data"),
  });
});
