import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { dynamoDb } from "@driftwheel/aws/clients/dynamodb.ts";
import { eventBridge } from "@driftwheel/aws/clients/eventbridge.ts";
import { s3 } from "@driftwheel/aws/clients/s3.ts";
import { sageMaker } from "@driftwheel/aws/clients/sagemaker.ts";
import { sqs } from "@driftwheel/aws/clients/sqs.ts";
import type { Calls, Death } from "./invocation.ts";

interface Invocation {
  readonly death: Death | null;
  readonly die: () => void;
  calls: number;
  dead: boolean;
}

/** The part of a middleware stack that is used here, which the clients have in common. */
interface Stack {
  add(
    middleware: (
      next: (call: { readonly input: object }) => Promise<Answered>,
      context: { readonly clientName?: string; readonly commandName?: string },
    ) => (call: { readonly input: object }) => Promise<Answered>,
    options: { readonly step: "finalizeRequest"; readonly priority: "low"; readonly name: string },
  ): void;
}

interface Answered {
  readonly output: object;
}

const invocations = new AsyncLocalStorage<Invocation>();
const made: Record<string, number> = {};
const units = { writeUnits: 0, readUnits: 0 };

/**
 * Has each call of the product's own clients take so many milliseconds longer, counts it, and ends the invocation that
 * is to die at it. Retries are calls of their own: this stands behind the SDK's own middleware.
 */
export function countCalls(delay: number): void {
  for (const client of [s3(), sqs(), dynamoDb(), eventBridge(), sageMaker()]) {
    // Each client's stack has the types of its own commands; what is read here all of them have.
    const stack = client.middlewareStack as unknown as Stack;
    stack.add(
      (next, { clientName = "", commandName = "" }) =>
        async (call) => {
          const name = `${clientName.replace(/Client$/, "")} ${commandName.replace(/Command$/, "")}`;
          const invocation = invocations.getStore();
          if (invocation?.dead) return await never();
          if (invocation) invocation.calls += 1;
          const dies = invocation?.death?.call === invocation?.calls ? invocation?.death : null;
          if (invocation && dies) invocation.dead = true;
          if (invocation && dies && !dies.made) {
            invocation.die();
            return await never();
          }
          made[name] = (made[name] ?? 0) + 1;
          await sleep(delay);
          try {
            const answered = await next(call);
            count(name, call.input, answered.output);
            if (!invocation?.dead) return answered;
            letGo(answered.output);
          } catch (error) {
            // Who is dead hears of no refusal either.
            if (!invocation?.dead) throw error;
          }
          invocation.die();
          return await never();
        },
      { step: "finalizeRequest", priority: "low", name: "countCalls" },
    );
  }
}

/** Runs an invocation that may die; what it had begun then goes no further than its next call. */
export async function mayDie<Answer>(
  death: Death | null,
  run: () => Promise<Answer>,
): Promise<Answer | "died"> {
  let die = () => {};
  const died = new Promise<"died">((resolve) => {
    die = () => resolve("died");
  });
  const invocation = { death, die: () => die(), calls: 0, dead: false };
  return await invocations.run(invocation, () => Promise.race([run(), died]));
}

export function callsSoFar(): Calls {
  return { made: { ...made }, ...units };
}

/** A call that nobody hears of any more. */
function never(): Promise<Answered> {
  return new Promise(() => {});
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html */
function count(name: string, input: object, output: object): void {
  const kilobytes = (value: object) => JSON.stringify(value).length / 1_000;
  if (name === "DynamoDB PutItem") units.writeUnits += Math.ceil(kilobytes(input));
  else if (name.startsWith("DynamoDB ")) units.readUnits += Math.max(1, Math.ceil(kilobytes(output) / 4));
}

/** The connection of an object that nobody reads would stay taken. */
function letGo(output: object): void {
  const body: unknown = Reflect.get(output, "Body");
  if (typeof body === "object" && body !== null && "destroy" in body && typeof body.destroy === "function") {
    body.destroy();
  }
}
