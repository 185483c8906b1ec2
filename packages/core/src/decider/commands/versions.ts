import { type Candidate, packageVersion, type State } from "../../vocabulary/state.ts";

/** The candidate with a version number; null when Driftwheel knows none. */
export function candidateOf({ candidates }: State, version: number): Candidate | null {
  return Object.values(candidates).find((candidate) => candidate.version === version) ?? null;
}

/** Says that a version is not known, and which are. */
export function unknownVersion({ candidates }: State, version: number): string {
  const known = Object.values(candidates)
    .map((candidate) => candidate.version)
    .sort((one, other) => one - other);
  return `version ${version} is no candidate that Driftwheel knows; it knows ${
    known.length > 0 ? `version${known.length === 1 ? "" : "s"} ${known.join(", ")}` : "none"
  }.`;
}

/** Where a version stands, and who decided on it, as the end of a refusal. */
export function stageInWords({ version, stage, decided }: Candidate): string {
  const by = decided ? ` by ${decided.by} at ${decided.at}` : "";
  switch (stage) {
    case "registered":
      return `version ${version} is registered, and its gate is not decided on.`;
    case "accepted":
      return `version ${version} passed the gate, and nobody was asked for an approval.`;
    case "rejected":
      return `version ${version} failed the gate.`;
    case "approval-requested":
      return `version ${version} waits for an approval.`;
    case "approved":
      return `version ${version} was approved already${by}.`;
    case "approval-rejected":
      return `version ${version} was rejected already${by}.`;
    case "on-trial":
      return `version ${version} is on trial; it was approved already${by}.`;
    case "promoted":
      return `version ${version} was promoted; it was approved already${by}.`;
    case "rolled-back":
      return `version ${version} was on trial and was rolled back.`;
    case "superseded":
      return `a later version went on trial before version ${version}, which was approved already${by}.`;
  }
}

/** True for a version that serves alone, or has most of the traffic. */
export function isChampion(champion: string | null, { version }: Candidate): boolean {
  return packageVersion(champion) === version;
}
