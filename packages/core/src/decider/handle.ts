import type { ModelPolicy } from "../policy/policy.ts";
import type { Effect, EffectKind } from "../vocabulary/effect.ts";
import type { Entry } from "../vocabulary/entry.ts";
import { EndpointDiffers, PassingRefusal, Refused, TransientError } from "../vocabulary/errors.ts";
import type { Facts } from "../vocabulary/fact.ts";
import type { Clock, EffectPerformer, FactFinder } from "../vocabulary/ports.ts";
import type { EffectAnswered, Signal } from "../vocabulary/signal.ts";
import type { State } from "../vocabulary/state.ts";
import { decide } from "./decide.ts";
import { waitsForPerson } from "./effects/wanted.ts";
import { questions } from "./questions.ts";
import { keepSnapshot, type Ledgers, type ReadState, readState, readWhole } from "./read-state.ts";
import { waitsForAnother } from "./scaling/effects.ts";

export interface Ports extends Ledgers {
  readonly facts: FactFinder;
  readonly effects: EffectPerformer;
  readonly clock: Clock;
}

export interface Runtime {
  readonly ports: Ports;
  /** The kinds of effects that this process may perform; others are left to the process whose work they are. */
  readonly performs: ReadonlySet<EffectKind>;
  /**
   * Milliseconds after which an effect that nobody confirmed counts as abandoned and is performed by whoever
   * comes next; shorter than the visibility timeout of the queue, so that a redelivery finds it abandoned.
   */
  readonly grace: number;
  /**
   * Kinds that are this process's own work, whoever asked for them: performed without waiting for the grace to
   * pass. Only for effects that compare before they act; a message, once sent, cannot be compared with anything.
   */
  readonly eager: ReadonlySet<EffectKind>;
}

export interface Handled {
  readonly state: State;
  readonly appended: readonly Entry[];
  /** Effects that could not be performed now (busy, throttled); their tokens stay in the ledger's outbox. */
  readonly postponed: readonly TransientError[];
  /** True when effects of an earlier delivery are perhaps still under way elsewhere: keep the message, look again. */
  readonly underWay: boolean;
}

/** Writers who meet again and again are a sign of something wrong, not of bad luck. */
const attempts = 20;
/** After so many conflicts a snapshot may be what misleads, and the whole ledger is read. */
const attemptsWithSnapshot = 3;

/**
 * The five lines that every signal goes through: read the ledger, decide, append, perform the effects, append
 * that they were done. Safe to repeat at any point.
 *
 * @throws TransientError when a fact cannot be found out now, or other writers were always first.
 * @throws BadInput when what the signal points to cannot be understood.
 */
export async function handleSignal(
  model: string,
  signal: Signal,
  policy: ModelPolicy,
  runtime: Runtime,
): Promise<Handled> {
  const first = await appendDecision(model, [signal], policy, runtime);
  const appended = [...first.appended];
  const postponed: TransientError[] = [];
  const tried = new Set<string>();
  let { state, after } = first;
  for (;;) {
    const due = dueEffects(state, appended, signal, runtime).filter(({ token }) => !tried.has(token));
    if (due.length === 0) break;
    const answers: EffectAnswered[] = [];
    for (const effect of due) {
      tried.add(effect.token);
      if (!(await isStillWanted(effect, runtime.ports))) continue;
      const answer = await perform(effect, runtime.ports);
      if (answer instanceof TransientError) postponed.push(answer);
      else answers.push(answer);
    }
    if (answers.length === 0) continue;
    const next = await appendDecision(model, answers, policy, runtime);
    appended.push(...next.appended);
    ({ state, after } = next);
  }
  await keepSnapshot({ state, after }, runtime.ports);
  const underWay =
    first.appended.length === 0 &&
    // What was refused is the sweep's to try again, however often a message comes.
    state.outbox.some(
      ({ effect, refused }) =>
        refused === null && runtime.performs.has(effect.kind) && !waitsForPerson(state, effect),
    );
  return { state, appended, postponed, underWay };
}

