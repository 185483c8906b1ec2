import type { StateMachine } from "aws-local-stepfunctions";
import { invalidDefinition, notHere } from "./errors.ts";

type Members = Readonly<Record<string, unknown>>;

/** A definition that can be run, and what its tasks are. */
export interface Definition {
  readonly machine: StateMachine;
  /** The resource of each task, by the name of its state: a name is one state's in the whole machine. */
  readonly resources: ReadonlyMap<string, string>;
}

/** Fields of JSONata, of variables, and of what only AWS can do, by the type of the state; "" is of any. */
const notDone: Readonly<Record<string, readonly string[]>> = {
  "": ["Assign", "Arguments", "Output", "Condition", "Items"],
  Task: ["HeartbeatSeconds", "HeartbeatSecondsPath", "Credentials"],
  Map: [
    ...["ItemReader", "ItemBatcher", "ResultWriter", "Label"],
    ...["ToleratedFailureCount", "ToleratedFailureCountPath"],
    ...["ToleratedFailurePercentage", "ToleratedFailurePercentagePath"],
  ],
};
/** The library's own limit is a minute, and Node's timers have no more. */
const longestTask = 2_000_000;

/**
 * Reads a definition in Amazon States Language with JSONPath. The library that runs it is loaded with the first one.
 *
 * @param knows whether tasks of this resource can be done here
 * @throws ServiceError InvalidDefinition, for what is wrong and for what is not done here
 */
export async function readDefinition(
  text: string,
  knows: (resource: string) => boolean,
): Promise<Definition> {
  const definition = parsed(text);
  const resources = new Map<string, string>();
  refuseJsonata(definition, "the state machine");
  visit(definition, (name, state) => {
    refuseJsonata(state, `the state ${name}`);
    const type = String(state.Type);
    const field = [...(notDone[""] ?? []), ...(notDone[type] ?? [])].find((one) => one in state);
    if (field !== undefined) throw notHere(`${field} of the state ${name}`);
    if (type === "Map" && isDistributed(state)) throw notHere(`Mode DISTRIBUTED of the state ${name}`);
    if (type !== "Task") return;
    const resource = String(state.Resource);
    if (!knows(resource)) throw notHere(`the resource ${resource} of the state ${name}`);
    resources.set(name, resource);
  });
  const { StateMachine: Machine } = await import("aws-local-stepfunctions");
  try {
    // Held to the library's own schema, which is of the same language.
    const machine = new Machine(withLimits(definition) as never, { validationOptions: { checkArn: false } });
    return { machine, resources };
  } catch (error) {
    throw invalidDefinition(error instanceof Error ? error.message : String(error));
  }
}

function parsed(text: string): Members {
  try {
    const value: unknown = JSON.parse(text);
    if (isMembers(value)) return value;
  } catch (error) {
    throw invalidDefinition(
      `INVALID_JSON_DESCRIPTION: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  throw invalidDefinition("INVALID_JSON_DESCRIPTION: must be an object");
}

function refuseJsonata({ QueryLanguage: language }: Members, whose: string): void {
  if (language === undefined || language === "JSONPath") return;
  const told = typeof language === "string" ? language : JSON.stringify(language);
  throw notHere(`QueryLanguage ${told} of ${whose}; JSONPath is`);
}

/** Every state, those of branches and of items too. */
function visit(machine: Members, take: (name: string, state: Members) => void): void {
  if (!isMembers(machine.States)) return;
  for (const [name, state] of Object.entries(machine.States)) {
    if (!isMembers(state)) continue;
    take(name, state);
    for (const inner of innerOf(state)) visit(inner, take);
  }
}

function innerOf({ Branches, ItemProcessor, Iterator: items }: Members): readonly Members[] {
  return [...(Array.isArray(Branches) ? Branches : []), ItemProcessor, items].filter(isMembers);
}

function isDistributed({ ItemProcessor: processor }: Members): boolean {
  const config = isMembers(processor) ? processor.ProcessorConfig : undefined;
  return isMembers(config) && config.Mode === "DISTRIBUTED";
}

/** A copy in which each task has a limit. */
function withLimits(machine: Members): Members {
  const copy = structuredClone(machine);
  visit(copy, (_, state) => {
    if (state.Type !== "Task" || "TimeoutSecondsPath" in state) return;
    const told = typeof state.TimeoutSeconds === "number" ? state.TimeoutSeconds : longestTask;
    Object.assign(state, { TimeoutSeconds: Math.min(told, longestTask) });
  });
  return copy;
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
