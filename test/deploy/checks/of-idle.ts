import type { Fleet } from "@driftwheel/core/policy/policy.ts";

type Idle = NonNullable<Fleet["idle"]>;

const stops = ({ notebooks }: Idle) => notebooks?.act === "stop";
const sets = ({ studio }: Idle) => studio?.act === "set";
const stopsApps = ({ studio }: Idle) => studio?.apps?.act === "stop";
const deletes = ({ endpoints }: Idle) => endpoints?.act === "delete";
const cleans = ({ leftovers }: Idle) => leftovers?.act === "delete";

/** What the function idle calls only where a section of the fleet's idle acts. Its bundle can do all of it. */
const acts: Readonly<Record<string, (idle: Idle) => boolean>> = {
  "sagemaker:DescribeNotebookInstance": stops,
  "sagemaker:StartNotebookInstance": stops,
  "sagemaker:StopNotebookInstance": stops,
  "sagemaker:UpdateDomain": sets,
  "sagemaker:UpdateUserProfile": sets,
  "sagemaker:UpdateSpace": sets,
  "sagemaker:DescribeApp": stopsApps,
  "sagemaker:DeleteApp": stopsApps,
  "sagemaker:CreateApp": stopsApps,
  "sagemaker:CreateEndpoint": deletes,
  "sagemaker:DeleteEndpoint": deletes,
  "sagemaker:DescribeModel": cleans,
  "sagemaker:DeleteModel": cleans,
  "sagemaker:DeleteEndpointConfig": cleans,
};

/** True for an action of the function idle that the fleet wants nothing of. */
export function isUnneededForIdle(name: string, action: string, { idle }: Fleet): boolean {
  if (name !== "idle" || !idle) return false;
  // Its alerts have no links, so that it needs no key to sign them with.
  if (action === "ssm:GetParameter") return true;
  return acts[action]?.(idle) === false;
}
