import type { PricedUse, UnitPrices } from "@driftwheel/core/costs/price-table.ts";
import type { VolumeUse } from "@driftwheel/core/vocabulary/costs.ts";
import { PersonError } from "../context/errors.ts";
import { type Offer, pricesIn, type Wanted } from "./offer-file.ts";

/** What a usage type is about: `USE1-Train:ml.m5.large`, `USE1-Studio:JupyterLab-ml.m5.large`. */
const instance =
  /^(?:[A-Z0-9]+-)?(Train|Processing|Tsform|Host|Notebk|Studio:JupyterLab|Studio:CodeEditor|Studio:KernelGateway)[:-](ml\.[a-z0-9-]+\.[a-z0-9-]+)$/;

/** Volumes of jobs, endpoints and notebook instances are gp2, and those of Studio's spaces gp3. */
const volume =
  /^(?:[A-Z0-9]+-)?(?:(Train|Processing|Host|Notebk):VolumeUsage(?:\.gp2)?|(Studio):VolumeUsage\.gp3)$/;

const uses: Readonly<Record<string, PricedUse>> = {
  Train: "training",
  Processing: "processing",
  Tsform: "transform",
  Host: "hosting",
  Notebk: "notebook",
  "Studio:JupyterLab": "studio-jupyterlab",
  "Studio:CodeEditor": "studio-code-editor",
  "Studio:KernelGateway": "studio-kernel-gateway",
};

const volumes: Readonly<Record<string, VolumeUse>> = {
  Train: "training",
  Processing: "processing",
  Host: "hosting",
  Notebk: "notebook",
  Studio: "studio",
};

/** Hours of instances and months of gigabytes; other kinds of use, reserved capacity among them, are named otherwise. */
export const sageMaker: Wanted = {
  code: "AmazonSageMaker",
  takes: (usageType, unit) =>
    (unit === "Hrs" && instance.test(usageType)) || (unit === "GB-Mo" && volume.test(usageType)),
  digits: 6,
};

/** @throws PersonError where the file has no price of an instance hour */
export function sageMakerPrices(
  offer: Offer,
  name: string,
): {
  readonly prices: UnitPrices;
  readonly count: number;
  readonly ambiguous: readonly string[];
} {
  const hourly: { [Use in PricedUse]?: Record<string, string> } = {};
  const monthly: { [Use in VolumeUse]?: string } = {};
  const { prices, ambiguous } = pricesIn(offer);
  for (const [key, price] of prices) {
    const [, kind = "", type = ""] = instance.exec(key) ?? [];
    const [, ofJobs, ofStudio] = volume.exec(key) ?? [];
    const use = uses[kind];
    const volumeUse = volumes[ofJobs ?? ofStudio ?? ""];
    if (use) hourly[use] = { ...hourly[use], [type]: price };
    if (volumeUse) monthly[volumeUse] = price;
  }
  if (Object.keys(hourly).length === 0)
    throw new PersonError(`${name} has no price of an instance hour on demand.`);
  const withVolumes = Object.keys(monthly).length > 0 ? { ...hourly, volumes: monthly } : hourly;
  return { prices: withVolumes, count: prices.length, ambiguous };
}
