import { paginateListNotebookInstances } from "@aws-sdk/client-sagemaker";
import type { NotebookFact } from "@driftwheel/core/idle/inventory.ts";
import type { IdlePolicy } from "@driftwheel/core/policy/idle/idle.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { highestOf } from "../metrics.ts";
import { tagsOf } from "./tags-of.ts";

type NotebookPolicy = NonNullable<IdlePolicy["notebooks"]>;

/** All notebook instances; of those in service for long enough also their tags, and how busy they were. */
export async function findNotebooks(
  { inServiceFor, busy }: NotebookPolicy,
  now: Date,
): Promise<readonly NotebookFact[]> {
  const listed: Omit<NotebookFact, "tags" | "busiest">[] = [];
  for await (const page of paginateListNotebookInstances({ client: sageMaker() }, { MaxResults: 100 })) {
    for (const found of page.NotebookInstances ?? []) {
      const { NotebookInstanceName: name, NotebookInstanceArn: arn, LastModifiedTime } = found;
      if (!name || !arn || !LastModifiedTime) continue;
      listed.push({
        ...{ name, arn, status: found.NotebookInstanceStatus ?? "Unknown" },
        instanceType: found.InstanceType ?? null,
        changedAt: LastModifiedTime.toISOString(),
      });
    }
  }
  const candidates = listed.filter(
    ({ status, changedAt }) =>
      status === "InService" && now.getTime() - Date.parse(changedAt) >= inServiceFor,
  );
  const busiest = busy
    ? await highestOf(
        candidates.map(({ name }) => ({
          key: name,
          namespace: busy.namespace,
          name: busy.name,
          dimensions: { [busy.dimension]: name },
        })),
        { start: new Date(now.getTime() - busy.over), end: now, periodSeconds: 300 },
      )
    : new Map<string, number>();
  const facts: NotebookFact[] = [];
  for (const one of listed) {
    const tags = candidates.includes(one) ? await tagsOf(one.arn) : {};
    facts.push({ ...one, tags, busiest: busiest.get(one.name) ?? null });
  }
  return facts;
}
