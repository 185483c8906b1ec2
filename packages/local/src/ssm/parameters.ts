import { type State, unchanging } from "../state/state.ts";
import { ServiceError } from "../world.ts";

type ParameterType = "String" | "StringList" | "SecureString";

export interface ParameterVersion {
  readonly version: number;
  readonly value: string;
  readonly modified: Date;
}

export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly description: string | null;
  readonly allowedPattern: string | null;
  readonly keyId: string | null;
  readonly dataType: string;
  readonly tier: string;
  /** Oldest first; never empty. */
  readonly versions: readonly ParameterVersion[];
}

/** The oldest version makes room: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html */
const versionsKept = 100;

/** Parameters by name, with their versions. */
export class Parameters {
  readonly #parameters: Map<string, Parameter>;

  constructor(state: State) {
    this.#parameters = new Map(state.keep("ssm/parameters", () => unchanging(this.#parameters)));
  }

  get all(): readonly Parameter[] {
    return [...this.#parameters.values()];
  }

  find(name: string): Parameter | null {
    return this.#parameters.get(name) ?? null;
  }

  /** Writes the parameter with one version more than it had; answers that version's number. */
  put(parameter: Omit<Parameter, "versions">, value: string, modified: Date): number {
    const before = this.#parameters.get(parameter.name)?.versions ?? [];
    const version = (before.at(-1)?.version ?? 0) + 1;
    this.#parameters.set(parameter.name, {
      ...parameter,
      versions: [...before, { version, value, modified }].slice(-versionsKept),
    });
    return version;
  }

  delete(name: string): boolean {
    return this.#parameters.delete(name);
  }

  /**
   * The version that a name asks for: the latest of `/a/b`, or version 3 of `/a/b:3`; the name may be an ARN.
   *
   * @throws ServiceError ParameterNotFound, without a message as the service has none, or ParameterVersionNotFound
   */
  read(asked: string): { readonly parameter: Parameter; readonly at: ParameterVersion; selector?: string } {
    const name = asked.replace(/^arn:aws[a-z-]*:ssm:[^:]*:[^:]*:parameter/, "");
    const [path = "", selector] = name.split(":");
    // In an ARN a name without a path has a slash in front of it, too.
    const parameter = this.find(path) ?? (asked.startsWith("arn:") ? this.find(path.slice(1)) : null);
    const latest = parameter?.versions.at(-1);
    if (!parameter || !latest) throw new ServiceError("ParameterNotFound", "");
    if (selector === undefined) return { parameter, at: latest };
    const at = parameter.versions.find(({ version }) => String(version) === selector);
    if (!at) {
      throw new ServiceError(
        "ParameterVersionNotFound",
        `Systems Manager could not find version ${selector} of ${path}. Verify the version and try again.`,
      );
    }
    return { parameter, at, selector: `:${selector}` };
  }
}
