import type { ComponentRequirements } from "./request.ts";

/** What an instance has, or one copy needs of it. */
export interface Resources {
  /** vCPUs. */
  readonly cores: number;
  readonly accelerators: number;
  /** Megabytes. */
  readonly memory: number;
}

/** Gigabytes for each vCPU, by the first letter of a family; families with accelerators are not listed. */
const memoryPerCore: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8 };

/**
 * What an instance of a type has, by how its family is made; null where that is not known, and nothing is refused then. AWS
 * keeps a part of it for itself and does not say how much: here it is all there.
 * Source: https://aws.amazon.com/sagemaker/ai/pricing/ (vCPU and memory of each type)
 */
export function resourcesOf(instanceType: string): Resources | null {
  const [, family, size] = /^ml\.([cmr])\d\w*\.(\w+)$/.exec(instanceType) ?? [];
  if (family === undefined || size === undefined) return null;
  const cores = coresOf(size);
  const perCore = memoryPerCore[family];
  if (cores === null || perCore === undefined) return null;
  return { cores, accelerators: 0, memory: cores * perCore * 1024 };
}

function coresOf(size: string): number | null {
  if (size === "medium") return 1;
  if (size === "large") return 2;
  if (size === "xlarge") return 4;
  const times = /^(\d+)xlarge$/.exec(size)?.[1];
  return times === undefined ? null : 4 * Number(times);
}

export function neededBy(requirements: ComponentRequirements): Resources {
  return {
    cores: requirements.NumberOfCpuCoresRequired ?? 0,
    accelerators: requirements.NumberOfAcceleratorDevicesRequired ?? 0,
    memory: requirements.MinMemoryRequiredInMb,
  };
}

/** How many instances hold the copies, each of which is put where there is room first; null when `most` do not. */
export function instancesFor(copies: readonly Resources[], has: Resources, most: number): number | null {
  const left: Resources[] = [];
  for (const copy of copies) {
    const place = left.findIndex((room) => fits(copy, room));
    if (place >= 0) left[place] = without(left[place] ?? has, copy);
    else if (left.length < most && fits(copy, has)) left.push(without(has, copy));
    else return null;
  }
  return left.length;
}

function fits(copy: Resources, room: Resources): boolean {
  return copy.cores <= room.cores && copy.accelerators <= room.accelerators && copy.memory <= room.memory;
}

function without(room: Resources, copy: Resources): Resources {
  return {
    cores: room.cores - copy.cores,
    accelerators: room.accelerators - copy.accelerators,
    memory: room.memory - copy.memory,
  };
}
