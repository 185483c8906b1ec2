import { GetQueueUrlCommand } from "@aws-sdk/client-sqs";
import { sqs } from "@driftwheel/aws/clients/sqs.ts";
import { sendMessages } from "@driftwheel/aws/queues/send-messages.ts";

/** What a model was asked and answered, as callers know it. */
export interface Predicted {
  readonly inferenceId: string;
  readonly time: Date;
  readonly variant: string;
  /** A row of CSV. */
  readonly row: string;
  readonly predicted: number;
}

/** The queue of the local stage. */
const queue = "driftwheel-predictions";
/** Predictions leave in messages this often. */
const batchMilliseconds = 500;

/** Says what was predicted, where SageMaker captures nothing: docs/reference/prediction-log.md. */
export class PredictionSender {
  readonly #model: string;
  #waiting: Predicted[] = [];
  #timer: NodeJS.Timeout | undefined;
  #url: string | undefined;
  #sent: Promise<void> = Promise.resolve();

  constructor(model: string) {
    this.#model = model;
  }

  start(onFailed: (error: unknown) => void): void {
    this.#timer = setInterval(() => {
      this.#sent = this.#sent.then(() => this.#send()).catch(onFailed);
    }, batchMilliseconds);
  }

  log(predicted: Predicted): void {
    this.#waiting.push(predicted);
  }

  /** Sends what is still waiting. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sent;
    await this.#send();
  }

  async #send(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const those = this.#waiting.splice(0);
    const predictions = those.map(({ inferenceId, time, variant, row, predicted }) => ({
      ...{ inferenceId, variant },
      time: time.toISOString(),
      request: { contentType: "text/csv", body: row },
      answer: { contentType: "text/csv", body: String(predicted) },
    }));
    this.#url ??= (await sqs().send(new GetQueueUrlCommand({ QueueName: queue }))).QueueUrl ?? "";
    await sendMessages(this.#url, [JSON.stringify({ model: this.#model, predictions })]);
  }
}
