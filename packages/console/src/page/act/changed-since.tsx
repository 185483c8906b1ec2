import type { Entry } from "../api/api-types.ts";
import { Sentence } from "../parts/sentence.tsx";
import { Sign } from "../parts/status.tsx";
import { kindTone } from "../words/tone.ts";

/** What the ledger got since a person looked, so that they can decide on what is so now. */
export function ChangedSince({ entries }: { readonly entries: readonly Entry[] }) {
  if (entries.length === 0) return null;
  return (
    <section class="changed" aria-label="What has changed since you looked">
      <h3>Since you looked</h3>
      <ul>
        {entries.map(({ sequence, kind, because }) => (
          <li key={sequence}>
            <Sign tone={kindTone(kind)} />
            <span>
              {kind} <span class="quiet">#{sequence}</span> <Sentence text={because} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
