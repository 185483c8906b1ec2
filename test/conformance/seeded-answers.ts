import { setTimeout as sleep } from "node:timers/promises";
import { asked, made, type Step } from "./seeded-world.ts";
import { type Tally, Trial } from "./trial.ts";
import { encoded } from "./wire/encode.ts";
import type { Exchange } from "./wire/exchange.ts";

/** Makes a world of one of everything, asks for all of it, and holds the answers to the models. */
export async function seededAnswers(
  url: string,
): Promise<Readonly<Pick<Tally, "answers" | "failures" | "wrongAnswers">>> {
  const trial = new Trial(url);
  try {
    for (const step of made) await trial.attempt(caseOf(step));
    await settled(trial.exchange);
    for (const step of asked) await trial.attempt(caseOf(step));
  } finally {
    trial.exchange.close();
  }
  const { answers, failures, refusedThoughValid, undone, wrongAnswers } = trial.tally;
  return {
    answers,
    wrongAnswers,
    failures: [...failures, ...refusedThoughValid, ...undone],
  };
}

function caseOf([service, operation, input]: Step) {
  return { service, operation, place: "of the seeded world", breaks: null, input };
}

/** Waits until the table is there, the endpoint serves and the jobs have ended, half a minute for each at most. */
async function settled(exchange: Exchange): Promise<void> {
  const asking: readonly Step[] = [
    ["dynamodb", "DescribeTable", { TableName: "seeded" }],
    ["sagemaker", "DescribeEndpoint", { EndpointName: "Seeded" }],
    ["sagemaker", "DescribeTrainingJob", { TrainingJobName: "Seeded" }],
    ["sagemaker", "DescribeProcessingJob", { ProcessingJobName: "Seeded" }],
  ];
  for (const step of asking) {
    const request = encoded(caseOf(step), "json");
    for (let tries = 0; request && tries < 300; tries++) {
      const { body } = await exchange.send(request);
      if (/"(ACTIVE|InService|Completed|Failed|Stopped)"/.test(body.toString())) break;
      await sleep(100);
    }
  }
}
