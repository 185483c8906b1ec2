import type { Asked } from "@driftwheel/aws/check/asked.ts";
import { unfitForTrial } from "@driftwheel/core/decider/endpoint/fitness.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { EndpointFact, ScalingFact } from "@driftwheel/core/vocabulary/fact.ts";
import { inWords } from "@driftwheel/core/words/duration.ts";
import { error, ok, type Said, unknown, warning } from "./finding.ts";

/** Whether the endpoint is there and serves. */
export function judgeEndpoint(asked: Asked<EndpointFact>, { endpoint }: ModelPolicy): Said {
  const place = ["endpoint", endpoint] as const;
  if (!asked.known) return unknown(asked, place);
  const { exists, status, variants, failureReason } = asked.answer;
  if (!exists) {
    return error(
      place,
      "there is no such endpoint in this account and region",
      "deploy the first champion, or write the endpoint's name",
    );
  }
  if (status === "InService") {
    return ok(
      `InService, ${variants.map(({ name, weight }) => `${name} with weight ${weight}`).join(", ")}`,
      endpoint,
    );
  }
  const why = failureReason === null ? "" : `: ${failureReason}`;
  return /Failed|OutOfService/.test(status)
    ? error(
        place,
        `is ${status}${why}`,
        "mend the endpoint first: no trial begins on one that does not serve",
      )
    : warning(place, `is ${status}${why}`, "wait until it is InService, then check again");
}

/** Whether a challenger can be put beside the champion. */
export function judgeTrial({ traits, config, variants }: EndpointFact, policy: ModelPolicy): readonly Said[] {
  const { period } = policy.rollout;
  const rare = traits ? traits.metricsEvery * 1000 > period : false;
  const unfit = unfitForTrial({ config, traits: traits ?? null }, policy);
  if (unfit !== null) {
    const field = rare && unfit.includes("rollout.period") ? "rollout.period" : "endpoint";
    return [
      error(
        [field, field === "endpoint" ? policy.endpoint : inWords(period)],
        withoutEnd(unfit),
        afterFirst(unfit),
      ),
    ];
  }
  if (!traits) {
    return [
      warning(
        ["endpoint", policy.endpoint],
        "its config could not be read, so nobody knows whether it can take a challenger",
        "look whether the endpoint's config still exists",
      ),
    ];
  }
  const serving = variants.filter(({ weight }) => weight > 0).length;
  return [
    serving > 1
      ? warning(
          ["endpoint", policy.endpoint],
          `${serving} variants share its traffic already`,
          "give one of them all of it: the heaviest counts as the champion",
        )
      : ok("it can take a challenger beside the champion"),
    ok(`metrics every ${traits.metricsEvery} seconds, read in periods of ${inWords(period)}`),
  ];
}

export function judgeScaling(asked: Asked<ScalingFact>, { endpoint }: ModelPolicy): Said {
  if (!asked.known) return unknown(asked, ["endpoint", endpoint]);
  const scaled = Object.entries(asked.answer.variants).map(
    ([variant, { minimum, maximum }]) => `${variant} from ${minimum} to ${maximum} instances`,
  );
  return ok(
    scaled.length === 0 ? "no variant is scaled" : `${scaled.join(", ")}; a challenger gets the same`,
  );
}

/** The first sentence says what is the matter, the rest what would be possible. */
function withoutEnd(sentences: string): string {
  return /^(.*?)\. (?=[A-Z])/s.exec(sentences)?.[1] ?? sentences;
}

function afterFirst(sentences: string): string {
  return /^.*?\. (?=[A-Z])(.*)$/s.exec(sentences)?.[1]?.replace(/\.$/, "") ?? "deploy the version yourself";
}
