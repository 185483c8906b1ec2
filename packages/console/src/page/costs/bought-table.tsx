import type { Bought } from "../api/api-types.ts";
import { Badge } from "../parts/status.tsx";
import { Time } from "../parts/time.tsx";
import { addressOf } from "../routing/routes.ts";
import { becameTones, becameWords, broughtWords, paidWords } from "./cost-months.ts";

/** Retrainings with what they cost, what became of them, and what that brought. */
export function BoughtTable({
  bought,
}: {
  readonly bought: readonly (Bought & { readonly model: string })[];
}) {
  if (bought.length === 0) return <p class="quiet">No retraining began in this month.</p>;
  return (
    <table class="small-table">
      <caption class="hidden">What retrainings cost and brought</caption>
      <thead>
        <tr>
          <th scope="col">Retraining</th>
          <th scope="col">Asked for by</th>
          <th scope="col" class="end">
            Cost
          </th>
          <th scope="col">Brought</th>
          <th scope="col">Became</th>
        </tr>
      </thead>
      <tbody>
        {bought.map((one) => (
          <tr key={`${one.model} ${one.sequence}`}>
            <th scope="row">
              <a href={addressOf("entry", { model: one.model, sequence: String(one.sequence) })}>
                {one.model}
                {one.version === null ? "" : ` v${one.version}`}
              </a>{" "}
              <span class="quiet">
                <Time at={one.at} />
              </span>
            </th>
            <td data-label="Asked for by">{one.askedBy === "new-data" ? "new data" : one.askedBy}</td>
            <td class="end" data-label="Cost">
              {paidWords(one.micros, one.complete)}
            </td>
            <td data-label="Brought">{broughtWords(one)}</td>
            <td>
              <Badge tone={becameTones[one.became]}>{becameWords[one.became]}</Badge>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
