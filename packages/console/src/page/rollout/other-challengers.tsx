import type { RolloutProgress } from "../api/api-types.ts";
import { Sentence } from "../parts/sentence.tsx";
import { Badge } from "../parts/status.tsx";
import { stageTones } from "../words/tone.ts";
import { QuestionTable } from "./question-table.tsx";
import { questionsOf } from "./questions.ts";
import { versionName } from "./rollout-words.ts";

type Other = NonNullable<RolloutProgress["others"]>[number];

const stages = { running: "on-trial", "rolled-back": "rolled-back", superseded: "superseded" } as const;

/** Where several challengers were tried at once: the others, each beside the same champion. */
export function OtherChallengers({ progress }: { readonly progress: RolloutProgress }) {
  return (progress.others ?? []).map((other) => (
    <One key={other.challenger.variant} progress={progress} other={other} />
  ));
}

function One({ progress, other }: { readonly progress: RolloutProgress; readonly other: Other }) {
  const { challenger, ended, reason, point } = other;
  const stage = stages[ended];
  return (
    <section class="card" aria-label={`Challenger ${versionName(challenger.version)}`}>
      <h2>
        Also challenger: {versionName(challenger.version)} <Badge tone={stageTones[stage]}>{stage}</Badge>
      </h2>
      {reason === null ? null : (
        <p>
          <Sentence text={reason} />
        </p>
      )}
      {point ? (
        <QuestionTable
          questions={questionsOf(progress, point)}
          championName={`Champion ${versionName(progress.rollout.champion.version)}`}
          challengerName={`Challenger ${versionName(challenger.version)}`}
        />
      ) : (
        <p class="quiet">It was not looked at.</p>
      )}
    </section>
  );
}
