import { join } from "node:path";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { SageMaker } from "@aws-sdk/client-sagemaker";
import { dynamoIdleLedger } from "@driftwheel/aws/ledger/idle-ledger.ts";
import { replayIdle } from "@driftwheel/core/idle/state.ts";
import { names } from "@driftwheel/local/lambda/environment.ts";
import { projectFunctions } from "@driftwheel/local/lambda/project-functions.ts";
import { tinyImage } from "@driftwheel/local/sagemaker/testing/images.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { vi } from "vitest";
import { type } from "../../packages/cli/test/terminal.ts";

const region = "eu-west-1";
const fleet = join(import.meta.dirname, "../fixtures/idle-fleet.ts");

/** What the function idle answers to its schedule. */
interface Looked {
  readonly open: number;
  readonly unread: readonly string[];
}

/** The small AWS with the function idle in it, on a clock that the test moves. */
export interface SmallAccount {
  readonly local: LocalServer;
  readonly sagemaker: SageMaker;
  readonly cloudwatch: CloudWatch;
  /** Milliseconds pass, at once. */
  pass(milliseconds: number): void;
  /** Calls the function as its schedule does. */
  look(): Promise<Looked>;
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
  const ledger = dynamoIdleLedger({ table: names.ledgerTable });
  return {
    local,
    sagemaker,
    cloudwatch,
    pass: (milliseconds) => void vi.setSystemTime(Date.now() + milliseconds),
    async look() {
      const url = `${local.url}/2015-03-31/functions/${names.prefix}idle/invocations`;
      const answer = await fetch(url, { method: "POST", body: "{}" });
      if (answer.headers.has("x-amz-function-error")) throw new Error(await answer.text());
      return (await answer.json()) as Looked;
    },
    state: async () => replayIdle(await ledger.read()),
    entries: () => ledger.read(),
    type: (...words) =>
      type(["idle", ...words, "--endpoint-url", local.url, "--table", names.ledgerTable], { columns: 160 }),
    async close() {
      sagemaker.destroy();
      cloudwatch.destroy();
      await local.close();
      vi.useRealTimers();
    },
  };
}
