import type { Entry } from "../api/api-types.ts";
import { CopyMenu, linkTo } from "../parts/copy-menu.tsx";
import { DataList } from "../parts/data-list.tsx";
import { Known } from "../parts/known.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { Time } from "../parts/time.tsx";
import { addressOf } from "../routing/routes.ts";
import { answers } from "../store/answers.ts";
import { useResource } from "../store/use-resource.ts";
import { CauseGraphDrawing } from "./cause-graph-drawing.tsx";

/** All of one entry: its sentence, what led to it and what followed, and what it carries. */
export function EntryDetails({ entry }: { readonly entry: Entry }) {
  const { model, sequence } = entry;
  const resource = answers.explanation(model, sequence);
  const snapshot = useResource(resource);
  const address = addressOf("entry", { model, sequence: String(sequence) });
  return (
    <div class="entry-details">
      <p class="because">
        <Sentence text={entry.because} />
      </p>
      <div class="entry-facts">
        <span class="quiet">
          Entry <a href={address}>#{sequence}</a>, <code>{entry.kind}</code>, <Time at={entry.at} />
        </span>
        <CopyMenu
          of={`entry ${sequence}`}
          copies={[
            { label: "Link", text: () => linkTo(address) },
            { label: "JSON", text: () => JSON.stringify(entry, null, 2) },
            { label: "Sentence", text: () => entry.because },
          ]}
        />
      </div>
      <h3>Causes and effects</h3>
      <Known what="the explanation" resource={resource} snapshot={snapshot}>
        {(explanation) => (
          <>
            {explanation.signal === null ? null : (
              <p class="quiet small clip" title={explanation.signal}>
                Began with the signal {explanation.signal}
              </p>
            )}
            <CauseGraphDrawing explanation={explanation} />
            {explanation.links.length > 0 ? (
              <p>
                {explanation.links.map(({ label, url }) => (
                  <a key={url} class="outside" href={url} rel="noreferrer" target="_blank">
                    {label}
                  </a>
                ))}
              </p>
            ) : null}
          </>
        )}
      </Known>
      <details>
        <summary>What it carries</summary>
        <DataList data={entry.data} />
      </details>
    </div>
  );
}
