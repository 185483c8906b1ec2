import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type ModelPolicy, modelPolicy } from "@driftwheel/core/policy/policy.ts";
import { describeIssues } from "@driftwheel/core/policy/refusal/describe-issues.ts";
import { type Fault, inOneLine, told } from "@driftwheel/core/policy/refusal/fault.ts";
import { valueAt } from "@driftwheel/core/policy/refusal/path.ts";
import { rolloutFaults } from "@driftwheel/core/policy/rules/rollout.ts";
import { Section } from "@driftwheel/core/policy/rules/section.ts";
import { parseJson } from "@driftwheel/core/schema/python-json.ts";
import * as z from "zod";
import type { Context } from "../context/context.ts";
import { exitCode, messageOf, PersonError } from "../context/errors.ts";
import { loadFleet } from "../context/fleet.ts";
import { policyOf } from "../context/policy-of.ts";

/** The name that the section's model has in a fleet of nothing else, where the fleet's own words for faults are asked for. */
const model = "policy";
const section = z.strictObject({ rollout: modelPolicy.shape.rollout });
const fleetOfOne = z.strictObject({ models: z.record(z.string(), section) });

/**
 * How trials are judged: as one model's policy in a fleet's module says, or a JSON file with a rollout section.
 *
 * @throws PersonError naming the path of every field that is wrong, its value, and what would be right
 */
export async function rolloutPolicy(
  { policy: path, model: name }: { readonly policy: string; readonly model?: string },
  context: Context,
): Promise<ModelPolicy["rollout"]> {
  if (!/\.json$/i.test(path)) {
    const fleet = await loadFleet(path, context, "--policy");
    if (!fleet) throw new PersonError(`${path}: there is no such file.`, exitCode.usage);
    return policyOf(fleet, name).rollout;
  }
  if (name !== undefined) {
    throw new PersonError(`--model names one of a fleet's, and ${path} has one policy only.`, exitCode.usage);
  }
  const written = await jsonOf(path, context);
  const isBare = valueAt(written, ["rollout"]) === undefined;
  const one = isBare ? { rollout: written } : written;
  const input = { models: { [model]: one } };
  const parsed = section.safeParse(one);
  const faults = parsed.success
    ? rolloutFaults(parsed.data, new Section(one)).map((fault) => ({
        ...fault,
        path: ["models", model, ...fault.path],
      }))
    : describeIssues(fleetOfOne.safeParse(input).error?.issues ?? [], { schema: fleetOfOne, input });
  if (parsed.success && faults.length === 0) return parsed.data.rollout;
  const lines = faults.map((fault) => `\n  ${lineOf(fault, input, isBare)}`).join("");
  throw new PersonError(`${path} is refused.${lines}`, exitCode.usage);
}

/** A fault as a fleet's is told, with paths as they stand in the file. */
function lineOf(fault: Fault, input: unknown, isBare: boolean): string {
  const above = `models.${model}${isBare ? ".rollout" : ""}`;
  const { path, value, problem, remedy } = told(fault, input);
  const inside = (text: string) => text.replaceAll(`${above}.`, "");
  return inOneLine({
    path: path === above ? "the policy" : inside(path),
    value,
    problem,
    remedy: inside(remedy),
  });
}

async function jsonOf(path: string, { directory }: Context): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(resolve(directory, path), "utf8");
  } catch (error) {
    throw new PersonError(`${path} cannot be read: ${messageOf(error)}`, exitCode.usage, { cause: error });
  }
  const json = parseJson(text);
  if (json.ok) return json.value;
  throw new PersonError(
    `${path} is no JSON (${json.reason}); expected a rollout section such as { "ramp": [10, 50] }.`,
    exitCode.usage,
  );
}
