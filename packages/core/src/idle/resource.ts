/** Everything that may stand idle in an account. */
export type IdleKind =
  | "notebook-instance"
  | "studio-domain"
  | "studio-user-profile"
  | "studio-space"
  | "studio-app"
  | "endpoint"
  | "variant"
  | "endpoint-config"
  | "model"
  | "experiment";

/** The parts of a fleet's `idle`, each of which looks for kinds of its own. */
export type IdleSection = "notebooks" | "studio" | "endpoints" | "leftovers" | "experiments";

export const sectionOf: Readonly<Record<IdleKind, IdleSection>> = {
  "notebook-instance": "notebooks",
  "studio-domain": "studio",
  "studio-user-profile": "studio",
  "studio-space": "studio",
  "studio-app": "studio",
  endpoint: "endpoints",
  variant: "leftovers",
  "endpoint-config": "leftovers",
  model: "leftovers",
  experiment: "experiments",
};

export type Tags = Readonly<Record<string, string>>;

export interface ResourceFact {
  readonly name: string;
  readonly arn: string;
  readonly tags: Tags;
}

/** What a finding is called, by people too: `notebook-instance/shore`. */
export function idOf(kind: IdleKind, name: string): string {
  return `${kind}/${name}`;
}
