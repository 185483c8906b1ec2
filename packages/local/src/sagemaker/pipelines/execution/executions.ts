import { type Entry, type State, unchanging } from "../../../state/state.ts";
import type { ObjectStore } from "../../../world.ts";
import { invalid } from "../../errors.ts";
import { serverEnded } from "../../kept-jobs.ts";
import { parseDefinition } from "../definition/definition.ts";
import { buildGraph, type Graph } from "../definition/graph.ts";
import { resolveParameters } from "../definition/parameter.ts";
import type { Pipeline } from "../pipeline.ts";
import { conflict, notFound, refusing } from "../pipeline-errors.ts";
import type { StartExecution } from "../requests.ts";
import type { Jobs } from "../steps/step-work.ts";
import { findCached } from "./cache.ts";
import { Callbacks } from "./callbacks.ts";
import type { PipelineEvent } from "./events.ts";
import type { Execution } from "./execution.ts";
import { executionId, jobName } from "./names.ts";
import { ExecutionRunner } from "./runner.ts";
import { executionScope } from "./scope.ts";
import { selectSteps } from "./selection.ts";

interface Entered {
  readonly execution: Execution;
  readonly runner: ExecutionRunner;
}

export interface ExecutionPorts {
  readonly jobs: Jobs;
  readonly objects: ObjectStore;
  readonly state: State;
  /** In [0, 1). */
  random(): number;
  announce(event: PipelineEvent): void;
  now(): Date;
  log(line: string): void;
}

/** All executions of all pipelines, and what runs them. */
export class Executions {
  private readonly byArn = new Map<string, Entered>();
  /** ARN of the execution that a client request token started, by pipeline. */
  private readonly tokens: Map<string, string>;
  private readonly ports: ExecutionPorts;
  readonly callbacks: Callbacks;

  constructor(ports: ExecutionPorts) {
    this.ports = ports;
    this.callbacks = new Callbacks(() => ports.random());
    const { state } = ports;
    this.tokens = new Map(state.keep("sagemaker/execution-tokens", () => unchanging(this.tokens)));
    for (const [arn, execution] of state.keep("sagemaker/executions", () => this.kept())) {
      const graph = buildGraph(parseDefinition(execution.definition));
      this.byArn.set(arn, { execution, runner: this.runnerOf(execution, graph) });
    }
  }

  /** Fails what ran when its server ended. */
  endLost(): void {
    for (const { execution, runner } of this.byArn.values()) {
      if (execution.endTime === null) runner.fail(serverEnded);
    }
  }

  private *kept(): Iterable<Entry<Execution>> {
    for (const [key, { execution }] of this.byArn) {
      const { endTime } = execution;
      yield endTime === null ? { key, value: execution } : { key, value: execution, mark: endTime.getTime() };
    }
  }

  /** Starts an execution, or finds the one that the same token started. */
  start(pipeline: Pipeline, request: StartExecution): Execution {
    const token = `${pipeline.arn} ${request.ClientRequestToken}`;
    const started = this.tokens.get(token);
    if (started !== undefined && this.byArn.has(started)) return this.find(started);
    const execution = this.newExecution(pipeline, request);
    const runner = this.runnerOf(execution, pipeline.checked.graph);
    this.byArn.set(execution.arn, { execution, runner });
    this.tokens.set(token, execution.arn);
    runner.start();
    return execution;
  }

