import { type LookupAddress, lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { forbidden, type Reachable } from "./address.ts";
import { ForbiddenTarget } from "./target.ts";

/** All addresses of a name. */
export type Resolve = (name: string) => Promise<readonly LookupAddress[]>;

/** As the machine resolves names: hosts file, then DNS. */
const systemResolve: Resolve = (name) =>
  new Promise((resolve, reject) => {
    lookup(name, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });

/**
 * Resolves for one connection and lets it through only if every address of the name may be connected to. The socket
 * gets the very addresses that were checked and asks nobody again, so a name that changes between two questions gains
 * nothing.
 */
export function checkedLookup(reachable: Reachable, resolve: Resolve = systemResolve): LookupFunction {
  return (name, options, callback) => {
    const answer = (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => {
      const [first] = addresses;
      if (options.all) callback(error, [...addresses]);
      else callback(error, first?.address ?? "", first?.family ?? 0);
    };
    resolve(name).then(
      (addresses) => {
        const why = addresses.map(({ address }) => forbidden(address, reachable)).find((one) => one !== null);
        if (addresses.length === 0) answer(new ForbiddenTarget(`${name} has no address`), []);
        else if (why) answer(new ForbiddenTarget(`${name}: ${why}; only public addresses are sent to`), []);
        else answer(null, addresses);
      },
      (error: unknown) => answer(error instanceof Error ? error : new Error(String(error)), []),
    );
  };
}
