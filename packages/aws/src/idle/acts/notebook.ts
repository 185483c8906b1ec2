import {
  DescribeNotebookInstanceCommand,
  type DescribeNotebookInstanceOutput,
  StartNotebookInstanceCommand,
  StopNotebookInstanceCommand,
} from "@aws-sdk/client-sagemaker";
import type { IdleAct } from "@driftwheel/core/idle/act.ts";
import type { ActOutcome } from "@driftwheel/core/idle/ports.ts";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { done, spared } from "./outcome.ts";

type StopNotebook = Extract<IdleAct, { readonly operation: "stop-notebook" }>;

/** Stops the instance if nobody has touched it since it was found. */
export async function stopNotebook(
  { name, changedAt }: StopNotebook,
  isAllowed: () => Promise<boolean>,
): Promise<ActOutcome> {
  const found = await describe(name);
  if (!found) return spared(`${name} is gone.`);
  const { NotebookInstanceStatus: status, LastModifiedTime } = found;
  // It is on its way there, by an earlier try or by a person.
  if (status === "Stopping" || status === "Stopped") return done(`${name} is stopped.`);
  if (status !== "InService") return spared(`${name} is ${status}.`);
  if (LastModifiedTime?.toISOString() !== changedAt) {
    return spared(
      `${name} was changed at ${LastModifiedTime?.toISOString()}, after it was found: somebody uses it.`,
    );
  }
  if (!(await isAllowed())) return spared(`${name} has not the tag any more that allows it.`);
  try {
    await sageMaker().send(new StopNotebookInstanceCommand({ NotebookInstanceName: name }));
  } catch (error) {
    // Another was first: "Status (Stopped) not in ([InService])".
    if (isState(error, "Stopping") || isState(error, "Stopped")) return done(`${name} is stopped.`);
    throw error;
  }
  return done(`${name} is being stopped.`);
}

/** Starts the instance again. */
export async function startNotebook({ name }: StopNotebook): Promise<ActOutcome> {
  const found = await describe(name);
  if (!found) return spared(`${name} is gone: a notebook instance that was deleted cannot be brought back.`);
  const { NotebookInstanceStatus: status } = found;
  if (status === "InService" || status === "Pending") return done(`${name} runs.`);
  if (status === "Stopping") throw new TransientError(`${name} is still being stopped.`);
  try {
    await sageMaker().send(new StartNotebookInstanceCommand({ NotebookInstanceName: name }));
  } catch (error) {
    if (isState(error, "Pending") || isState(error, "InService")) return done(`${name} runs.`);
    throw error;
  }
  return done(`${name} is being started.`);
}

function isState(error: unknown, status: string): boolean {
  return (
    error instanceof Error &&
    error.name === "ValidationException" &&
    error.message.includes(`Status (${status})`)
  );
}

async function describe(name: string): Promise<DescribeNotebookInstanceOutput | null> {
  try {
    return await sageMaker().send(new DescribeNotebookInstanceCommand({ NotebookInstanceName: name }));
  } catch (error) {
    // The service's whole message for an instance that is not there.
    if (error instanceof Error && error.message.includes("RecordNotFound")) return null;
    throw error;
  }
}
