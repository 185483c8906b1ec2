import { randomUUID } from "node:crypto";
import type { DurableLambdaHandler } from "@aws/durable-execution-sdk-js";
import { ServiceError } from "../world.ts";
import type { DurableOutcome, DurableRun } from "./durable-runner.ts";

export interface DurableExecution {
  readonly arn: string;
  readonly name: string;
  readonly functionArn: string;
  /** JSON. */
  readonly input: string;
  readonly startedAt: Date;
  readonly run: DurableRun;
  outcome: DurableOutcome | null;
  endedAt: Date | null;
}

/** All executions of all durable functions, running and ended. */
export class DurableExecutions {
  readonly #executions = new Map<string, DurableExecution>();
  readonly #log: (line: string) => void;
  readonly #warn: (line: string) => void;
  #release: Promise<() => Promise<void>> | null = null;

  constructor(log: (line: string) => void, warn: (line: string) => void) {
    this.#log = log;
    this.#warn = warn;
  }

  /**
   * Starts an execution; the same name with the same input starts nothing and answers the one that is there.
   * Source: https://docs.aws.amazon.com/lambda/latest/dg/durable-execution-idempotency.html
   */
  async start(
    target: { readonly arn: string; readonly load: () => Promise<DurableLambdaHandler> },
    input: string,
    name: string = randomUUID(),
  ): Promise<DurableExecution> {
    if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name)) {
      throw new ServiceError(
        "InvalidParameterValueException",
        `1 validation error detected: Value '${name}' at 'durableExecutionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9-_]+ and have length between 1 and 64`,
      );
    }
    // AWS's runner is loaded with the first execution: it is a fifth of all code here.
    const { runDurably, useDurableRunner } = await import("./durable-runner.ts");
    this.#release ??= useDurableRunner();
    await this.#release;
    const handler = await target.load();
    const known = this.list(target.arn).find((execution) => execution.name === name);
    if (known) {
      if (known.input === input) return known;
      throw new ServiceError(
        "DurableExecutionAlreadyStartedException",
        `A durable execution named ${name} was already started with another payload.`,
        409,
      );
    }
    const execution: DurableExecution = {
      arn: `${target.arn}:$LATEST/durable-execution/${name}/${randomUUID()}`,
      name,
      functionArn: target.arn,
      input,
      startedAt: new Date(),
      run: runDurably(handler, JSON.parse(input)),
      outcome: null,
      endedAt: null,
    };
    this.#executions.set(execution.arn, execution);
    void execution.run.outcome.then((outcome) => {
      execution.outcome ??= outcome;
      execution.endedAt ??= new Date();
      if (outcome.status !== "FAILED") this.#log(`lambda: durable execution ${name} ${outcome.status}`);
      else this.#warn(`lambda: durable execution ${name} ${outcome.status}: ${outcome.error.message}`);
    });
    return execution;
  }

  find(arn: string): DurableExecution {
    const execution = this.#executions.get(arn);
    if (!execution) {
      throw new ServiceError("ResourceNotFoundException", `Durable execution not found: ${arn}`, 404);
    }
    return execution;
  }

  /** A function's executions, newest first. */
  list(functionArn: string): readonly DurableExecution[] {
    return [...this.#executions.values()]
      .filter((execution) => execution.functionArn === functionArn)
      .reverse();
  }

  stop(arn: string, reason: string): DurableExecution {
    const execution = this.find(arn);
    if (execution.outcome === null) {
      execution.outcome = { status: "STOPPED", error: { type: "ExecutionStopped", message: reason } };
      execution.endedAt = new Date();
      execution.run.stop(reason);
    }
    return execution;
  }

  get running(): number {
    return [...this.#executions.values()].filter(({ outcome }) => outcome === null).length;
  }

  /** Ends all executions; waits for them for at most half a second. */
  async close(): Promise<void> {
    const running = [...this.#executions.values()].filter(({ outcome }) => outcome === null);
    for (const { arn } of running) this.stop(arn, "The local AWS is closing.");
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, 500);
    });
    await Promise.race([Promise.all(running.map(({ run }) => run.outcome)), patience]);
    clearTimeout(timer);
    const release = await this.#release;
    await release?.();
  }
}
