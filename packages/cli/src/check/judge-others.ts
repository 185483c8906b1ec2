import type { Asked } from "@driftwheel/aws/check/asked.ts";
import type { NewestLines } from "@driftwheel/aws/check/newest-lines.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { error, missing, ok, type Said, unknown, warning } from "./finding.ts";

export function judgePackageGroup(
  asked: Asked<string | null>,
  { packageGroup }: ModelPolicy,
  there: readonly string[],
): Said {
  const place = ["packageGroup", packageGroup] as const;
  if (!asked.known) return unknown(asked, place);
  if (asked.answer === null) return missing(place, "model package group", there);
  return asked.answer === "Completed"
    ? ok(asked.answer, packageGroup)
    : warning(place, `is ${asked.answer}`, "wait until it is Completed, or write another group's name");
}

export function judgeLabelledData(asked: Asked<boolean>, { retrain }: ModelPolicy): Said {
  const place = ["retrain.labelledData", retrain.labelledData ?? null] as const;
  if (!asked.known) return unknown(asked, place);
  return asked.answer
    ? ok("has objects", retrain.labelledData ?? null)
    : warning(
        place,
        "nothing lies there",
        "put labelled data there before the first retraining, or write where they lie",
      );
}

export function judgeLabels(asked: Asked<NewestLines | null>, { quality }: ModelPolicy): Said {
  const place = ["quality.groundTruth", quality?.groundTruth ?? null] as const;
  if (!asked.known) return unknown(asked, place);
  return asked.answer
    ? ok(`${asked.answer.file} is the newest`)
    : warning(
        place,
        "no labels lie there under yyyy/mm/dd/hh/",
        "put files of JSON lines there, by the hour in which they were collected (UTC)",
      );
}

/** Whether the alarms that would end a trial are there. */
export function judgeAlarms(
  asked: Asked<ReadonlyMap<string, string>>,
  { rollout }: ModelPolicy,
): readonly Said[] {
  return [
    ...judgeEach(asked, "rollout.guards.alarms", rollout.guards.alarms ?? [], "end a trial"),
    ...judgeEach(
      asked,
      "rollout.guardrails.alarms",
      rollout.guardrails?.alarms ?? [],
      "take a deployment back",
    ),
  ];
}

function judgeEach(
  asked: Asked<ReadonlyMap<string, string>>,
  field: string,
  names: readonly string[],
  does: string,
): readonly Said[] {
  if (names.length === 0) return [];
  if (!asked.known) return [unknown(asked, [field, names.join(", ")])];
  return names.map((name, index) => {
    const state = asked.answer.get(name);
    const at = [`${field}.${index}`, name] as const;
    if (state === undefined)
      return error(
        at,
        `there is no such alarm, so it would never ${does}`,
        "create it, or write the alarm's name",
      );
    if (state === "ALARM")
      return warning(
        at,
        `is in ALARM now: it would ${does} at once when one begins`,
        "see to it before a candidate comes",
      );
    return ok(`is ${state}`, name);
  });
}

/** Roles as far as they can be seen: what they may do is for IAM to say. */
export function judgeRole(asked: Asked<string | null>, { endpoint }: ModelPolicy): Said {
  if (!asked.known) return unknown(asked, ["endpoint", endpoint ?? null]);
  return asked.answer === null
    ? warning(
        ["endpoint", endpoint ?? null],
        "its model has no execution role, which a challenger is given",
        "give the champion's model an ExecutionRoleArn",
      )
    : ok("models run with it; the settings' executionRoles must name it", asked.answer);
}
