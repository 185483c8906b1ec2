import type { pairAnswers } from "@driftwheel/core/monitor/paired/pair-answers.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { qualitySettings } from "@driftwheel/core/policy/quality/quality-settings.ts";
import { placeReading } from "@driftwheel/payloads/reading.ts";

type Pairing = Parameters<typeof pairAnswers>[0];

/** What of a payload is read to compare two answers that stand at one place, and to judge them where labels come. */
export async function answersAt(
  at: Pairing["at"],
  quality: ModelPolicy["quality"],
): Promise<Pick<Pairing, "at" | "quality" | "reading">> {
  const settings = quality ? qualitySettings(quality) : null;
  const { label = null, prediction = null, score = null } = settings ?? {};
  return { at, quality: settings, reading: await placeReading([at, label, prediction, score]) };
}
