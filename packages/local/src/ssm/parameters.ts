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

/** Parameters by name, with their versions. A slash in front of the name makes no other parameter of it. */
export class Parameters {
  readonly #parameters = new Map<string, Parameter>();

  constructor(state: State) {
    for (const parameter of state.keep("ssm/parameters", () => unchanging(this.#parameters)).values()) {
      this.#parameters.set(keyOf(parameter.name), parameter);
    }
  }

  get all(): readonly Parameter[] {
    return [...this.#parameters.values()];
  }

  find(name: string): Parameter | null {
    return this.#parameters.get(keyOf(name)) ?? null;
  }

  /** Writes the parameter with one version more than it had; answers that version's number. */
  put(parameter: Omit<Parameter, "versions">, value: string, modified: Date): number {
    const before = this.#parameters.get(keyOf(parameter.name))?.versions ?? [];
    const version = (before.at(-1)?.version ?? 0) + 1;
    this.#parameters.set(keyOf(parameter.name), {
      ...parameter,
      versions: [...before, { version, value, modified }].slice(-versionsKept),
    });
    return version;
  }

  delete(name: string): boolean {
    return this.#parameters.delete(keyOf(name));
  }

  /**
   * The version that a name asks for: the latest of `/a/b`, or version 3 of `/a/b:3`; the name may be an ARN.
   *
   * @throws ServiceError ParameterNotFound, without a message as the service has none, or ParameterVersionNotFound
   */
  read(asked: string): { readonly parameter: Parameter; readonly at: ParameterVersion; selector?: string } {
    const name = asked.replace(/^arn:aws[a-z-]*:ssm:[^:]*:[^:]*:parameter/, "");
    const [path = "", selector] = name.split(":");
    const parameter = this.find(path);
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

function keyOf(name: string): string {
  return name.replace(/^\//, "");
}
