import type { Asked } from "@driftwheel/aws/check/asked.ts";
import type { FoundPipeline } from "@driftwheel/aws/check/pipeline-definition.ts";
import { groupMeant, packageGroupOf, packageGroupPattern } from "@driftwheel/core/policy/package-group.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { nearest } from "@driftwheel/core/policy/refusal/nearest.ts";
import * as z from "zod";
import { error, missing, ok, type Said, unknown, warning } from "./finding.ts";

/** https://aws-sagemaker-mlops.github.io/sagemaker-model-building-pipeline-definition-JSON-schema/ */
const definition = z.object({
  Parameters: z
    .array(
      z.object({
        Name: z.string(),
        Type: z.string().default("String"),
        DefaultValue: z.union([z.string(), z.number(), z.boolean()]).optional(),
        EnumValues: z.array(z.string()).optional(),
      }),
    )
    .default([]),
  Steps: z.array(z.unknown()).default([]),
});
type Parameter = z.output<typeof definition>["Parameters"][number];
type Source = ModelPolicy["retrain"]["parameters"][string];

/** Sources that have a value only while drift is confirmed. */
const ofDrift: ReadonlySet<string> = new Set([
  "window start",
  "window end",
  "drifted features",
  "drift report",
]);

/** Whether the pipeline is there, takes the policy's parameters, and registers into the policy's group. */
export function judgePipeline(
  asked: Asked<FoundPipeline | null>,
  { retrain, packageGroup }: ModelPolicy,
  there: readonly string[],
): readonly Said[] {
  const { pipeline = "" } = retrain;
  const place = ["retrain.pipeline", pipeline] as const;
  if (!asked.known) return [unknown(asked, place)];
  if (!asked.answer) return [missing(place, "pipeline", there)];
  if (asked.answer.status === "Deleting")
    return [error(place, "is being deleted", "write another pipeline's name")];
  const parsed = parse(asked.answer.definition);
  if (!parsed)
    return [
      warning(
        place,
        "its definition is not understood, so its parameters could not be looked at",
        "look at its definition with DescribePipeline",
      ),
    ];
  const said = [...parametersOf(parsed.Parameters, retrain.parameters), ...groupOf(parsed, packageGroup)];
  if (said.length > 0) return said;
  const given = Object.keys(retrain.parameters).length;
  return [ok(`takes ${parsed.Parameters.length} parameters, ${given} of them from the policy`, pipeline)];
}

function parse(text: string): z.output<typeof definition> | null {
  try {
    return definition.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function parametersOf(
  parameters: readonly Parameter[],
  given: Readonly<Record<string, Source>>,
): readonly Said[] {
  const names = parameters.map(({ Name }) => Name);
  const strange = Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => {
      const meant = nearest(name, names);
      return error(
        [`retrain.parameters.${name}`, inWords(given[name])],
        `the pipeline has no such parameter; it has ${names.join(", ") || "none"}`,
        meant === null ? "leave it out, or add it to the pipeline" : `did you mean ${meant}?`,
      );
    });
  return [...strange, ...parameters.flatMap((parameter) => oneParameter(parameter, given[parameter.Name]))];
}

function oneParameter(
  { Name, Type, DefaultValue, EnumValues }: Parameter,
  source: Source | undefined,
): readonly Said[] {
  const place = [`retrain.parameters.${Name}`, source === undefined ? null : inWords(source)] as const;
  if (source === undefined) {
    return DefaultValue === undefined
      ? [
          error(
            place,
            `the pipeline needs it and has no default, ${a(Type)}`,
            `write ${Name}: "..." under retrain.parameters, or give it a default`,
          ),
        ]
      : [];
  }
  if (typeof source === "string") {
    if (!fits(Type, source))
      return [
        error(
          place,
          `the pipeline takes ${a(Type)}`,
          `write ${a(Type)} in quotes, such as "${Type === "Boolean" ? "true" : "10"}"`,
        ),
      ];
    if (EnumValues && !EnumValues.includes(source))
      return [
        error(
          place,
          `the pipeline takes one of ${EnumValues.join(", ")}`,
          `write ${Name}: ${JSON.stringify(EnumValues[0] ?? "")}`,
        ),
      ];
    return [];
  }
  if (Type !== "String")
    return [
      error(
        place,
        `the pipeline takes ${a(Type)}, and what this source gives is text`,
        "make it a String in the pipeline",
      ),
    ];
  if (DefaultValue !== undefined) return [];
  return ofDrift.has(source.from)
    ? [
        warning(
          place,
          "has no value when a person asks to retrain without drift, and the pipeline has no default",
          `give ${Name} a DefaultValue in the pipeline`,
        ),
      ]
    : [];
}

function a(type: string): string {
  return `${/^[AEIOU]/.test(type) ? "an" : "a"} ${type}`;
}

function fits(type: string, text: string): boolean {
  if (type === "Integer") return /^[+-]?\d+$/.test(text);
  if (type === "Float") return text.trim() !== "" && Number.isFinite(Number(text));
  return type !== "Boolean" || /^(true|false)$/i.test(text);
}

function inWords(source: Source | undefined): string {
  return typeof source === "string" ? JSON.stringify(source) : `from "${source?.from ?? ""}"`;
}

/** The groups that the pipeline's steps register into; those that are made at run time are unknown. */
function groupOf({ Steps, Parameters }: z.output<typeof definition>, group: string): readonly Said[] {
  const found = groupsIn(Steps, new Map(Parameters.map(({ Name, DefaultValue }) => [Name, DefaultValue])));
  if (found.length === 0 || found.some((one) => one === null || mayBeOne(one, group))) return [];
  return [
    error(
      ["packageGroup", group],
      `the pipeline registers into ${found.join(", ")}, so no retraining would ever give a candidate`,
      `write packageGroup: ${JSON.stringify(found[0])}, or mend the pipeline's RegisterModel step`,
    ),
  ];
}

/** A name alone may be of any account; two ARNs are of the accounts that they name. */
function mayBeOne(registered: string, group: string): boolean {
  if (!packageGroupPattern.test(registered)) return registered === group;
  const [one, other] = [packageGroupOf(registered), packageGroupOf(group)];
  if (one.of && other.of) return groupMeant(registered).toLowerCase() === groupMeant(group).toLowerCase();
  return one.name.toLowerCase() === other.name.toLowerCase();
}

function groupsIn(value: unknown, defaults: ReadonlyMap<string, unknown>): readonly (string | null)[] {
  if (Array.isArray(value)) return value.flatMap((one) => groupsIn(one, defaults));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([field, inside]) =>
    field === "ModelPackageGroupName" ? [resolved(inside, defaults)] : groupsIn(inside, defaults),
  );
}

function resolved(name: unknown, defaults: ReadonlyMap<string, unknown>): string | null {
  if (typeof name === "string") return name;
  const get: unknown = typeof name === "object" && name !== null ? Reflect.get(name, "Get") : null;
  const parameter = typeof get === "string" ? /^Parameters\.(.+)$/.exec(get)?.[1] : undefined;
  const value = parameter === undefined ? undefined : defaults.get(parameter);
  return typeof value === "string" ? value : null;
}
