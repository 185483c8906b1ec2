import type { ModelPolicy } from "../policy.ts";
import type { Fault } from "../refusal/fault.ts";
import type { FreshDataSection } from "../retrain/fresh-data.ts";
import { freshDataSources } from "../retrain/fresh-data-source.ts";
import type { Section } from "./section.ts";

/** What cannot work of the data that a retraining waits for. */
export function freshDataFaults(policy: ModelPolicy, section: Section): readonly Fault[] {
  const { freshData } = policy.retrain;
  if (!freshData) return [];
  const fault = (path: readonly string[], problem: string, remedy?: string) =>
    section.fault(["retrain", "freshData", ...path], problem, remedy === undefined ? {} : { remedy });
  const named = freshDataSources.filter((name) => freshData[name] !== undefined);
  const [first] = named;
  if (first === undefined) {
    return [
      fault(
        [],
        "names no place where data come",
        'write prefix: "s3://frost-data/labelled/", or featureGroup, or dataWrangler',
      ),
    ];
  }
  if (named.length > 1) {
    return [
      fault(
        [],
        `names ${named.join(" and ")}: data are waited for in one place`,
        `leave ${named.slice(1).join(" and ")} out`,
      ),
    ];
  }
  return [
    ...storeFaults(freshData, fault),
    ...amountFaults(freshData, fault),
    ...timeFaults(freshData, fault),
    ...ownOutputFaults(policy, freshData, fault),
  ];
}

type Refuse = (path: readonly string[], problem: string, remedy?: string) => Fault;

/** A feature group says where its store is only once it is asked; the permission to read there is given before. */
function storeFaults({ featureGroup, offlineStore }: FreshDataSection, fault: Refuse): readonly Fault[] {
  if (featureGroup !== undefined && offlineStore === undefined) {
    return [
      fault(
        ["offlineStore"],
        "must say where the feature group's offline store is",
        'write the S3Uri that it was created with, offlineStore: "s3://frost-features/"',
      ),
    ];
  }
  return featureGroup === undefined && offlineStore !== undefined
    ? [fault(["offlineStore"], "must be left out: it is a feature group's")]
    : [];
}

function amountFaults({ atLeast, orAfter, featureGroup }: FreshDataSection, fault: Refuse): readonly Fault[] {
  if (!atLeast) {
    return orAfter === undefined
      ? [
          fault(
            [],
            "says not how much is worth a retraining",
            'write atLeast: { files: 24 }, or orAfter: "1 day", or both',
          ),
        ]
      : [];
  }
  const amounts = (["files", "bytes", "records"] as const).filter((name) => atLeast[name] !== undefined);
  if (amounts.length !== 1) {
    const problem =
      amounts.length === 0 ? "names no amount" : `names ${amounts.join(" and ")}: one of them is counted`;
    return [fault(["atLeast"], problem, "write one of files, bytes and records")];
  }
  return atLeast.records !== undefined && !featureGroup
    ? [
        fault(
          ["atLeast", "records"],
          "must be left out: records are counted in a feature group alone",
          "write files or bytes, or name a featureGroup",
        ),
      ]
    : [];
}

function timeFaults({ orAfter, staleAfter, readEvery }: FreshDataSection, fault: Refuse): readonly Fault[] {
  const shorter = (["orAfter", "staleAfter"] as const).filter(
    (name) =>
      ({ orAfter, staleAfter })[name] !== undefined && ({ orAfter, staleAfter }[name] ?? 0) < readEvery,
  );
  return shorter.map((name) =>
    fault(
      [name],
      "must not be shorter than readEvery: nobody would look in time",
      "write a longer one, or a shorter readEvery",
    ),
  );
}

/** What Driftwheel or a retraining writes itself would be new data each time. */
function ownOutputFaults(
  { retrain, drift }: ModelPolicy,
  { prefix, dataWrangler }: FreshDataSection,
  fault: Refuse,
): readonly Fault[] {
  const place = prefix ?? dataWrangler?.output;
  if (place === undefined) return [];
  const path = prefix === undefined ? ["dataWrangler", "output"] : ["prefix"];
  const { trainingJob, tuningJob, autoMLJob } = retrain.with ?? {};
  const written: readonly (readonly [string, string | undefined])[] = [
    ["drift.capture", drift.capture],
    ["drift.predictionLog", drift.predictionLog],
    ["what the training job puts out", trainingJob?.OutputDataConfig.S3OutputPath],
    ["the training job's checkpoints", trainingJob?.CheckpointConfig?.S3Uri],
    ["what the tuning job puts out", tuningJob?.TrainingJobDefinition.OutputDataConfig.S3OutputPath],
    ["what the AutoML job puts out", autoMLJob?.OutputDataConfig.S3OutputPath],
  ];
  return written.flatMap(([what, uri]) =>
    uri !== undefined && asFolder(uri).startsWith(asFolder(place))
      ? [
          fault(
            path,
            `has ${what} below it, ${uri}, which would count as new data`,
            "write a folder of data alone",
          ),
        ]
      : [],
  );
}

function asFolder(uri: string): string {
  return `${uri.replace(/\/+$/, "")}/`;
}
