import type { Graph, Node } from "../definition/graph.ts";
import type { Scope } from "../expressions/evaluate.ts";
import { StepRefused } from "../steps/job-step.ts";
import { startStep } from "../steps/start-step.ts";
import type { Jobs, StepEnd, StepEnvironment, StepWork } from "../steps/step-work.ts";
import { executionChanged, type PipelineEvent, stepChanged } from "./events.ts";
import type { Execution, ExecutionStatus, StepRecord, StepStatus } from "./execution.ts";
import { readySteps } from "./schedule.ts";

/** A laptop's share: more steps side by side would only slow each other down. */
const stepsAtOnce = 2;

export interface RunnerPorts {
  readonly jobs: Jobs;
  scope(execution: Execution, graph: Graph): Scope;
  jobName(execution: Execution, step: string): string;
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
  private readonly working = new Map<StepRecord, StepWork | null>();
  private closed = false;

  constructor(execution: Execution, graph: Graph, ports: RunnerPorts) {
    this.execution = execution;
    this.graph = graph;
    this.ports = ports;
    this.environment = {
      executionArn: execution.arn,
      scope: ports.scope(execution, graph),
      jobs: ports.jobs,
      jobName: (step) => ports.jobName(execution, step),
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
      work?.stop();
    }
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
      const room = Math.min(this.execution.maxParallelSteps ?? stepsAtOnce, stepsAtOnce) - this.working.size;
      for (const node of readySteps(this.graph, this.execution.steps).slice(0, Math.max(room, 0)))
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
      properties: null,
    };
    this.execution.steps.push(record);
    this.working.set(record, null);
    this.ports.announce(stepChanged(this.execution, record, null));
    this.work(record).then(
      (end) => this.end(record, end),
      (error: unknown) => this.end(record, this.failure(record, error)),
    );
  }

  private async work(record: StepRecord): Promise<StepEnd> {
    const work = await startStep(record.step, this.environment);
    record.metadata = work.metadata;
    this.working.set(record, work);
    if (record.status === "Stopping") work.stop();
    else this.changeStep(record, "Executing");
    return work.ended;
  }

  private failure(record: StepRecord, error: unknown): StepEnd {
    if (error instanceof StepRefused) return { status: "Failed", reason: error.message };
    this.ports.log(
      `pipelines: step ${record.step.Name} broke: ${error instanceof Error ? (error.stack ?? error.message) : "?"}`,
    );
    return { status: "Failed", reason: "InternalServerError: The step could not be run." };
  }

  private end(record: StepRecord, end: StepEnd): void {
    this.working.delete(record);
    if (this.closed) return;
    record.endTime = this.ports.now();
    if (end.status === "Succeeded") record.properties = end.properties;
    if (end.status === "Failed") record.failureReason = end.reason;
    this.changeStep(record, end.status);
    this.advance();
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
