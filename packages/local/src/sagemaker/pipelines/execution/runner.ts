import type { Graph, Node } from "../definition/graph.ts";
import type { Step } from "../definition/step.ts";
import type { Scope } from "../expressions/evaluate.ts";
import type { Jobs, StepEnd, StepEnvironment } from "../steps/step-work.ts";
import type { Cached } from "./cache.ts";
import type { Callbacks } from "./callbacks.ts";
import { executionChanged, type PipelineEvent, stepChanged } from "./events.ts";
import type { Execution, ExecutionStatus, StepRecord, StepStatus } from "./execution.ts";
import { runStep } from "./run-step.ts";
import { readySteps } from "./schedule.ts";

/** A laptop's share where nobody says how many: more steps side by side would only slow each other down. */
const stepsAtOnce = 2;

export interface RunnerPorts {
  readonly jobs: Jobs;
  scope(execution: Execution, graph: Graph): Scope;
  readonly callbacks: Callbacks;
  jobName(execution: Execution, step: string, longest: number): string;
  /** An earlier result of this step that may be used again. */
  cached(execution: Execution, step: Step, key: string): Cached | null;
  announce(event: PipelineEvent): void;
  now(): Date;
  log(line: string): void;
}

/** Executes one pipeline run: starts what is ready, records what ends, says every change. */
export class ExecutionRunner {
  private readonly execution: Execution;
  private readonly graph: Graph;
  private readonly ports: RunnerPorts;
  private readonly environment: StepEnvironment;
  private readonly working = new Map<StepRecord, AbortController>();
  private closed = false;

  constructor(execution: Execution, graph: Graph, ports: RunnerPorts) {
    this.execution = execution;
    this.graph = graph;
    this.ports = ports;
    this.environment = {
      executionArn: execution.arn,
      scope: ports.scope(execution, graph),
      jobs: ports.jobs,
      callbacks: ports.callbacks,
      jobName: (step, longest) => ports.jobName(execution, step, longest),
    };
  }

  start(): void {
    this.ports.announce(executionChanged(this.execution, null));
    this.advance();
  }

  /** Starts nothing more, stops what runs, and ends as Stopped. */
  stop(): void {
    this.changeExecution("Stopping");
    for (const [record, work] of this.working) {
      this.changeStep(record, "Stopping");
      work.abort();
    }
    this.advance();
  }

  /** Goes on where it had failed or was stopped; what succeeded is not run again. */
  retry(): void {
    const succeeded = this.execution.steps.filter(({ status }) => status === "Succeeded");
    this.execution.steps.splice(0, Number.POSITIVE_INFINITY, ...succeeded);
    this.execution.endTime = null;
    this.execution.failureReason = null;
    this.changeExecution("Executing");
    this.advance();
  }

  /** Ends what has no end yet as failed, without its work: that of an earlier process is gone. */
  fail(reason: string): void {
    for (const record of this.execution.steps) {
      if (record.endTime !== null) continue;
      record.endTime = this.ports.now();
      record.failureReason = reason;
      this.changeStep(record, "Failed");
    }
    this.execution.endTime = this.ports.now();
    this.execution.failureReason = reason;
    this.changeExecution("Failed");
  }

  /** Starts nothing more and says nothing more; what runs is ended by its owner. */
  close(): void {
    this.closed = true;
  }

  private advance(): void {
    if (this.closed || this.execution.endTime !== null) return;
    if (this.mayStartMore()) {
      const { steps, selected, maxParallelSteps } = this.execution;
      const room = (maxParallelSteps ?? stepsAtOnce) - this.working.size;
      for (const node of readySteps(this.graph, steps, selected).slice(0, Math.max(room, 0)))
        this.begin(node);
    }
    if (this.working.size === 0) this.finish();
  }

  /** A failed step ends the run, but not the steps that run beside it. */
  private mayStartMore(): boolean {
    const { status, steps } = this.execution;
    return status === "Executing" && !steps.some((record) => record.status === "Failed");
  }

  private begin({ step }: Node): void {
    const record: StepRecord = {
      step,
      startTime: this.ports.now(),
      status: "Starting",
      endTime: null,
      failureReason: null,
      metadata: {},
      attempts: 0,
      cacheKey: null,
      cacheHit: null,
      copiedFrom: null,
      properties: null,
    };
    const stop = new AbortController();
    this.execution.steps.push(record);
    this.working.set(record, stop);
    this.ports.announce(stepChanged(this.execution, record, null));
    const { environment, ports } = this;
    void runStep(record, {
      environment,
      stop: stop.signal,
      cached: (of, key) => ports.cached(this.execution, of, key),
      now: () => ports.now(),
      begun: () => record.status === "Starting" && this.changeStep(record, "Executing"),
      log: (line) => ports.log(line),
    })
      .then((end) => this.end(record, end))
      .catch((error: unknown) => this.broke(error));
  }

  private end(record: StepRecord, end: StepEnd): void {
    if (!this.working.delete(record) || this.closed) return;
    record.endTime = this.ports.now();
    if (end.status === "Succeeded") record.properties = end.properties;
    if (end.status === "Failed") record.failureReason = end.reason;
    this.changeStep(record, end.status);
    this.advance();
  }

  /** What broke outside of a step ends the run, as nobody would go on with it. */
  private broke(error: unknown): void {
    const [message, trace] =
      error instanceof Error ? [error.message, error.stack ?? error.message] : [String(error), String(error)];
    this.ports.log(`pipelines: execution ${this.execution.arn} broke: ${trace}`);
    for (const work of this.working.values()) work.abort();
    this.working.clear();
    this.fail(`InternalServerError: ${message}`);
  }

  private finish(): void {
    const { status, steps } = this.execution;
    this.execution.endTime = this.ports.now();
    if (status === "Stopping" || steps.some((record) => record.status === "Stopped")) {
      this.changeExecution("Stopped");
      return;
    }
    const failed = steps.some((record) => record.status === "Failed");
    if (failed) this.execution.failureReason = "Step failure: One or multiple steps failed.";
    this.changeExecution(failed ? "Failed" : "Succeeded");
  }

  private changeExecution(status: ExecutionStatus): void {
    const previous = this.execution.status;
    this.execution.status = status;
    this.execution.lastModifiedTime = this.ports.now();
    this.ports.announce(executionChanged(this.execution, previous));
  }

  private changeStep(record: StepRecord, status: StepStatus): void {
    const previous = record.status;
    record.status = status;
    this.ports.announce(stepChanged(this.execution, record, previous));
  }
}
