/** An error that no code of ours knows: the process is gone. */
class Crash extends Error {
  override readonly name = "Crash";
}

/** Where a run crashes: before or after the n-th act on the outside or on the ledger, counted from 1. */
export interface CrashPlan {
  readonly act: number;
  readonly when: "before" | "after";
}

export interface Crashes {
  /** Runs an act and crashes around it if its turn has come. Names of all acts are kept, in order. */
  around<T>(name: string, act: () => Promise<T>): Promise<T>;
  readonly acts: readonly string[];
  readonly crashed: boolean;
}

export function planCrashes(plan: CrashPlan | null): Crashes {
  const acts: string[] = [];
  let crashed = false;
  return {
    acts,
    get crashed() {
      return crashed;
    },
    async around(name, act) {
      acts.push(name);
      const here = plan !== null && acts.length === plan.act && !crashed;
      if (here && plan.when === "before") {
        crashed = true;
        throw new Crash(`before ${name}`);
      }
      const result = await act();
      if (here && plan.when === "after") {
        crashed = true;
        throw new Crash(`after ${name}`);
      }
      return result;
    },
  };
}
