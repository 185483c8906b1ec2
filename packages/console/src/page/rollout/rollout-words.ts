import type { Rollout } from "../api/api-types.ts";
import type { Tone } from "../words/tone.ts";

export const resultTones: Readonly<Record<Rollout["result"], Tone>> = {
  running: "active",
  promoted: "good",
  "rolled-back": "bad",
  held: "attention",
};

export const resultWords: Readonly<Record<Rollout["result"], string>> = {
  running: "Running",
  promoted: "Promoted",
  "rolled-back": "Rolled back",
  held: "Held",
};

export function versionName(version: number | null): string {
  return version === null ? "" : `v${version}`;
}
