import { join } from "node:path";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { Lambda } from "@aws-sdk/client-lambda";
import { SageMaker } from "@aws-sdk/client-sagemaker";
import { dynamoIdleLedger } from "@driftwheel/aws/ledger/idle-ledger.ts";
import { replayIdle } from "@driftwheel/core/idle/state.ts";
import { names } from "@driftwheel/local/lambda/environment.ts";
import { projectFunctions } from "@driftwheel/local/lambda/project-functions.ts";
import { tinyImage } from "@driftwheel/local/sagemaker/testing/images.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { vi } from "vitest";
import { type } from "../../packages/cli/test/terminal.ts";

export const region = "eu-west-1";
const fleet = join(import.meta.dirname, "../fixtures/idle-fleet.ts");

/** The small AWS with the function idle in it, on a clock that the test moves. */
export interface SmallAccount {
  readonly local: LocalServer;
  readonly sagemaker: SageMaker;
  readonly cloudwatch: CloudWatch;
  /** Milliseconds pass, at once. */
  pass(milliseconds: number): void;
  /** Calls the function as its schedule does. */
  look(): Promise<{ readonly open: number; readonly unread: readonly string[] }>;
  state(): Promise<ReturnType<typeof replayIdle>>;
  entries(): Promise<readonly { readonly kind: string; readonly data: object }[]>;
  /** Types the command `driftwheel idle ...`. */
  type(...words: readonly string[]): ReturnType<typeof type>;
  close(): Promise<void>;
}

export async function smallAccount(
  fleetPath = fleet,
  log: (line: string) => void = () => {},
): Promise<SmallAccount> {
  vi.useFakeTimers({ toFake: ["Date"] });
  const local = await startLocal({
    region,
    images: tinyImage(),
    // Nothing but the function idle is called: what others would make of the account's events is not of it.
    functions: { ...(await projectFunctions()), routes: [], schedules: [] },
    delivery: { repeatRate: 0, maximumDelay: 0 },
    environment: { DRIFTWHEEL_FLEET: fleetPath },
    log,
  });
  const client = {
    endpoint: local.url,
    region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  const sagemaker = new SageMaker(client);
  const cloudwatch = new CloudWatch(client);
  const lambda = new Lambda(client);
  const ledger = dynamoIdleLedger({ table: names.ledgerTable });
  return {
    local,
    sagemaker,
    cloudwatch,
    pass: (milliseconds) => void vi.setSystemTime(Date.now() + milliseconds),
    async look() {
      const { FunctionError, Payload } = await lambda.invoke({ FunctionName: `${names.prefix}idle` });
      const text = new TextDecoder().decode(Payload);
      if (FunctionError) throw new Error(text);
      return JSON.parse(text);
    },
    state: async () => replayIdle(await ledger.read()),
    entries: () => ledger.read(),
    type: (...words) =>
      type(["idle", ...words, "--endpoint-url", local.url, "--table", names.ledgerTable], { columns: 160 }),
    async close() {
      sagemaker.destroy();
      cloudwatch.destroy();
      lambda.destroy();
      await local.close();
      vi.useRealTimers();
    },
  };
}
