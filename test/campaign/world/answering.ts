import type { PutEventsCommandInput } from "@aws-sdk/client-eventbridge";
import type { GetObjectCommandInput, PutObjectCommandInput } from "@aws-sdk/client-s3";
import { serviceError } from "../../world/sagemaker/service-error.ts";
import type { SimulatedSageMaker } from "../../world/sagemaker/simulated-sagemaker.ts";
import type { Call } from "../faults/fault.ts";
import type { Answering } from "./clients.ts";
import type { DataFiles } from "./data-files.ts";
import type { IdleAccount } from "./idle/account.ts";
import { idleAnswer } from "./idle/answer.ts";
import type { Journal } from "./journal.ts";
import type { Outside } from "./outside.ts";

interface AnsweringSettings {
  readonly outside: Outside;
  readonly sagemaker: SimulatedSageMaker;
  readonly journal: Journal;
  /** Gets the detail of each event that was put on Driftwheel's own bus. */
  readonly announced: (detail: string) => void;
  readonly data: DataFiles;
  readonly account: IdleAccount;
  readonly startExecution: (name: string, rollout: string) => void;
}

interface PublishInput {
  readonly TopicArn?: string;
  readonly Subject?: string;
  readonly MessageAttributes?: Readonly<Record<string, { readonly StringValue?: string }>>;
}

interface InvokeInput {
  readonly DurableExecutionName?: string;
  readonly Payload?: Uint8Array;
}

type Input = Readonly<Record<string, unknown>>;
type Called = Parameters<SimulatedSageMaker["jobs"]["call"]>[0];

/** What the services answer to the commands of the SDK. */
export function answering({
  outside,
  sagemaker,
  journal,
  announced,
  data,
  account,
  startExecution,
}: AnsweringSettings): Answering {
  let published = 0;
  const written = new Map<string, string>();
  return (operation, input) => {
    // The operations that Driftwheel's adapters send; any other is refused by the simulated SageMaker.
    const call = operation as Call;
    switch (call) {
      case "PutEvents":
        return outside.call(call, () => {
          // What publish-entry writes.
          const { Entries = [] } = input as PutEventsCommandInput;
          // A delivery hears of models alone.
          for (const { Detail = "", DetailType } of Entries)
            if (!DetailType?.startsWith("idle-")) announced(Detail);
          return { FailedEntryCount: 0, Entries: [{ EventId: `own-${++published}` }] };
        });
      case "Publish": {
        const { TopicArn = "", Subject = "", MessageAttributes = {} } = input as PublishInput;
        return outside.call(call, () => {
          const entry = MessageAttributes.entry?.StringValue ?? "";
          journal.write({
            kind: "published",
            severity: TopicArn.split("-").at(-1) ?? "",
            text: Subject,
            entry,
          });
          return { MessageId: `message-${++published}` };
        });
      }
      case "Invoke": {
        const { DurableExecutionName: name, Payload } = input as InvokeInput;
        return outside.call(call, () => {
          if (name === undefined) {
            // What start-retraining writes.
            sagemaker.jobs.call(JSON.parse(new TextDecoder().decode(Payload)) as Called);
            return { StatusCode: 202 };
          }
          // What start-rollout writes.
          const { rollout } = JSON.parse(new TextDecoder().decode(Payload)) as { readonly rollout: string };
          startExecution(name, rollout);
          return { DurableExecutionArn: name };
        });
      }
      case "GetObject": {
        const { Key = "" } = input as GetObjectCommandInput;
        return outside.call(
          call,
          () =>
            data.answer(operation, input as Input) ??
            textObject(written.get(Key) ?? evaluation(Key, sagemaker)),
        );
      }
      case "PutObject": {
        const { Key = "", Body } = input as PutObjectCommandInput;
        return outside.call(call, () => {
          written.set(Key, String(Body));
          return {};
        });
      }
      case "ListObjectsV2":
      case "DescribeFeatureGroup":
      case "ListProcessingJobs":
        return outside.call(call, () => data.answer(operation, input as Input));
      default:
        return outside.call(
          call,
          (staleness, process) =>
            idleAnswer(account, operation, input as Input, process.name) ??
            sagemaker.answer(operation, input, { by: process.name, staleness }),
          input as Input,
        );
    }
  };
}

/** `<version>/evaluation.json`, with the champion's error on the same rows. */
function evaluation(key: string, sagemaker: SimulatedSageMaker): string {
  const version = Number(/^(\d+)\/evaluation\.json$/.exec(key)?.[1]);
  const found = sagemaker.registry.packages.find((one) => one.version === version);
  if (!found) throw serviceError("NoSuchKey", "The specified key does not exist.", 404);
  const report = (error: number) => ({
    regression_metrics: { mae: { value: error, standard_deviation: "NaN" } },
  });
  return JSON.stringify({ ...report(found.meanAbsoluteError), champion: report(4.2) });
}

function textObject(text: string) {
  return { ContentLength: text.length, Body: { transformToString: async () => text } };
}
