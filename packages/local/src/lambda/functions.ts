import type { DurableLambdaHandler } from "@aws/durable-execution-sdk-js";
import type { LocalWorld } from "../create-world.ts";
import { type FunctionAnswer, ServiceError } from "../world.ts";
import { type DurableExecution, DurableExecutions } from "./durable-executions.ts";
import type { FunctionSource, Handler } from "./function-source.ts";
import { invocationContext } from "./invocation-context.ts";

/** The account's functions, by the names they are deployed under. They run in this process. */
export class Functions {
  readonly executions: DurableExecutions;
  readonly #world: LocalWorld;
  readonly #source: FunctionSource;
  readonly #prefix: string;
  readonly #handlers = new Map<string, Promise<Handler>>();

  constructor(world: LocalWorld, source: FunctionSource, prefix: string) {
    this.#world = world;
    this.#source = source;
    this.#prefix = prefix;
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
    return await handler(event, invocationContext(this.#prefix + name, this.arnOf(name)));
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

  close(): Promise<void> {
    return this.executions.close();
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
