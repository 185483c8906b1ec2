import { useEffect, useState } from "preact/hooks";
import type { CostsOfModel, MonthOfCosts } from "../api/api-types.ts";
import { KeyFigure, KeyFigures } from "../parts/figures.tsx";
import { Known } from "../parts/known.tsx";
import { EmptyState } from "../parts/notice.tsx";
import { place, setQuery } from "../routing/place.ts";
import { addressOf } from "../routing/routes.ts";
import { answers } from "../store/answers.ts";
import { useResource } from "../store/use-resource.ts";
import { moneyOf } from "../words/money.ts";
import { counted } from "../words/numbers.ts";
import { BoughtTable } from "./bought-table.tsx";
import { BudgetMeter } from "./budget-meter.tsx";
import { monthTotals, monthWords, totalOf } from "./cost-months.ts";
import { MonthBars } from "./month-bars.tsx";

interface Costs {
  readonly models: readonly CostsOfModel[];
  readonly months: readonly MonthOfCosts[];
}

/** What retrainings and trials cost, and what they brought. */
export function CostsView() {
  return (
    <main class="page">
      <h1>Costs</h1>
      <Pages after={null} before={{ models: [], months: [] }} />
    </main>
  );
}

interface PageOf {
  /** The last model of the pages before; null for the first page. */
  readonly after: string | null;
  readonly before: Costs;
}

/** A page of the answer added to those before it. */
function Pages({ after, before }: PageOf) {
  const resource = answers.costs(after);
  const snapshot = useResource(resource);
  const [more, setMore] = useState<string | null>(null);
  const next = snapshot.body?.next ?? null;
  useEffect(() => {
    if (next === null) setMore(null);
  }, [next]);
  return (
    <Known what="the costs" resource={resource} snapshot={snapshot}>
      {({ models, months }) => {
        const all = { models: [...before.models, ...models], months: [...before.months, ...months] };
        if (more !== null) return <Pages key={more} after={more} before={all} />;
        return (
          <>
            <Told {...all} />
            {next === null ? null : (
              <button type="button" class="button" onClick={() => setMore(next)}>
                More models
              </button>
            )}
          </>
        );
      }}
    </Known>
  );
}

function Told({ models, months }: Costs) {
  const totals = monthTotals(months);
  const named = place.value.query.month ?? null;
  const month = totals.find((one) => one.month === named) ?? totals.at(-1);
  if (!month) {
    return models.some(({ recorded }) => recorded) ? (
      <>
        <EmptyState title="Nothing was paid yet">
          The first retraining or trial is here when it has ended, with what it cost.
        </EmptyState>
        <Models models={models} months={[]} month={null} />
      </>
    ) : (
      <EmptyState title="Costs are not written down">
        Name prices in the fleet's <code>costs</code>, or give a model a <code>retrain.budget</code>.
      </EmptyState>
    );
  }
  const its = months.filter((one) => one.month === month.month);
  const bought = its.flatMap((one) => one.bought.map((of) => ({ ...of, model: one.model })));
  const promoted = bought.filter(({ became }) => became === "promoted").length;
  return (
    <>
      <KeyFigures>
        <KeyFigure
          label={monthWords(month.month)}
          note={`${counted(month.count, "retraining or trial", "retrainings and trials")}`}
        >
          {moneyOf(totalOf(month))}
        </KeyFigure>
        <KeyFigure label="Retrainings">{moneyOf(month.retrainings)}</KeyFigure>
        <KeyFigure label="Trials">{moneyOf(month.trials)}</KeyFigure>
        {month.upkeep > 0 ? (
          <KeyFigure label="Upkeep" note="Driftwheel itself, and watching">
            {moneyOf(month.upkeep)}
          </KeyFigure>
        ) : null}
        <KeyFigure label="Promoted" note={`of ${counted(bought.length, "retraining")}`}>
          {promoted}
        </KeyFigure>
        {month.unknown > 0 ? (
          <KeyFigure label="Not all is known of" note="more may have been paid">
            {month.unknown}
          </KeyFigure>
        ) : null}
      </KeyFigures>
      <section class="card">
        <h2>By month</h2>
        <MonthBars
          totals={totals.slice(-12)}
          chosen={month.month}
          onChoose={(chosen) => setQuery({ month: chosen ?? "" })}
        />
      </section>
      <Models models={models} months={its} month={month.month} />
      <section class="card section">
        <h2>What was bought in {monthWords(month.month)}</h2>
        <BoughtTable bought={bought} />
      </section>
    </>
  );
}

interface ModelsOf extends Costs {
  readonly month: string | null;
}

function Models({ models, months, month }: ModelsOf) {
  return (
    <section class="card section">
      <h2>By model</h2>
      <table class="small-table">
        <caption class="hidden">Costs and budgets by model</caption>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col" class="end">
              {month === null ? "Paid" : monthWords(month)}
            </th>
            <th scope="col">Budget of retrainings</th>
          </tr>
        </thead>
        <tbody>
          {models.map(({ model, recorded, budget }) => (
            <tr key={model}>
              <th scope="row">
                <a href={addressOf("model", { model })}>{model}</a>
              </th>
              <td class="end" data-label="Paid">
                {recorded ? moneyOf(months.find((one) => one.model === model)?.micros ?? 0) : "not recorded"}
              </td>
              <td data-label="Budget">
                {budget === null ? <span class="quiet">none</span> : <BudgetMeter budget={budget} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
