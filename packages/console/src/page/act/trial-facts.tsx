import type { Candidate, RunningRollout } from "../api/api-types.ts";
import { Figure } from "../parts/figure.tsx";
import { championWeight } from "../words/champion-weight.ts";
import { versionWords } from "../words/packages.ts";
import { VersionGate } from "./version-gate.tsx";

interface Trial {
  readonly model: string;
  readonly rollout: RunningRollout;
  readonly candidates: readonly Candidate[];
}

/** What a trial has shown so far: both arms side by side, and what the gate said before it. */
export function TrialFacts({ model, rollout, candidates }: Trial) {
  const { champion, challenger, others = [], weight } = rollout;
  const arms = [
    { name: "Champion", share: championWeight(rollout), ...champion },
    ...[challenger, ...others.map((other) => other.challenger)].map((one) => ({
      name: "Challenger",
      share: weight,
      ...one,
    })),
  ];
  const candidate = candidates.find(({ version }) => version === challenger.version);
  return (
    <>
      <table class="small-table">
        <caption class="hidden">What each has shown so far</caption>
        <thead>
          <tr>
            <th scope="col">Arm</th>
            <th scope="col" class="end">
              Traffic
            </th>
            <th scope="col" class="end">
              Outcomes
            </th>
            <th scope="col" class="end">
              Good
            </th>
          </tr>
        </thead>
        <tbody>
          {arms.map(({ name, version, share, trials, successes }) => (
            <tr key={`${name} ${version}`}>
              <th scope="row">
                {name}, {versionWords(version)}
              </th>
              <td class="end" data-label="Traffic">
                <Figure value={share} unit="percent" />
              </td>
              <td class="end" data-label="Outcomes">
                <Figure value={trials} />
              </td>
              <td class="end" data-label="Good">
                <Figure value={trials === 0 ? null : successes / trials} unit="share" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {candidate ? <VersionGate model={model} sequence={candidate.sequence} /> : null}
    </>
  );
}