/**
 * Effects to perform now: those of this handling's own entries, this process's own work, and what was abandoned. What
 * the outside refused before is left to the sweep and to the process whose own work it is.
 */
function dueEffects(
  state: State,
  appended: readonly Entry[],
  signal: Signal,
  { performs, grace, eager, ports }: Runtime,
): readonly Effect[] {
  const own = new Set(appended.map(({ sequence }) => sequence));
  const open = state.outbox.map(({ effect }) => effect);
  const abandonedBefore = ports.clock.now().getTime() - grace;
  return state.outbox
    .filter(
      ({ effect, since, refused }) =>
        eager.has(effect.kind) ||
        ((refused === null || signal.kind === "swept" || signal.kind === "model-left") &&
          (own.has(effect.sequence) || Date.parse(since) <= abandonedBefore)),
    )
    .map(({ effect }) => effect)
    .filter(({ kind }) => performs.has(kind))
    .filter((effect) => !waitsForAnother(effect, open) && !waitsForPerson(state, effect));
}

/**
 * Asks the ledger once more, right before an act: since the decision another may have been taken, on which the act
 * would be wrong. Messages tell of what is written, and are true whatever was written after.
 */
async function isStillWanted({ kind, model, token }: Effect, ports: Ports): Promise<boolean> {
  if (kind === "publish-entry" || kind === "send-alert") return true;
  const { state } = await readState(model, ports);
  return state.outbox.some(({ effect }) => effect.token === token && !waitsForPerson(state, effect));
}

async function perform(effect: Effect, { effects, clock }: Ports): Promise<EffectAnswered | TransientError> {
  const answered = (
    outcome: EffectAnswered["outcome"],
    identity = `effect/${effect.token}`,
  ): EffectAnswered => ({
    kind: "effect-answered",
    identity,
    at: clock.now().toISOString(),
    model: effect.model,
    sequence: effect.sequence,
    effect: effect.kind,
    token: effect.token,
    outcome,
  });
  try {
    return answered({ ok: true, answer: await effects.perform(effect) });
  } catch (error) {
    if (error instanceof TransientError) return error;
    if (error instanceof PassingRefusal)
      return answered({ ok: false, error: error.message, tryFor: error.tryFor });
    if (error instanceof EndpointDiffers) {
      // A reading of its moment: the effect stays open, and what it comes to at last is another answer.
      const identity = `effect/${effect.token}/differs/${clock.now().toISOString()}`;
      return answered({ ok: false, error: error.message, found: error.found }, identity);
    }
    if (error instanceof Refused) return answered({ ok: false, error: error.message });
    throw error;
  }
}

async function appendDecision(
  model: string,
  signals: readonly Signal[],
  policy: ModelPolicy,
  { ports }: Runtime,
): Promise<ReadState & { readonly appended: readonly Entry[] }> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const read = await (attempt < attemptsWithSnapshot
      ? readState(model, ports)
      : readWhole(model, ports.ledger));
    let { state } = read;
    const entries: Entry[] = [];
    for (const signal of signals) {
      const facts = await findOut(state, signal, policy, ports);
      const decided = decide(state, { signal, facts }, policy, ports.clock.now());
      entries.push(...decided.entries);
      ({ state } = decided);
    }
    const last = entries.at(-1);
    if (last === undefined) return { state, after: read.after, appended: [] };
    if ((await ports.ledger.append(model, entries)) === "appended") {
      ports.known?.keep({ state, after: read.after, before: read.state.sequence, last });
      return { state, after: read.after, appended: entries };
    }
  }
  throw new TransientError(`Other writers were first ${attempts} times on the ledger of ${model}.`);
}

async function findOut(
  state: State,
  signal: Signal,
  policy: ModelPolicy,
  { facts: finder }: Ports,
): Promise<Facts> {
  let facts: Facts = {};
  for (;;) {
    const asked = questions(state, signal, facts, policy);
    if (asked.length === 0) return facts;
    for (const question of asked) facts = { ...facts, [question.ask]: await finder.answer(question) };
  }
}
