import type { ModelPolicy } from "../policy.ts";
import type { Fault } from "../refusal/fault.ts";
import { trainingPrefixOf } from "../retrain/training-channel.ts";
import type { Section } from "./section.ts";

/** What cannot work of the baseline that a version is registered with. */
export function registerFaults({ retrain }: ModelPolicy, section: Section): readonly Fault[] {
  const given = retrain.with;
  const { baseline } = given?.register ?? {};
  if (!given || !baseline) return [];
  const path = ["retrain", "with", "register", "baseline"];
  const { statistics, constraints, without } = baseline;
  if (statistics !== undefined) {
    const remedy = "leave one of them out";
    return without === undefined
      ? []
      : [
          section.fault([...path, "without"], "does not go with statistics, which are made already", {
            remedy,
          }),
        ];
  }
  if (constraints !== undefined) {
    return [
      section.fault([...path, "constraints"], "needs statistics beside it, which monitors compare with"),
    ];
  }
  if (without === undefined) {
    const remedy = 'write statistics: "s3://frost-data/baseline/statistics.json", or without: ["low"]';
    return [
      section.fault(path, "says neither which statistics there are nor what they are made without", {
        remedy,
      }),
    ];
  }
  if (without.length === 0 && !given.autoMLJob) {
    return [section.fault([...path, "without"], "must name the label at least, which requests do not have")];
  }
  if (trainingPrefixOf(given) !== null) return [];
  const remedy =
    'write a channel called train with an S3DataSource of the type S3Prefix in the template, or statistics: "s3://frost-data/baseline/statistics.json"';
  return [section.fault(path, "has no rows to be made of: the template has no training channel", { remedy })];
}
