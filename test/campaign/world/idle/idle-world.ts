import { publishIdleEntry } from "@driftwheel/aws/effects/publish-entry.ts";
import { failure } from "@driftwheel/aws/failure.ts";
import { awsIdleActor } from "@driftwheel/aws/idle/actor.ts";
import { findInventory } from "@driftwheel/aws/idle/inventory/inventory.ts";
import { notify } from "@driftwheel/core/alerts/notifier.ts";
import type { IdleEntry } from "@driftwheel/core/idle/entry.ts";
import type { IdleLedger, IdlePorts } from "@driftwheel/core/idle/ports.ts";
import { runIdle } from "@driftwheel/core/idle/run.ts";
import { type IdleState, replayIdle } from "@driftwheel/core/idle/state.ts";
import { type UndoAnswer, undoIdle } from "@driftwheel/core/idle/undo.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { sizes } from "../../../../stacks/functions/sizes.ts";
import { entriesOf } from "../../../idle/account/ledger-of-rollouts.ts";
import type { VirtualTime } from "../../../world/virtual-time.ts";
import type { Functions } from "../functions.ts";
import type { Journal } from "../journal.ts";
import type { CampaignLedger } from "../ledger.ts";
import type { Outside } from "../outside.ts";
import type { CampaignPorts } from "../ports.ts";
import { type IdleAccount, idleIds } from "./account.ts";
import { idlePolicy } from "./policy.ts";

const minute = 60_000;
const runEvery = 30 * minute;
/** Lambda calls a function again that its schedule called in vain, twice. */
const retries = [minute, 2 * minute];
/** So often a person asks again for an undo that is under way. */
const patience = 60;

interface IdleWorldSettings {
  readonly time: VirtualTime;
  readonly outside: Outside;
  readonly journal: Journal;
  readonly functions: Functions;
  readonly ports: CampaignPorts;
  readonly account: IdleAccount;
  readonly ledger: CampaignLedger;
  readonly fleet: () => Fleet;
  /** After so many milliseconds a scheduled run is called a second time; null: never. */
  readonly repeatAfter: (run: number) => number | null;
}

/** The function `idle` on its schedule, and people who use what stands idle, forbid it and take it back. */
export class IdleWorld {
  readonly entries: IdleEntry[] = [];
  readonly account: IdleAccount;
  /** What people were answered on their undos. */
  readonly answers: { readonly resource: string; readonly answer: UndoAnswer }[] = [];
  private readonly settings: IdleWorldSettings;
  private runs = 0;

  constructor(settings: IdleWorldSettings) {
    this.settings = settings;
    this.account = settings.account;
    settings.time.after(runEvery, () => this.onSchedule());
  }

  state(): IdleState {
    return replayIdle(this.entries);
  }

  /** A person does something with a resource, by its number. */
  use(which: number): void {
    this.at(which)?.use(this.settings.time.now().getTime());
  }

  forbid(which: number): void {
    this.at(which)?.forbid(this.settings.time.now().getTime());
  }

  /** A person takes back what was done to one of the resources that are stopped; nobody does when none is. */
  undo(which: number): void {
    const all = Object.values(this.state().open).filter(({ status }) => status === "stopped");
    const stopped = all[which % Math.max(1, all.length)];
    if (stopped) this.askUndo(stopped.resource, 1);
  }

  private askUndo(resource: string, attempt: number): void {
    const { functions, time } = this.settings;
    let answer: UndoAnswer | null = null;
    const act = async () => {
      answer = await undoIdle(idlePolicy, { resource, by: "ada", because: "She needs it." }, this.ports());
    };
    functions.invoke("idle", sizes.idle.timeout, act, () => {
      if (answer !== null && answer.result !== "pending") this.answers.push({ resource, answer });
      else if (attempt < patience) time.after(minute, () => this.askUndo(resource, attempt + 1));
    });
  }

  private onSchedule(): void {
    const { time, repeatAfter } = this.settings;
    time.after(runEvery, () => this.onSchedule());
    this.look(0);
    const again = repeatAfter(++this.runs);
    if (again !== null) time.after(again, () => this.look(0));
  }

  private look(attempt: number): void {
    const { functions, time, fleet } = this.settings;
    const act = async () => {
      await runIdle({ idle: idlePolicy, models: fleet().models }, this.ports());
    };
    functions.invoke("idle", sizes.idle.timeout, act, ({ how }) => {
      const wait = retries[attempt];
      if (how !== "done" && wait !== undefined) time.after(wait, () => this.look(attempt + 1));
    });
  }

  private ports(): IdlePorts {
    const { time, ports, fleet, ledger } = this.settings;
    const willow = entriesOf([{ version: 2, endedAt: new Date("2026-05-03T00:00:00.000Z") }], "willow");
    const ledgers = {
      models: Object.keys(fleet().models),
      ledger: {
        read: async (model: string) => (model === "willow" ? willow : await ledger.store.read(model)),
      },
    };
    return {
      clock: time,
      ledger: this.store(),
      actor: awsIdleActor(time),
      price: () => null,
      inventory: (policy, state, now) => findInventory(policy, { state, now, fleet: ledgers }),
      // As functions/idle/idle-ports.ts.
      tell: (alert) => named("telling of idle resources", () => notify(alert, ports.notifier)),
      announce: async (entry) =>
        void (await named(`announcing ${entry.kind}`, () => publishIdleEntry(entry, "driftwheel"))),
    };
  }

  /** The account's ledger, each access a call that can be slow, refused, lost or the process's last. */
  private store(): IdleLedger {
    const { outside, journal } = this.settings;
    return {
      read: () =>
        named("reading the account's ledger", () => outside.call("read-idle", () => [...this.entries])),
      append: (added) =>
        named("appending to the account's ledger", () =>
          outside.call("append-idle", (_, process) => {
            if (added[0]?.sequence !== this.entries.length + 1) return "conflict" as const;
            this.entries.push(...added);
            for (const entry of added) journal.write({ kind: "idle-entry", entry, process: process.name });
            return "appended" as const;
          }),
        ),
    };
  }

  private at(which: number) {
    const id = idleIds[which % idleIds.length] ?? "";
    // Nobody uses a model that nothing serves.
    return /^(model|endpoint-config)\//.test(id) ? null : this.account.resource(id);
  }
}

async function named<Answer>(doing: string, act: () => Promise<Answer>): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    throw failure(error, doing);
  }
}
