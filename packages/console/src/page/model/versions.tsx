import type { ModelState } from "../api/api-types.ts";
import { Figure } from "../parts/figure.tsx";
import { Known } from "../parts/known.tsx";
import { Badge } from "../parts/status.tsx";
import { answers } from "../store/answers.ts";
import { useResource } from "../store/use-resource.ts";
import { championWeight } from "../words/champion-weight.ts";
import { shortPackage } from "../words/packages.ts";
import { stageTones } from "../words/tone.ts";
import { verdictIn } from "./gate-checks.ts";
import { GateTable } from "./gate-table.tsx";

/** The champion and the newest candidate, side by side, with the gate between them. */
export function Versions({ model }: { readonly model: ModelState }) {
  const { champion, rollout, candidates } = model;
  const challenger = challengerOf(model);
  return (
    <section class="card versions" aria-label="Champion and challenger">
      <div class="pair">
        <div>
          <h2>Champion</h2>
          {champion ? (
            <>
              <p class="version">{champion.version === null ? "–" : `v${champion.version}`}</p>
              <PackageLine arn={champion.package} />
              <p class="quiet small">Variant {champion.variant}</p>
              {rollout ? <Outcomes {...rollout.champion} weight={championWeight(rollout)} /> : null}
            </>
          ) : (
            <p class="quiet">The endpoint was not looked at yet.</p>
          )}
        </div>
        <div>
          <h2>{rollout ? "Challenger" : "Newest candidate"}</h2>
          {challenger ? (
            <>
              <p class="version">
                v{challenger.version} <Badge tone={stageTones[challenger.stage]}>{challenger.stage}</Badge>
              </p>
              <PackageLine arn={challenger.package} />
              {rollout ? (
                <>
                  <p class="quiet small">Variant {rollout.challenger.variant}</p>
                  <Outcomes {...rollout.challenger} weight={rollout.weight} />
                </>
              ) : null}
            </>
          ) : (
            <p class="quiet">None was registered since the champion serves.</p>
          )}
        </div>
        {(rollout?.others ?? []).map(({ challenger: other }) => (
          <div key={other.variant}>
            <h2>Challenger</h2>
            <p class="version">
              v{other.version} <Badge tone={stageTones["on-trial"]}>on-trial</Badge>
            </p>
            <PackageLine arn={other.package} />
            <p class="quiet small">Variant {other.variant}</p>
            <Outcomes {...other} weight={rollout?.weight ?? 0} />
          </div>
        ))}
      </div>
      {challenger ? <Gate model={model.model} sequence={challenger.sequence} /> : null}
      {candidates.length > 1 ? <Earlier candidates={candidates.slice(1)} /> : null}
    </section>
  );
}

/** In a trial the one that is tried; else the newest. */
function challengerOf({ rollout, candidates }: ModelState) {
  return candidates.find(({ version }) => version === rollout?.challenger.version) ?? candidates[0];
}

function PackageLine({ arn }: { readonly arn: string | null }) {
  return arn === null ? (
    <p class="quiet small">Made from no package of a registry</p>
  ) : (
    <p class="small clip" title={arn}>
      {shortPackage(arn)}
    </p>
  );
}

interface Counted {
  readonly trials: number;
  readonly successes: number;
  readonly weight: number;
}

function Outcomes({ trials, successes, weight }: Counted) {
  return (
    <dl class="facts">
      <div>
        <dt>Traffic</dt>
        <dd>
          <Figure value={weight} unit="percent" />
        </dd>
      </div>
      <div>
        <dt>Outcomes</dt>
        <dd>
          <Figure value={trials} />
        </dd>
      </div>
      <div>
        <dt>Good</dt>
        <dd>{trials === 0 ? "–" : <Figure value={successes / trials} unit="share" />}</dd>
      </div>
    </dl>
  );
}

function Gate({ model, sequence }: { readonly model: string; readonly sequence: number }) {
  const resource = answers.explanation(model, sequence);
  const snapshot = useResource(resource);
  return (
    <Known what="the gate's verdict" resource={resource} snapshot={snapshot}>
      {(explanation) => {
        const checks = verdictIn(explanation);
        return checks && checks.length > 0 ? (
          <>
            <h3>The gate</h3>
            <GateTable checks={checks} />
          </>
        ) : null;
      }}
    </Known>
  );
}

function Earlier({ candidates }: { readonly candidates: ModelState["candidates"] }) {
  return (
    <details>
      <summary>Earlier candidates ({candidates.length})</summary>
      <ul class="earlier">
        {candidates.map(({ version, stage, package: arn }) => (
          <li key={arn}>
            <span>v{version}</span> <Badge tone={stageTones[stage]}>{stage}</Badge>
            <span class="quiet small clip" title={arn}>
              {shortPackage(arn)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
