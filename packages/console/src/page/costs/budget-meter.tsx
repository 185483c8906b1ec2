import type { Budget } from "../api/api-types.ts";
import { Badge } from "../parts/status.tsx";
import { Since } from "../parts/time.tsx";
import { moneyOf } from "../words/money.ts";

/** How much of a budget is spent in the last 30 days. */
export function BudgetMeter({ budget }: { readonly budget: Budget }) {
  const { micros, spent, estimated, left, alertAt, nextPossible } = budget;
  return (
    <div class="budget">
      <meter
        min={0}
        max={micros}
        high={micros * alertAt}
        value={spent}
        aria-label={`${moneyOf(spent)} of ${moneyOf(micros)} spent in 30 days`}
      />
      <span class="small">
        {moneyOf(spent)} <span class="quiet">of {moneyOf(micros)} in 30 days</span>
        {estimated > 0 ? <span class="quiet">, {moneyOf(estimated)} of it estimated</span> : null}
      </span>
      {nextPossible === null ? (
        <span class="small quiet">{moneyOf(left)} left</span>
      ) : (
        <span class="small">
          <Badge tone="attention">Used up</Badge> the next run fits <Since at={nextPossible} />
        </span>
      )}
    </div>
  );
}
