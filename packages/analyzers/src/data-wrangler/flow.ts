import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { describeIssues } from "@driftwheel/core/schema/issues.ts";
import { z } from "zod";

/**
 * A `.flow` file, as far as it is read here. The form has no document of AWS's; it is that of flows which Studio has
 * written: https://github.com/aws/amazon-sagemaker-examples, `*.flow`.
 */
const node = z.looseObject({
  node_id: z.string(),
  /** `SOURCE`, `TRANSFORM`; also `VISUALIZATION`, which changes no data. */
  type: z.string(),
  operator: z.string(),
  parameters: z.record(z.string(), z.unknown()).default({}),
  trained_parameters: z.record(z.string(), z.unknown()).nullish(),
  inputs: z
    .array(z.looseObject({ node_id: z.string(), output_name: z.string().default("default") }))
    .default([]),
});

const flow = z.looseObject({
  metadata: z.looseObject({ version: z.literal(1, { error: "1, the only version that is known" }) }),
  nodes: z.array(node),
});

export type FlowNode = z.output<typeof node>;

export interface Flow {
  readonly nodes: ReadonlyMap<string, FlowNode>;
}

/** @throws PersonError when it is no flow. */
export function parseFlow(text: string): Flow {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new PersonError("The flow is no JSON; expected a file that Data Wrangler has written.");
  }
  const parsed = flow.safeParse(json);
  if (!parsed.success) throw new PersonError(`The flow: ${describeIssues(parsed.error.issues, json)}`);
  return { nodes: new Map(parsed.data.nodes.map((one) => [one.node_id, one])) };
}

/**
 * The nodes from the source to the one whose output is exported, in their order.
 *
 * @param output as jobs name it, `<node id>.default`
 * @throws PersonError when it is none, or comes of several data sets
 */
export function stepsTo(output: string, { nodes }: Flow): readonly [FlowNode, ...FlowNode[]] {
  const dot = output.lastIndexOf(".");
  const steps: FlowNode[] = [];
  let id = dot < 0 ? output : output.slice(0, dot);
  for (;;) {
    const found = nodes.get(id);
    if (!found) {
      const known = [...nodes.keys()].join(", ");
      throw new PersonError(
        `The output ${output} needs node ${id}, which the flow has not; it has ${known}.`,
      );
    }
    if (steps.includes(found)) throw new PersonError(`Node ${id} of the flow comes of itself.`);
    steps.unshift(found);
    const [first, ...others] = found.inputs;
    if (others.length > 0) throw notHere(found, "a step of several data sets");
    if (!first) return steps as [FlowNode, ...FlowNode[]];
    id = first.node_id;
  }
}

/** What a step is not, on this machine. */
export function notHere({ node_id, operator }: FlowNode, what: string): PersonError {
  return new PersonError(
    `Step ${node_id} of the flow (${operator}): ${what} is not implemented on the local AWS. docs/reference/local-data-wrangler.md has what is.`,
  );
}
