import { PutParameterCommand } from "@aws-sdk/client-ssm";
import { ssm } from "../clients/ssm.ts";
import { type FoundParameter, readParameter } from "./found-route.ts";

interface Replaced {
  readonly version: number;
  /** What someone else wrote after the parameter was read, which is there again; null where nobody did. */
  readonly putBack: string | null;
}

/**
 * Writes over what was read a moment before. Parameter Store takes no condition on a value, but it numbers its versions and
 * keeps the last hundred: one that came in between shows by the number, and what it holds is put back unless it may be
 * written over, as the value itself may.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html
 *
 * @param found as it was read
 * @param mayHold which values may be written over
 */
export async function replaceParameter(
  name: string,
  value: string,
  found: FoundParameter,
  mayHold: (value: string) => boolean,
): Promise<Replaced> {
  const version = await write(name, value);
  if (version === found.version + 1) return { version, putBack: null };
  // The client writes again what it had no answer to, so that several of them may be its own. A lower number is of a new parameter.
  const before = version > found.version ? found.version : 0;
  for (let at = version - 1; at > before; at -= 1) {
    const { value: between } = await readParameter(`${name}:${at}`);
    if (between === value) continue;
    if (between === null || mayHold(between)) break;
    return { version: await write(name, between), putBack: between };
  }
  return { version, putBack: null };
}

async function write(Name: string, Value: string): Promise<number> {
  const { Version = 0 } = await ssm().send(new PutParameterCommand({ Name, Value, Overwrite: true }));
  return Version;
}
