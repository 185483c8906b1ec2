import { moneyOf } from "../words/money.ts";
import { type MonthTotal, monthWords, totalOf } from "./cost-months.ts";

interface Bars {
  readonly totals: readonly MonthTotal[];
  readonly chosen: string | null;
  readonly onChoose: (month: string | null) => void;
}

/** A bar for each month, of retrainings and trials; pressed it is the month that the page tells of. */
export function MonthBars({ totals, chosen, onChoose }: Bars) {
  const highest = Math.max(1, ...totals.map(totalOf));
  const share = (micros: number) => `${(micros / highest) * 100}%`;
  return (
    <>
      <fieldset class="bars">
        <legend class="hidden">Costs by month</legend>
        {totals.map(({ month, retrainings, trials, upkeep }) => (
          <button
            type="button"
            key={month}
            aria-pressed={chosen === month}
            onClick={() => onChoose(chosen === month ? null : month)}
          >
            <span class="bar-money">{moneyOf(retrainings + trials + upkeep)}</span>
            <span class="bar-column" aria-hidden="true">
              <span class="bar-upkeep" style={{ height: share(upkeep) }} />
              <span class="bar-trials" style={{ height: share(trials) }} />
              <span class="bar-retrainings" style={{ height: share(retrainings) }} />
            </span>
            <span class="small quiet">{monthWords(month)}</span>
          </button>
        ))}
      </fieldset>
      <p class="legend small quiet">
        <span class="swatch bar-retrainings" /> Retrainings <span class="swatch bar-trials" /> Trials{" "}
        <span class="swatch bar-upkeep" /> Upkeep
      </p>
    </>
  );
}
