import type { Operation } from "../../world.ts";
import { wire } from "../json.ts";
import { listPage } from "../paging.ts";
import { parse } from "../registry/parse-request.ts";
import {
  describeLifecycleConfig,
  type LifecycleConfigs,
  summarizeLifecycleConfig,
} from "./lifecycle-configs.ts";
import {
  describeNotebook,
  hasAsWanted,
  type NotebookInstances,
  summarizeNotebook,
} from "./notebook-instances.ts";
import {
  lifecycleConfigReference,
  listLifecycleConfigs,
  listNotebooks,
  notebookReference,
} from "./request.ts";

/** CreateNotebookInstance and its companions. */
export function notebookOperations(
  notebooks: NotebookInstances,
  lifecycles: LifecycleConfigs,
): ReadonlyMap<string, Operation> {
  const named = (act: (name: string) => void): Operation => {
    return async (input) => act(parse(notebookReference, input).NotebookInstanceName);
  };
  return new Map<string, Operation>([
    ["CreateNotebookInstance", async (input) => ({ NotebookInstanceArn: notebooks.create(input).arn })],
    [
      "DescribeNotebookInstance",
      async (input) =>
        wire(describeNotebook(notebooks.find(parse(notebookReference, input).NotebookInstanceName))),
    ],
    [
      "ListNotebookInstances",
      async (input) => {
        const request = parse(listNotebooks, input);
        const wanted = [...notebooks.all()].filter((notebook) => hasAsWanted(notebook, request));
        const { items, ...rest } = listPage(wanted, { SortBy: "Name", ...request }, "Ascending");
        return { NotebookInstances: items.map((notebook) => wire(summarizeNotebook(notebook))), ...rest };
      },
    ],
    ["StartNotebookInstance", named((name) => notebooks.start(name))],
    ["StopNotebookInstance", named((name) => notebooks.stop(name))],
    ["DeleteNotebookInstance", named((name) => notebooks.delete(name))],
    [
      "UpdateNotebookInstance",
      async (input) => {
        notebooks.update(input);
        return {};
      },
    ],
    ...lifecycleOperations(lifecycles),
  ]);
}

function lifecycleOperations(lifecycles: LifecycleConfigs): readonly (readonly [string, Operation])[] {
  const nameIn = (input: Readonly<Record<string, unknown>>) =>
    parse(lifecycleConfigReference, input).NotebookInstanceLifecycleConfigName;
  return [
    [
      "CreateNotebookInstanceLifecycleConfig",
      async (input) => ({ NotebookInstanceLifecycleConfigArn: lifecycles.create(input).arn }),
    ],
    [
      "DescribeNotebookInstanceLifecycleConfig",
      async (input) => wire(describeLifecycleConfig(lifecycles.find(nameIn(input), "describe"))),
    ],
    [
      "ListNotebookInstanceLifecycleConfigs",
      async (input) => {
        const request = parse(listLifecycleConfigs, input);
        const { items, ...rest } = listPage(lifecycles.all(), request, "Descending");
        return {
          NotebookInstanceLifecycleConfigs: items.map((config) => wire(summarizeLifecycleConfig(config))),
          ...rest,
        };
      },
    ],
    [
      "UpdateNotebookInstanceLifecycleConfig",
      async (input) => {
        lifecycles.update(input);
        return {};
      },
    ],
    [
      "DeleteNotebookInstanceLifecycleConfig",
      async (input) => {
        lifecycles.delete(nameIn(input));
      },
    ],
  ];
}
