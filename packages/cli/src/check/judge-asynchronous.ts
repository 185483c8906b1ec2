import type { Asked } from "@driftwheel/aws/check/asked.ts";
import type { AsynchronousSettings } from "@driftwheel/aws/check/asynchronous-settings.ts";
import type { AsynchronousPolicy } from "@driftwheel/core/policy/serving/asynchronous.ts";
import { error, missing, ok, type Said, unknown } from "./finding.ts";

/** Whether an asynchronous endpoint tells the topics that the policy names, and they are there. */
export function judgeAsynchronous(
  asked: Asked<AsynchronousSettings | null>,
  policy: AsynchronousPolicy,
): readonly Said[] {
  if (!asked.known) return [unknown(asked, ["asynchronous", null])];
  const found = asked.answer;
  // What kind of endpoint it is instead is told by itself.
  if (found === null) return [];
  return [
    judgeTopic(["successTopic", policy.successTopic], found.successTopic, found),
    judgeTopic(["errorTopic", policy.errorTopic], found.errorTopic, found),
    ...judgeOutputs(found, policy),
  ];
}

function judgeTopic(
  [field, topic]: readonly ["successTopic" | "errorTopic", string],
  told: string | null,
  { missing: gone }: AsynchronousSettings,
): Said {
  const place = [`asynchronous.${field}`, topic] as const;
  if (gone.includes(topic)) return missing(place, "topic", told === null || told === topic ? [] : [told]);
  const name = `NotificationConfig.${field === "successTopic" ? "SuccessTopic" : "ErrorTopic"}`;
  if (told === null) {
    return error(
      place,
      "the endpoint's config tells no such topic, so nobody would count anything",
      `give it a config whose AsyncInferenceConfig has ${name}`,
    );
  }
  return told === topic
    ? ok(`the endpoint tells it as its ${name}`, topic)
    : error(place, `the endpoint's config tells ${told}`, `write ${field}: ${JSON.stringify(told)}`);
}

function judgeOutputs(
  { outputs: found }: AsynchronousSettings,
  { outputs }: AsynchronousPolicy,
): readonly Said[] {
  if (outputs === undefined) return [];
  const place = ["asynchronous.outputs", outputs] as const;
  if (found === null) {
    return [
      error(
        place,
        "the endpoint's config has no S3OutputPath",
        "give it a config whose OutputConfig has S3OutputPath, where its answers may be read",
      ),
    ];
  }
  const below = (uri: string) => `${uri.replace(/\/+$/, "")}/`;
  return below(found).startsWith(below(outputs))
    ? [ok(`the endpoint writes its answers there`, found)]
    : [
        error(
          place,
          `the endpoint writes its answers to ${found}`,
          `write outputs: ${JSON.stringify(found)}`,
        ),
      ];
}
