import * as z from "zod/mini";
import { readEnvironment, required, type Variables } from "./read-environment.ts";

/** The functions that send themselves a task for each model. */
export type TaskFunctionName = "monitor" | "quality" | "sweep";

/**
 * The URL of the queue that a function sends its tasks to.
 *
 * @throws Error naming the variable that is missing
 */
export function taskQueue(name: TaskFunctionName, variables: Variables): string {
  const variable = `DRIFTWHEEL_${name.toUpperCase()}_QUEUE`;
  const environment = z.object({ [variable]: required(`the URL of the queue of ${name}'s tasks`) });
  return String(readEnvironment(environment, variables)[variable]);
}
