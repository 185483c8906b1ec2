import { randomUUID } from "node:crypto";
import type { StateMachine } from "aws-local-stepfunctions";
import type { Json, JsonObject } from "../sagemaker/json.ts";
import { eventDetail, wire } from "../sagemaker/json.ts";
import { ServiceError, type World } from "../world.ts";
import { readDefinition } from "./definition.ts";
import { noExecution } from "./errors.ts";
import { type HistoryEvent, historyEvent } from "./history.ts";
import type { KnownStateMachine } from "./state-machines.ts";
import { type Services, taskOf } from "./tasks.ts";

export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly roleArn: string;
  readonly input: string;
  readonly startDate: Date;
  readonly history: HistoryEvent[];
  status: ExecutionStatus;
  stopDate: Date | null;
  output: string | null;
  error: string | null;
  cause: string | null;
}

/** Ends that the library does not tell, or tells otherwise. */
const endings: ReadonlyMap<ExecutionStatus, { readonly type: string; readonly member: string }> = new Map([
  ["FAILED", { type: "ExecutionFailed", member: "executionFailedEventDetails" }],
  ["TIMED_OUT", { type: "ExecutionTimedOut", member: "executionTimedOutEventDetails" }],
  ["ABORTED", { type: "ExecutionAborted", member: "executionAbortedEventDetails" }],
]);

interface Running {
  readonly abort: () => void;
  readonly ended: Promise<void>;
}

/** All executions of standard state machines, and what runs of them. */
export class Executions {
  private readonly world: World;
  private readonly services: Services;
  private readonly byArn: Map<string, Execution>;
  private readonly running = new Map<string, Running>();

  constructor(world: World, services: Services) {
    this.world = world;
    this.services = services;
    this.byArn = new Map(
      world.state.keep<Execution>("states/executions", () =>
        [...this.byArn].map(([key, value]) => ({ key, value })),
      ),
    );
  }

  /** Executions that ran when an earlier server ended have failed. */
  restart(): void {
    for (const execution of this.byArn.values()) {
      if (execution.status !== "RUNNING") continue;
      this.end(execution, "FAILED", {
        error: "States.Runtime",
        cause: "The local AWS ended while this ran.",
      });
    }
  }

  /** A name with the same input is the execution of that name while it runs, and taken otherwise. */
  async start(
    machine: KnownStateMachine,
    { name = randomUUID(), input }: { name?: string | undefined; input: string },
  ): Promise<Execution> {
    const given = inputOf(input);
    const { machine: runs, resources } = await readDefinition(
      machine.definition,
      (resource) => taskOf(resource, this.services) !== null,
    );
    const arn = `${machine.arn.replace(":stateMachine:", ":execution:")}:${name}`;
    const earlier = this.byArn.get(arn);
    if (earlier?.status === "RUNNING" && earlier.input === input) return earlier;
    if (earlier) throw new ServiceError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
    const execution: Execution = {
      ...{ arn, name, input, stateMachineArn: machine.arn, roleArn: machine.roleArn },
      ...{ startDate: new Date(), history: [], status: "RUNNING", stopDate: null },
      ...{ output: null, error: null, cause: null },
    };
    this.byArn.set(arn, execution);
    this.tell(execution);
    this.run(execution, machine, { runs, resources, given });
    return execution;
  }

  private run(
    execution: Execution,
    machine: KnownStateMachine,
    {
      runs,
      resources,
      given,
    }: { readonly runs: StateMachine; readonly resources: ReadonlyMap<string, string>; readonly given: Json },
  ): void {
    const stop = new AbortController();
    const handlers = [...resources].map(([state, resource]) => {
      const task = taskOf(resource, this.services);
      // The library's values are JSON, as those of tasks are.
      return [state, async (input: unknown) => (await task?.(input as Json, stop.signal)) as never] as const;
    });
    const { result, abort, eventLogs } = runs.run(given as never, {
      overrides: { taskResourceLocalHandlers: Object.fromEntries(handlers) },
      context: {
        Execution: { Id: execution.arn, Name: execution.name, RoleArn: machine.roleArn },
        StateMachine: { Id: machine.arn, Name: machine.name },
      },
    });
    const heard = this.hear(execution, eventLogs);
    const ended = result
      .then(
        (output) => this.end(execution, "SUCCEEDED", { output: JSON.stringify(output) }),
        (error: unknown) => this.fail(execution, error),
      )
      .then(() => {
        // What still runs of it is of an execution that is over.
        stop.abort();
        this.running.delete(execution.arn);
        return heard;
      });
    this.running.set(execution.arn, { abort, ended });
  }

  private async hear(
    execution: Execution,
    events: ReturnType<StateMachine["run"]>["eventLogs"],
  ): Promise<void> {
    for await (const event of events) {
      const heard = historyEvent(event, execution.roleArn);
      if (heard) execution.history.push(heard);
    }
  }

  private fail(execution: Execution, error: unknown): void {
    const name = error instanceof Error ? error.name : "";
    if (name === "ExecutionAbortedError" || name === "ExecutionTimeoutError") {
      this.end(execution, name === "ExecutionTimeoutError" ? "TIMED_OUT" : "ABORTED", {});
      return;
    }
    const failed = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    this.end(
      execution,
      "FAILED",
      failed instanceof Error
        ? { error: failed.name, cause: failed.message }
        : { error: "States.Runtime", cause: String(failed) },
    );
  }

  /** The first end counts: one that was stopped does not succeed any more. */
  private end(
    execution: Execution,
    status: ExecutionStatus,
    end: Partial<Pick<Execution, "output" | "error" | "cause">>,
  ): void {
    if (execution.status !== "RUNNING") return;
    Object.assign(execution, { ...end, status, stopDate: new Date() });
    const ending = endings.get(status);
    if (ending) {
      const { error, cause } = execution;
      const told = wire({ error, cause });
      execution.history.push({ type: ending.type, at: Date.now(), details: { [ending.member]: told } });
    }
    this.tell(execution);
  }

  stop(
    arn: string,
    { error = null, cause = null }: { error?: string | null | undefined; cause?: string | null | undefined },
  ): Execution {
    const execution = this.find(arn);
    this.end(execution, "ABORTED", { error, cause });
    this.running.get(arn)?.abort();
    return execution;
  }

  find(arn: string): Execution {
    const execution = this.byArn.get(arn);
    if (!execution) throw noExecution(arn);
    return execution;
  }

  all(): readonly Execution[] {
    return [...this.byArn.values()];
  }

  async close(): Promise<void> {
    const running = [...this.running.values()];
    for (const { abort } of running) abort();
    await Promise.all(running.map(({ ended }) => ended));
  }

  /** https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html */
  private tell(execution: Execution): void {
    const { arn: executionArn, name, stateMachineArn, status, input, output, error, cause } = execution;
    const included = { included: true };
    this.world.emit({
      bus: "default",
      source: "aws.states",
      detailType: "Step Functions Execution Status Change",
      resources: [executionArn],
      detail: eventDetail({
        ...{ executionArn, stateMachineArn, name, status, input, output, error, cause },
        ...{ startDate: execution.startDate, stopDate: execution.stopDate },
        inputDetails: included,
        outputDetails: output === null ? null : included,
      }),
    });
  }
}

function inputOf(text: string): Json {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    throw new ServiceError("InvalidExecutionInput", "Invalid State Machine Execution Input: 'not JSON'");
  }
}
