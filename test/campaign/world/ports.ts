import { publishAlert } from "@driftwheel/aws/alerts/publish-alert.ts";
import { awsEffects } from "@driftwheel/aws/effects/effect-performer.ts";
import { awsFacts } from "@driftwheel/aws/facts/fact-finder.ts";
import { failure } from "@driftwheel/aws/failure.ts";
import type { TrialToRead } from "@driftwheel/aws/metrics/period-counts.ts";
import { emptyDigestState } from "@driftwheel/core/alerts/digest-state.ts";
import { type DigestStore, type Notifier, notify } from "@driftwheel/core/alerts/notifier.ts";
import type { Runtime } from "@driftwheel/core/decider/handle.ts";
import type { Answer, ChampionHistoryFact, Question } from "@driftwheel/core/vocabulary/fact.ts";
import type { PeriodCounts } from "@driftwheel/core/vocabulary/trial/period-counts.ts";
import { endpointChanges, permissions } from "../../../functions/shell/permissions.ts";
import { graceSeconds } from "../../../stacks/functions/sizes.ts";
import type { VirtualTime } from "../../world/virtual-time.ts";
import type { CampaignLedger } from "./ledger.ts";
import type { Outside } from "./outside.ts";
import { currentProcess } from "./process.ts";
import type { Traffic } from "./traffic.ts";

interface PortSettings {
  readonly time: VirtualTime;
  readonly outside: Outside;
  readonly ledger: CampaignLedger;
  readonly traffic: Traffic;
}

export type FunctionName = keyof typeof permissions;

/** What each function decides with: the real adapters, between a simulated AWS and an onlooker. */
export class CampaignPorts {
  readonly notifier: Notifier;
  private readonly settings: PortSettings;

  constructor(settings: PortSettings) {
    this.settings = settings;
    const topic = "arn:aws:sns:eu-central-1:444455556666:driftwheel-";
    this.notifier = {
      digests: digestsInMemory(),
      settings: undefined,
      clock: settings.time,
      sign: async (links) => links.map((link) => ({ ...link, url: null })),
      publish: (alert) =>
        publishAlert(alert, { page: `${topic}page`, notify: `${topic}notify`, info: `${topic}info` }),
    };
  }

  runtime(name: FunctionName): Runtime {
    const { time, ledger } = this.settings;
    const { asks, performs } = permissions[name];
    const facts = awsFacts({ clock: time, asks });
    const effects = awsEffects({
      bus: "driftwheel",
      rolloutFunction: "rollout:live",
      topics: { page: "", notify: "", info: "" },
      table: "",
      apiUrl: null,
      linkSecret: null,
      clock: time,
    });
    return {
      performs,
      eager: name === "rollout" ? endpointChanges : new Set(),
      grace: graceSeconds * 1000,
      ports: {
        clock: time,
        ledger: ledger.store,
        snapshots: ledger.store,
        facts: {
          answer: async <Q extends Question>(question: Q): Promise<Answer<Q>> =>
            // The compiler cannot tie the answer to Q.
            question.ask === "championHistory"
              ? ((await this.history(question.variant)) as Answer<Question> as Answer<Q>)
              : facts.answer(question),
        },
        effects: {
          perform: async (effect) => {
            const process = currentProcess();
            process.effect = { effect, since: time.now().getTime() };
            try {
              if (effect.kind !== "send-alert") return await effects.perform(effect);
              return await notify(effect, this.notifier);
            } catch (error) {
              throw failure(error, effect.kind);
            } finally {
              process.effect = null;
            }
          },
        },
      },
    };
  }

  /** What CloudWatch knows of a trial's periods. */
  async periods(trial: TrialToRead): Promise<readonly PeriodCounts[]> {
    try {
      return await this.settings.outside.call("GetMetricData", () => this.settings.traffic.periods(trial));
    } catch (error) {
      throw failure(error, "reading the look's metrics");
    }
  }

  private async history(variant: string): Promise<ChampionHistoryFact> {
    try {
      return await this.settings.outside.call("GetMetricData", () => this.settings.traffic.history(variant));
    } catch (error) {
      throw failure(error, "finding out championHistory");
    }
  }
}

function digestsInMemory(): DigestStore {
  let kept = emptyDigestState;
  return {
    async change(act) {
      const { state, answer } = act(kept);
      kept = state;
      return answer;
    },
  };
}
