import { parseJson } from "@driftwheel/core/schema/python-json.ts";
import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import type { CandidateFact, Question } from "@driftwheel/core/vocabulary/fact.ts";
import { readObject } from "../s3/objects.ts";
import { s3Location } from "../s3/s3-location.ts";
import { describePackage, modelData } from "./model-package.ts";

type Evaluation = CandidateFact["evaluation"];

/** A model package version with its evaluation, and the champion's evaluation to compare it with. */
export async function findCandidate(
  question: Extract<Question, { ask: "candidate" }>,
): Promise<CandidateFact> {
  const [described, championEvaluation] = await Promise.all([
    describePackage(question.arn),
    question.champion === null ? null : evaluationOf(question.champion),
  ]);
  const evaluationUri = described.ModelMetrics?.ModelQuality?.Statistics?.S3Uri ?? null;
  return {
    version: described.ModelPackageVersion ?? 0,
    status: described.ModelPackageStatus ?? "Unknown",
    approval: described.ModelApprovalStatus ?? null,
    modelDataUrl: modelData(described, question.container).modelDataUrl,
    evaluationUri,
    evaluation: await readEvaluation(question.arn, evaluationUri),
    championEvaluation,
  };
}

/** A champion whose package is gone has no evaluation; the gate then says so. */
async function evaluationOf(champion: string): Promise<Evaluation> {
  try {
    const { ModelMetrics } = await describePackage(champion);
    return await readEvaluation(champion, ModelMetrics?.ModelQuality?.Statistics?.S3Uri ?? null);
  } catch (error) {
    if (error instanceof BadInput) return { ok: false, reason: error.message };
    throw error;
  }
}

async function readEvaluation(arn: string, uri: string | null): Promise<Evaluation> {
  if (!uri) {
    return { ok: false, reason: `${arn} names no ModelMetrics.ModelQuality.Statistics.S3Uri.` };
  }
  try {
    const text = await readObject(s3Location(uri));
    if (text === null) return { ok: false, reason: `${uri} does not exist.` };
    // Written by Python, where a metric that could not be measured is NaN.
    const parsed = parseJson(text);
    if (!parsed.ok) return { ok: false, reason: `${uri} is no JSON: ${parsed.reason}.` };
    return { ok: true, json: parsed.value };
  } catch (error) {
    if (error instanceof BadInput) return { ok: false, reason: error.message };
    throw error;
  }
}
