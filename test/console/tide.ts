import type { ApiPorts } from "@driftwheel/api/ports.ts";
import { type ApiWorld, apiWorld, people } from "@driftwheel/api/testing/world.ts";
import { consoleFolder } from "@driftwheel/local/console/console-folder.ts";
import { consolePage } from "@driftwheel/local/console/console-page.ts";
import { listen } from "@driftwheel/local/http/listen.ts";

export interface Tide {
  /** Where the console is. */
  readonly url: string;
  readonly world: ApiWorld;
  close(): Promise<void>;
}

/**
 * The console over the API with a ledger in memory and the real decider; every request comes from this person.
 *
 * @param replaced of what the API is given, another ledger, say
 */
export async function startTide(
  person: keyof typeof people = "approver",
  replaced: Partial<ApiPorts> = {},
): Promise<Tide> {
  const world = apiWorld(replaced);
  const page = consolePage(consoleFolder);
  const { url, close } = await listen(0, {
    log: (line) => console.error(line),
    async answer(call) {
      const served = await page.answer(call);
      if (served) return served;
      const body = await call.body();
      const answer = await world.app.request(
        `${call.path}${call.rawQuery === "" ? "" : `?${call.rawQuery}`}`,
        { method: call.method, headers: { ...call.headers }, ...(body.length > 0 ? { body } : {}) },
        people[person],
      );
      return {
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: await answer.text(),
      };
    },
  });
  return { url, world, close };
}
