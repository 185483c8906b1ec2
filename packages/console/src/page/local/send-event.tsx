import { useEffect, useState } from "preact/hooks";
import type { ModelSummary } from "../api/api-types.ts";
import { Sentence } from "../parts/sentence.tsx";
import { Sign } from "../parts/status.tsx";
import { addressOf } from "../routing/routes.ts";
import { answers } from "../store/answers.ts";
import { useLedger } from "../store/ledger.ts";
import { useResource } from "../store/use-resource.ts";
import { kindTone } from "../words/tone.ts";
import { type Sample, samplesFor, sendEvent } from "./samples.ts";

/** Sends an event as it could come, and shows what came of it. */
export function SendEvent({ model: { model, endpoint, sequence } }: { readonly model: ModelSummary }) {
  const policy = useResource(answers.policy(model)).body;
  const monitor = policy?.settings.find(({ path }) => path === "drift.monitor")?.value ?? "external";
  const ledger = useLedger(model, sequence);
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  const [chosen, setChosen] = useState(0);
  const [text, setText] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [since, setSince] = useState<number | null>(null);
  useEffect(() => {
    void samplesFor({ model, endpoint, monitor }).then((found) => setSamples(found ?? []));
  }, [model, endpoint, monitor, since]);
  const sample = samples[chosen];
  const shown = text ?? (sample === undefined ? "" : JSON.stringify(sample.detail, null, 2));

  async function send() {
    if (sample === undefined) return;
    const detail = objectIn(shown);
    if (detail === null) {
      setFailure("This is no JSON object.");
      return;
    }
    const { bus, source, detailType } = sample;
    const found = await sendEvent({ bus, source, detailType, detail });
    setFailure(found);
    if (found !== null) return;
    setText(null);
    setSince(sequence);
    await answers.fleet().refresh();
  }

  const came = since === null ? [] : ledger.part.value.entries.filter((entry) => entry.sequence > since);
  return (
    <section class="card section" aria-label="Send an event">
      <h2>Send an event</h2>
      <div class="aside-columns">
        <fieldset class="picks">
          <legend class="hidden">Samples</legend>
          {samples.map(({ name, about }, index) => (
            <button
              type="button"
              key={name}
              aria-pressed={index === chosen}
              onClick={() => {
                setChosen(index);
                setText(null);
              }}
            >
              <span class="strong">{name}</span>
              <span class="quiet small">{about}</span>
            </button>
          ))}
        </fieldset>
        <div class="event-form">
          <label class="field">
            <span>
              Detail{" "}
              {sample === undefined ? null : (
                <span class="quiet">
                  {sample.detailType}, from {sample.source} on the bus {sample.bus}
                </span>
              )}
            </span>
            <textarea
              class="code"
              rows={12}
              spellcheck={false}
              value={shown}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          </label>
          {failure === null ? null : (
            <p class="notice notice-bad" role="alert">
              {failure}
            </p>
          )}
          <button type="button" class="button button-primary" onClick={() => void send()}>
            Send
          </button>
          {since === null ? null : (
            <div role="status">
              <h3>What came of it</h3>
              {came.length === 0 ? (
                <p class="quiet">Sent. No entry yet: what says nothing new is written nowhere.</p>
              ) : (
                <ol class="came">
                  {came.map(({ sequence: number, kind, because }) => (
                    <li key={number}>
                      <Sign tone={kindTone(kind)} />
                      <span>
                        <a href={addressOf("entry", { model, sequence: String(number) })}>{kind}</a>{" "}
                        <Sentence text={because} />
                      </span>
                    </li>
                  ))}
                </ol>
              )}
            </div>
          )}
        </div>
      </div>
    </section>
  );
}

function objectIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? // Every object is a record.
        (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}
