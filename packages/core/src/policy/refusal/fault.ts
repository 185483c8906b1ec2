import { exampleOf } from "./examples.ts";
import { type Path, valueAt } from "./path.ts";
import { shown } from "./shown.ts";

/** Something about a fleet that cannot work. */
export interface Fault {
  /** Where: `["models", "frost", "rollout", "ramp"]`; empty for the fleet itself. */
  readonly path: Path;
  readonly problem: string;
  /** What would be right; unless given, the field's own example. */
  readonly remedy?: string | undefined;
  /** In place of what was written there, in words: `5 minutes by default`, `named "Frost"`. */
  readonly value?: string | undefined;
}

/** A fault as it is told. */
export interface FleetFault {
  /** `models.frost.rollout.ramp`, or `the fleet`. */
  readonly path: string;
  /** What stands there, shortened; null where nothing stands. */
  readonly value: string | null;
  readonly problem: string;
  readonly remedy: string;
}

/** Puts the value found and what would be right to a fault. @param input the fleet as it was written */
export function told({ path, problem, remedy, value }: Fault, input: unknown): FleetFault {
  const found = valueAt(input, path);
  return {
    path: path.map(shortened).join(".") || "the fleet",
    value: value ?? (found === undefined ? null : shown(found, path)),
    problem,
    remedy: remedy ?? exampleOf(path),
  };
}

/** A name of a person's own may have any length. */
function shortened(key: string | number): string | number {
  return typeof key === "string" && key.length > 64 ? `${key.slice(0, 64)}...` : key;
}

/** One line: path, value, what is wrong, and what would be right. */
export function inOneLine({ path, value, problem, remedy }: FleetFault): string {
  return `${path} ${value === null ? "is missing" : `is ${value}`}: ${problem}; ${remedy}`;
}

/** A fleet that cannot work. The message has a line for each fault; `faults` has the same for programs. */
export class FleetRefused extends Error {
  override readonly name = "FleetRefused";
  readonly faults: readonly FleetFault[];
  constructor(faults: readonly FleetFault[]) {
    super(`The fleet is refused.\n${faults.map((fault) => `  ${inOneLine(fault)}`).join("\n")}`);
    this.faults = faults;
  }
}
