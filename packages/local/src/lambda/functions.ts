import type { DurableLambdaHandler } from "@aws/durable-execution-sdk-js";
import type { LocalWorld } from "../create-world.ts";
import { type FunctionAnswer, type MetricDatum, ServiceError } from "../world.ts";
import { type DurableExecution, DurableExecutions } from "./durable-executions.ts";
import { withEmbeddedMetrics } from "./embedded-metrics.ts";
import type { FunctionSource, Handler } from "./function-source.ts";
import { invocationContext } from "./invocation-context.ts";
import { provideStreaming, ResponseStream, type StreamedAnswer, streamed } from "./response-stream.ts";

/** The account's functions, by the names they are deployed under. They run in this process. */
export class Functions {
  readonly executions: DurableExecutions;
  readonly #world: LocalWorld;
  readonly #source: FunctionSource;
  readonly #prefix: string;
  readonly #handlers = new Map<string, Promise<Handler>>();
  /** What goes on though it has answered. */
  readonly #streaming = new Set<Promise<unknown>>();
  readonly #put = (data: readonly MetricDatum[]) => this.#world.metrics.put(data);

  constructor(world: LocalWorld, source: FunctionSource, prefix: string) {
    this.#world = world;
    this.#source = source;
    this.#prefix = prefix;
    provideStreaming();
    this.executions = new DurableExecutions(
      (line) => world.log(line),
      (line) => world.warn(line),
    );
  }

  /** Name of a function in the source, from its name, partial or whole ARN, with or without a version. */
  resolve(reference: string): string {
    const plain = /^(?:(?:arn:aws:lambda:[^:]*:)?\d{12}:function:)?([^:]+)(?::[^:]+)?$/.exec(reference)?.[1];
    const name = plain?.startsWith(this.#prefix) ? plain.slice(this.#prefix.length) : null;
    if (name === null || !this.#source.names.includes(name)) {
      throw new ServiceError(
        "ResourceNotFoundException",
        `Function not found: ${this.#arn(plain ?? reference)}`,
        404,
      );
    }
    return name;
  }

  isDurable(name: string): boolean {
    return this.#source.durable.has(name);
  }

  arnOf(name: string): string {
    return this.#arn(this.#prefix + name);
  }

  get names(): readonly string[] {
    return this.#source.names;
  }

  /** Calls an ordinary function; rejects with what it throws. */
  async call(name: string, event: unknown): Promise<unknown> {
    const handler = await this.#load(name);
    // Invoke gathers what is streamed.
    if (streamed(handler) !== null) return (await this.stream(name, event)).body.toString("utf8");
    return await withEmbeddedMetrics(this.#put, () => handler(event, this.#context(name)));
  }

  /** Calls a function that streams its answer; resolves once it has answered, while the function may go on. */
  async stream(name: string, event: unknown): Promise<StreamedAnswer> {
    const handler = streamed(await this.#load(name));
    if (handler === null) throw new Error(`functions/${name}.ts streams no answer.`);
    const stream = new ResponseStream();
    const answering = withEmbeddedMetrics(this.#put, () => handler(event, stream, this.#context(name)));
    const running = answering.then(
      () => {
        if (!stream.writableEnded) stream.destroy();
      },
      (error: unknown) => {
        this.#world.warn(
          `lambda: ${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
        stream.destroy();
      },
    );
    this.#streaming.add(running);
    void running.finally(() => this.#streaming.delete(running));
    return await stream.answer;
  }

  /** True when no function is still busy with what it has answered. */
  get idle(): boolean {
    return this.#streaming.size === 0;
  }

  async invoke(name: string, event: unknown): Promise<FunctionAnswer> {
    try {
      return { ok: true, payload: await this.call(name, event) };
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      this.#world.warn(`lambda: ${name} failed: ${error.stack ?? error.message}`);
      return {
        ok: false,
        error: { type: error.name, message: error.message, trace: error.stack?.split("\n") ?? [] },
      };
    }
  }

  /** Starts an execution of a durable function, or finds the one that has this name. */
  async startExecution(name: string, input: string, executionName?: string): Promise<DurableExecution> {
    // A durable function is a handler of another kind, wrapped by the durable execution SDK.
    const load = async () => (await this.#load(name)) as unknown as DurableLambdaHandler;
    return await this.executions.start({ arn: this.arnOf(name), load }, input, executionName);
  }

  async close(): Promise<void> {
    await Promise.all(this.#streaming);
    await this.executions.close();
  }

  #context(name: string) {
    return invocationContext(this.#prefix + name, this.arnOf(name));
  }

  #arn(deployedName: string): string {
    return `arn:aws:lambda:${this.#world.region}:${this.#world.account}:function:${deployedName}`;
  }

  #load(name: string): Promise<Handler> {
    const known = this.#handlers.get(name) ?? this.#source.load(name);
    this.#handlers.set(name, known);
    return known;
  }
}