  private newExecution(pipeline: Pipeline, request: StartExecution): Execution {
    const config = request.SelectiveExecutionConfig ?? null;
    const source = this.sourceOf(pipeline, config?.SourcePipelineExecutionArn);
    const selection = config === null ? null : selectSteps(config, pipeline.checked.graph, source);
    // Of a name that is given twice, the last value counts.
    const given = [...(source?.given ?? []), ...(request.PipelineParameters ?? [])];
    const parameters = refusing(() => resolveParameters(pipeline.checked.definition.Parameters, given));
    const id = executionId(() => this.ports.random());
    const now = this.ports.now();
    return {
      id,
      arn: `${pipeline.arn}/execution/${id}`,
      pipelineArn: pipeline.arn,
      pipelineName: pipeline.name,
      displayName: request.PipelineExecutionDisplayName ?? `execution-${now.getTime()}`,
      description: request.PipelineExecutionDescription ?? null,
      definition: pipeline.checked.text,
      parameters,
      given,
      maxParallelSteps:
        request.ParallelismConfiguration?.MaxParallelExecutionSteps ?? pipeline.maxParallelSteps,
      selected: selection?.steps ?? null,
      selectiveConfig: config,
      startTime: now,
      status: "Executing",
      lastModifiedTime: now,
      endTime: null,
      failureReason: null,
      steps: [...(selection?.taken ?? [])],
    };
  }

  private sourceOf(pipeline: Pipeline, arn: string | undefined): Execution | null {
    if (arn === undefined) return null;
    const source = this.find(arn);
    if (source.pipelineArn === pipeline.arn && source.endTime !== null) return source;
    throw invalid(
      `SourcePipelineExecutionArn '${arn}' must be an execution of ${pipeline.name} that has ended; it is of ${source.pipelineName}, and ${source.status}.`,
    );
  }

  private runnerOf(execution: Execution, graph: Graph): ExecutionRunner {
    return new ExecutionRunner(execution, graph, {
      jobs: this.ports.jobs,
      scope: (of, its) => executionScope(of, its, this.ports.objects),
      callbacks: this.callbacks,
      cached: ({ pipelineArn }, step, key) =>
        findCached(this.ofPipeline(pipelineArn), step, { key, now: this.ports.now() }),
      jobName: (of, step, longest) => jobName(of.id, step, () => this.ports.random(), longest),
      announce: (event) => this.ports.announce(event),
      now: () => this.ports.now(),
      log: (line) => this.ports.log(line),
    });
  }

  find(arn: string): Execution {
    return this.entry(arn).execution;
  }

  /** Stops an execution that runs; asking twice is asking once. */
  stop(arn: string): Execution {
    const { execution, runner } = this.entry(arn);
    if (execution.status === "Stopping") return execution;
    if (execution.status !== "Executing") {
      throw conflict(
        `Pipeline execution '${arn}' has status '${execution.status}'. ` +
          "Only pipelines with 'Executing' status can be stopped.",
      );
    }
    runner.stop();
    return execution;
  }

  /** Runs what has not succeeded once more, in the same execution. */
  retry(arn: string, maxParallelSteps: number | undefined): Execution {
    const { execution, runner } = this.entry(arn);
    if (execution.status !== "Failed" && execution.status !== "Stopped") {
      throw conflict(
        `Pipeline execution '${arn}' has status '${execution.status}'. ` +
          "Only pipelines with 'Failed' or 'Stopped' status can be retried.",
      );
    }
    execution.maxParallelSteps = maxParallelSteps ?? execution.maxParallelSteps;
    runner.retry();
    return execution;
  }

  ofPipeline(arn: string): readonly Execution[] {
    return [...this.byArn.values()]
      .map(({ execution }) => execution)
      .filter(({ pipelineArn }) => pipelineArn === arn);
  }

  /** Forgets a pipeline's executions; refuses while one of them runs. */
  deleteOf(pipeline: Pipeline): void {
    const executions = this.ofPipeline(pipeline.arn);
    const running = executions.find(({ endTime }) => endTime === null);
    if (running !== undefined) {
      throw conflict(
        `Pipeline '${pipeline.arn}' cannot be deleted while execution '${running.arn}' is running.`,
      );
    }
    for (const { arn } of executions) this.byArn.delete(arn);
  }

  close(): void {
    for (const { runner } of this.byArn.values()) runner.close();
  }

  private entry(arn: string): Entered {
    const entry = this.byArn.get(arn);
    if (entry === undefined) throw notFound("PipelineExecution", arn);
    return entry;
  }
}
