import { Badge } from "../parts/status.tsx";
import { Since } from "../parts/time.tsx";
import type { NextStep } from "./next-steps.ts";

/** What happens next, and when at the latest. */
export function NextList({ steps }: { readonly steps: readonly NextStep[] }) {
  return (
    <section class="card" aria-label="What happens next">
      <h2>Next</h2>
      <ul class="next">
        {steps.map(({ what, by, who }) => (
          <li key={what}>
            <span>{what}</span>
            <span class="next-when">
              {who === "person" ? <Badge tone="attention">a person</Badge> : null}
              {by === null ? null : (
                <span class="quiet">
                  at the latest <Since at={by} />
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
