import { Figure } from "../parts/figure.tsx";
import { Badge } from "../parts/status.tsx";
import { type GateCheck, metricName } from "./gate-checks.ts";

/** The gate, condition by condition: the candidate's metrics beside the champion's. */
export function GateTable({ checks }: { readonly checks: readonly GateCheck[] }) {
  return (
    <table class="small-table">
      <caption class="hidden">The gate's conditions</caption>
      <thead>
        <tr>
          <th scope="col">Metric</th>
          <th scope="col" class="end">
            Candidate
          </th>
          <th scope="col" class="end">
            Champion
          </th>
          <th scope="col">Wanted</th>
          <th scope="col">Result</th>
        </tr>
      </thead>
      <tbody>
        {checks.map(({ metric, candidate, champion, condition, passed }) => (
          <tr key={`${metric} ${condition}`}>
            <th scope="row" title={metric}>
              {metricName(metric)}
            </th>
            <td class="end" data-label="Candidate">
              <Figure value={candidate} />
            </td>
            <td class="end" data-label="Champion">
              <Figure value={champion} />
            </td>
            <td data-label="Wanted">{condition}</td>
            <td>
              <Badge tone={passed ? "good" : "bad"}>{passed ? "passed" : "failed"}</Badge>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
