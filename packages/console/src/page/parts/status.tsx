import type { ModelStatus } from "../api/api-types.ts";
import { statusTones, statusWords, type Tone } from "../words/tone.ts";

interface Badge {
  readonly tone: Tone;
  readonly children: string;
}

/** A word with the sign and colour of how things stand: never the colour alone. */
export function Badge({ tone, children }: Badge) {
  return (
    <span class={`badge tone-${tone}`}>
      <Sign tone={tone} />
      {children}
    </span>
  );
}

/** A model's status. */
export function Status({ status }: { readonly status: ModelStatus }) {
  return <Badge tone={statusTones[status]}>{statusWords[status]}</Badge>;
}

const shapes: Readonly<Record<Tone, string>> = {
  good: "M3.5 8.5l3 3 6-7",
  bad: "M4 4l8 8M12 4l-8 8",
  attention: "M8 3v6M8 12v1",
  active: "M6 4l5 4-5 4",
  quiet: "M5 8h6",
};

/** A tone's sign, for eyes; what it means stands beside it. */
export function Sign({ tone }: { readonly tone: Tone }) {
  return (
    <svg class={`sign tone-${tone}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={shapes[tone]} />
    </svg>
  );
}
