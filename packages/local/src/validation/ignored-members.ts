import { type ModelledService, serviceModel } from "../service-models/service-model.ts";
import type { World } from "../world.ts";

type Input = Readonly<Record<string, unknown>>;

/** By world, then by operation: the members about which it is known already whether they are read. */
const known = new WeakMap<World, Map<string, Set<string>>>();

/**
 * Runs an operation, and tells the operator of members of the request that the service knows and nothing here has
 * read: each once, when it is first met. The caller is not told, as the service would do what it was asked.
 */
export async function tellingOfIgnored<Output>(
  world: World,
  { service, operation }: { readonly service: ModelledService; readonly operation: string },
  input: Input,
  run: (input: Input) => Promise<Output>,
): Promise<Output> {
  const met = metBy(world, `${service} ${operation}`);
  const fresh = Object.keys(input).filter((member) => !met.has(member));
  if (fresh.length === 0) return await run(input);
  const read = new Set<string | symbol>();
  const watched = new Proxy(input, {
    get(target, member) {
      read.add(member);
      return Reflect.get(target, member);
    },
  });
  const output = await run(watched);
  // What is refused is no use of its members; the next one may be.
  tellIgnored(
    world,
    { service, operation },
    fresh.filter((member) => !read.has(member)),
  );
  for (const member of fresh) met.add(member);
  return output;
}

/** Tells the operator of members that are not implemented, each once. */
export function tellIgnored(
  world: World,
  { service, operation }: { readonly service: ModelledService; readonly operation: string },
  members: readonly string[],
): void {
  if (members.length === 0) return;
  const met = metBy(world, `${service} ${operation}`);
  const { shapes, operations } = serviceModel(service);
  const shape = shapes[operations[operation]?.input ?? ""];
  for (const member of members) {
    if (met.has(member) || !Object.hasOwn(shape?.members ?? {}, member)) continue;
    met.add(member);
    world.warn(
      `${service}: ${operation} was asked with ${member}, which is not implemented here and does nothing.`,
    );
  }
}

function metBy(world: World, operation: string): Set<string> {
  const ofWorld = known.get(world) ?? new Map<string, Set<string>>();
  known.set(world, ofWorld);
  const met = ofWorld.get(operation) ?? new Set<string>();
  ofWorld.set(operation, met);
  return met;
}
