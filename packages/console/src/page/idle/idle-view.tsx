import type { IdleFinding, IdleResting, IdleSum } from "../api/api-types.ts";
import { KeyFigure, KeyFigures } from "../parts/figures.tsx";
import { Known } from "../parts/known.tsx";
import { EmptyState } from "../parts/notice.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { Badge } from "../parts/status.tsx";
import { Since } from "../parts/time.tsx";
import { answers } from "../store/answers.ts";
import { useResource } from "../store/use-resource.ts";
import { money } from "../words/money.ts";
import type { Tone } from "../words/tone.ts";

const tones: Readonly<Record<IdleFinding["status"], Tone>> = {
  found: "attention",
  stopping: "active",
  stopped: "good",
  restoring: "active",
};

interface Idle {
  readonly looks: boolean;
  readonly changedAt: string | null;
  readonly findings: readonly IdleFinding[];
  readonly running: IdleSum;
  readonly stopped: IdleSum;
  readonly resting: readonly IdleResting[];
}

/** What stands idle in the account, what it costs, and how what was stopped is taken back. */
export function IdleView() {
  const resource = answers.idle();
  const snapshot = useResource(resource);
  return (
    <main class="page">
      <h1>Idle</h1>
      <Known what="what stands idle" resource={resource} snapshot={snapshot}>
        {(idle) => <Told {...idle} />}
      </Known>
    </main>
  );
}

function Told({ looks, changedAt, findings, running, stopped, resting }: Idle) {
  if (findings.length === 0 && resting.length === 0) {
    return looks ? (
      <EmptyState title="Nothing stands idle">
        {changedAt === null ? (
          "The account is looked through once a day."
        ) : (
          <>
            Something was last written of it <Since at={changedAt} />.
          </>
        )}
      </EmptyState>
    ) : (
      <EmptyState title="Nobody looks for what stands idle">
        Write <code>idle</code> into <code>driftwheel.config.ts</code>: notebooks, endpoints and the like that
        nobody uses are found, and stopped where you say so.
      </EmptyState>
    );
  }
  return (
    <>
      <KeyFigures>
        <KeyFigure label="Idle and running" note={noteOf(running)}>
          {money(running.monthly)}
          <span class="unit"> a month</span>
        </KeyFigure>
        <KeyFigure label="Stopped" note={noteOf(stopped)}>
          {money(stopped.monthly)}
          <span class="unit"> a month</span>
        </KeyFigure>
      </KeyFigures>
      <ul class="rows">
        {findings.map((finding) => (
          <FindingRow key={finding.resource} finding={finding} />
        ))}
      </ul>
      {resting.length > 0 ? (
        <section class="section">
          <h2>Left alone for a while</h2>
          <ul class="rows">
            {resting.map(({ resource, at, why }) => (
              <li class="row" key={resource}>
                <div class="row-main">
                  <span>{resource}</span>
                  <span class="quiet small">{why}</span>
                </div>
                <span class="quiet small">
                  <Since at={at} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function noteOf({ count, unpriced }: IdleSum): string {
  return unpriced === 0 ? `${count} in all` : `${count} in all, ${unpriced} without a known price`;
}

function FindingRow({ finding }: { readonly finding: IdleFinding }) {
  const { resource, name, kind, arn, status, since, because, monthly, notActed, undo } = finding;
  return (
    <li class="row">
      <Badge tone={tones[status]}>{status}</Badge>
      <div class="row-main">
        <span title={arn}>
          <span class="strong">{name}</span> <span class="quiet">{kind.replaceAll("-", " ")}</span>
        </span>
        <span class="quiet small">
          <Sentence text={because} />
        </span>
        {notActed === null ? null : <span class="quiet small">Nothing is done to it: {notActed}</span>}
        {undo === null ? null : (
          <span class="small">
            Taking it back: {undo}. <code>driftwheel idle undo {resource}</code>
          </span>
        )}
      </div>
      <span class="row-end">
        <span class="strong">{monthly === null ? "no known price" : `${money(monthly)} a month`}</span>
        <span class="quiet small">
          <Since at={since} />
        </span>
      </span>
    </li>
  );
}
