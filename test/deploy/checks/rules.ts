import type { DeployGraph } from "../../../stacks/graph/build-graph.ts";
import { type Exception, exceptions } from "../../../stacks/rules/exceptions.ts";
import type { Finding } from "../../../stacks/rules/rule.ts";
import { rules } from "../../../stacks/rules/rules.ts";

interface Judged {
  /** What no exception allows. */
  readonly open: readonly (Finding & { readonly rule: string })[];
  /** Exceptions that allow something. */
  readonly used: ReadonlySet<Exception>;
}

/** Every rule, on the resources of one deployment. */
export function judge(graph: DeployGraph): Judged {
  const used = new Set<Exception>();
  const open = rules.flatMap((rule) =>
    rule
      .findings(graph)
      .filter(({ kind, name }) => {
        const found = exceptions.find(
          (exception) =>
            exception.rule === rule.id && exception.kind === kind && (exception.of?.test(name) ?? true),
        );
        if (found) used.add(found);
        return found === undefined;
      })
      .map((finding) => ({ rule: rule.id, ...finding })),
  );
  return { open, used };
}
