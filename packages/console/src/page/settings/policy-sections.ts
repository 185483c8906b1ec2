import type { PolicySetting } from "../api/api-types.ts";

type Section = readonly [name: string, settings: readonly PolicySetting[]];

/** Settings by the policy's sections, in its order; paths without their section. */
export function sectionsOf(settings: readonly PolicySetting[]): readonly Section[] {
  const sections = new Map<string, PolicySetting[]>();
  for (const { path, value } of settings) {
    const [section, rest] = parted(path);
    const its = sections.get(section) ?? [];
    its.push({ path: rest, value });
    sections.set(section, its);
  }
  return [...sections];
}

/** `gate[0].metric` -> `gate`, `[0].metric`; what has no section is of the model itself. */
function parted(path: string): readonly [string, string] {
  const [, section, rest] = /^(\w+?)(?:\.|(?=\[))(.+)$/.exec(path) ?? [];
  if (section !== undefined && rest !== undefined) return [section, rest];
  return path === "endpoint" || path === "packageGroup" ? ["model", path] : [path, path];
}

const words: Readonly<Record<string, string>> = {
  model: "Model",
  drift: "Drift: how it is watched",
  quality: "Quality: whether answers turn out right",
  retrain: "Retraining",
  experiment: "Experiment",
  gate: "Gate: what a candidate must pass",
  approve: "Approval",
  rollout: "Rollout",
  alerts: "Alerts: what people are told of",
};

export function sectionWords(section: string): string {
  return words[section] ?? section;
}
