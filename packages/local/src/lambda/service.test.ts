import { type DurableLambdaHandler, withDurableExecution } from "@aws/durable-execution-sdk-js";
import {
  GetDurableExecutionCommand,
  InvokeCommand,
  LambdaClient,
  ListDurableExecutionsByFunctionCommand,
  ListFunctionsCommand,
  StopDurableExecutionCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalServer, startLocal } from "../server.ts";
import type { Handler } from "./function-source.ts";

interface Input {
  readonly seconds: number;
  readonly fail?: boolean;
}

const steps: string[] = [];

const rollout: DurableLambdaHandler = withDurableExecution(async (input: Input, context) => {
  await context.step("begin", async () => steps.push(`begin ${input.seconds}`));
  await context.wait("between", { seconds: input.seconds });
  if (input.fail) throw new Error("the endpoint is gone");
  return await context.step("end", async () => {
    steps.push(`end ${input.seconds}`);
    return { ended: input.seconds };
  });
});

const handlers: Readonly<Record<string, Handler>> = {
  drift: async (event) => ({ seen: event }),
  sweep: async () => {
    throw new TypeError("nothing to sweep");
  },
  // A durable function is a handler of another kind; only the host knows which ones are.
  rollout: rollout as unknown as Handler,
};

let server: LocalServer;
let lambda: LambdaClient;

beforeAll(async () => {
  server = await startLocal({
    functions: {
      names: Object.keys(handlers),
      durable: new Set(["rollout"]),
      routes: [],
      schedules: [],
      load: async (name) => handlers[name] as Handler,
    },
  });
  lambda = new LambdaClient({
    endpoint: server.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
});

afterAll(async () => {
  lambda.destroy();
  await server.close();
});

const FunctionName = "driftwheel-rollout:$LATEST";

const start = (DurableExecutionName: string, input: Input) =>
  lambda.send(
    new InvokeCommand({
      FunctionName,
      InvocationType: "Event",
      DurableExecutionName,
      Payload: JSON.stringify(input),
    }),
  );

const status = async (DurableExecutionArn: string | undefined) =>
  (await lambda.send(new GetDurableExecutionCommand({ DurableExecutionArn }))).Status;

describe("an ordinary function", () => {
  it("gets its payload and answers with what it returns", async () => {
    const { Payload, StatusCode, FunctionError } = await lambda.send(
      new InvokeCommand({ FunctionName: "driftwheel-drift", Payload: JSON.stringify({ a: 1 }) }),
    );

    expect(JSON.parse(Payload?.transformToString() ?? "")).toEqual({ seen: { a: 1 } });
    expect({ StatusCode, FunctionError }).toEqual({ StatusCode: 200, FunctionError: undefined });
  });

  it("answers with its error when it throws", async () => {
    const arn = "arn:aws:lambda:eu-west-1:111122223333:function:driftwheel-sweep";

    const { Payload, FunctionError } = await lambda.send(new InvokeCommand({ FunctionName: arn }));

    expect(FunctionError).toBe("Unhandled");
    expect(JSON.parse(Payload?.transformToString() ?? "")).toMatchObject({
      errorType: "TypeError",
      errorMessage: "nothing to sweep",
    });
  });

  it("is refused when there is none of that name", async () => {
    const invoked = lambda.send(new InvokeCommand({ FunctionName: "driftwheel-nothing" }));

    await expect(invoked).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});

describe("a durable function", () => {
  it("runs its steps once, waits in real time and keeps its result", async () => {
    const begun = Date.now();

    const { Payload, DurableExecutionArn } = await lambda.send(
      new InvokeCommand({ FunctionName, Payload: JSON.stringify({ seconds: 1 }) }),
    );

    expect(Date.now() - begun).toBeGreaterThanOrEqual(900);
    expect(JSON.parse(Payload?.transformToString() ?? "")).toEqual({ ended: 1 });
    expect(steps.filter((step) => step.endsWith(" 1"))).toEqual(["begin 1", "end 1"]);
    const described = await lambda.send(new GetDurableExecutionCommand({ DurableExecutionArn }));
    expect(described).toMatchObject({
      Status: "SUCCEEDED",
      Result: '{"ended":1}',
      InputPayload: '{"seconds":1}',
    });
    expect(described.EndTimestamp?.getTime()).toBeGreaterThanOrEqual(
      described.StartTimestamp?.getTime() ?? 0,
    );
  });

  it("starts once under one name, and refuses the name for another input", async () => {
    const first = await start("frost-4", { seconds: 2 });
    const second = await start("frost-4", { seconds: 2 });

    expect(second.DurableExecutionArn).toBe(first.DurableExecutionArn);
    expect(first.StatusCode).toBe(202);
    await expect(start("frost-4", { seconds: 3 })).rejects.toMatchObject({
      name: "DurableExecutionAlreadyStartedException",
    });
    await expect.poll(() => status(first.DurableExecutionArn)).toBe("SUCCEEDED");
    expect(steps.filter((step) => step === "begin 2")).toHaveLength(1);
  });

  it("runs beside others, each with its own end", async () => {
    const long = await start("long", { seconds: 600 });
    const failing = await start("failing", { seconds: 1, fail: true });

    await expect.poll(() => status(failing.DurableExecutionArn)).toBe("FAILED");

    expect(await status(long.DurableExecutionArn)).toBe("RUNNING");
    const running = await lambda.send(
      new ListDurableExecutionsByFunctionCommand({
        FunctionName: "driftwheel-rollout",
        Statuses: ["RUNNING"],
      }),
    );
    expect(running.DurableExecutions?.map(({ DurableExecutionName }) => DurableExecutionName)).toEqual([
      "long",
    ]);
    const { Error: error } = await lambda.send(
      new GetDurableExecutionCommand({ DurableExecutionArn: failing.DurableExecutionArn }),
    );
    expect(error?.ErrorMessage).toBe("the endpoint is gone");
  });

  it("can be stopped in the middle of a wait", async () => {
    const { DurableExecutionArn } = await start("stopped", { seconds: 601 });
    await expect.poll(() => steps).toContain("begin 601");

    await lambda.send(new StopDurableExecutionCommand({ DurableExecutionArn }));

    expect(await status(DurableExecutionArn)).toBe("STOPPED");
  });

  it("needs a version, as a durable function does", async () => {
    const invoked = lambda.send(new InvokeCommand({ FunctionName: "driftwheel-rollout" }));

    await expect(invoked).rejects.toMatchObject({ name: "InvalidParameterValueException" });
  });
});

it("says what it does not implement", async () => {
  await expect(lambda.send(new ListFunctionsCommand({}))).rejects.toMatchObject({
    name: "UnknownOperationException",
    message: expect.stringContaining("Driftwheel's local AWS does not implement"),
  });
});

it("closes within two seconds although an execution waits for ten minutes", async () => {
  const begun = Date.now();

  await server.close();

  expect(Date.now() - begun).toBeLessThan(2_000);
});
