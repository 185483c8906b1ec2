import { type ServiceModel, shapeOf } from "../../packages/local/src/service-models/service-model.ts";
import { Validator } from "../../packages/local/src/validation/validator.ts";
import { detected, type Violation } from "../../packages/local/src/validation/violation.ts";
import { WrongType } from "../../packages/local/src/validation/wrong-type.ts";

/** AWS holds no answers to lengths, ranges and patterns: DescribeTable tells of 0 decreases today, of which there is 1 at least. */
const held = new Set<Violation["kind"]>(["missing", "enum", "members"]);

/** What an answer has that its shape does not allow; null when nothing. */
export function wrongInOutput(model: ServiceModel, operation: string, output: unknown): string | null {
  const shape = model.operations[operation]?.output;
  if (shape === undefined) return null;
  try {
    const violations = new Validator(model).violations(shape, output).filter(({ kind }) => held.has(kind));
    if (violations.length > 0) return detected(violations);
  } catch (error) {
    if (!(error instanceof WrongType)) throw error;
    return `${error.place}: ${error.message}`;
  }
  const strangers = unknownMembers(model, shape, output, "");
  return strangers.length > 0 ? `Unknown members: ${strangers.join(", ")}` : null;
}

/** Which the service sends and its model does not have: https://github.com/architect/dynalite repeats what it was seen to send. */
const unmodelled = new Set(["TableThroughputModeSummary"]);

function unknownMembers(model: ServiceModel, name: string, value: unknown, path: string): readonly string[] {
  const { type, members = {}, member, value: entry } = shapeOf(model, name);
  if (Array.isArray(value)) {
    return value.flatMap((one, index) =>
      member ? unknownMembers(model, member.shape, one, `${path}${index}.`) : [],
    );
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([step, inner]) => {
    const of = type === "map" ? entry : members[step];
    if (type !== "map" && type !== "structure") return [];
    if (unmodelled.has(step)) return [];
    return of ? unknownMembers(model, of.shape, inner, `${path}${step}.`) : [`${path}${step}`];
  });
}
