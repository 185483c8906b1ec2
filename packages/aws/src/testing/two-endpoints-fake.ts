import { type Operations, WireError } from "./json-wire.ts";

interface Config {
  readonly EndpointConfigName: string;
  readonly ProductionVariants: readonly { readonly VariantName: string; readonly ModelName: string }[];
  readonly AsyncInferenceConfig?: object;
}

/** SageMaker and SSM as far as a trial on two endpoints goes; all that is asked for is done at once. */
export class TwoEndpointsFake {
  readonly endpoints = new Map<string, { config: string; status: string; tags: unknown }>();
  readonly configs = new Map<string, Config>();
  readonly models = new Map<string, Record<string, unknown>>();
  readonly parameters = new Map<string, { value: string; version: number }>();
  readonly #versions = new Map<string, { value: string; version: number }>();
  /** What someone else writes into a parameter just before it is written over next; null for nobody. */
  overtakenBy: string | null = null;
  /** The answer to what is written over is lost, so that the client writes it twice. */
  losesAnswers = false;
  /** When any parameter was written last, seconds since 1970. */
  routeWrittenAt = 1_780_000_000;
  /** How many requests wait on the challenger's endpoint, as last measured; null where nobody has. */
  waiting: number | null = null;
  /** Names of the calls that changed something, in order. */
  readonly changes: string[] = [];
  /** The process dies at this change, and before or after it was made; never where it is null. */
  dies: { readonly at: number; readonly after: boolean } | null = null;

  #change(name: string, act: () => unknown): unknown {
    const dies = this.dies?.at === this.changes.length ? this.dies : null;
    // No error that the SDK tries again: nobody is left to do so.
    const death = new WireError("ProcessDied", "nobody hears the answer");
    if (dies && !dies.after) throw death;
    const answer = act();
    this.changes.push(name);
    if (dies) throw death;
    return answer;
  }

  #found<Value>(map: ReadonlyMap<string, Value>, what: string, name: unknown): Value {
    const found = map.get(String(name));
    if (found === undefined)
      throw new WireError("ValidationException", `Could not find ${what} "${String(name)}".`);
    return found;
  }

  #create<Value>(map: Map<string, Value>, what: string, name: unknown, value: Value): void {
    if (map.has(String(name)))
      throw new WireError("ValidationException", `Cannot create already existing ${what} "${String(name)}".`);
    map.set(String(name), value);
  }

  /** Its latest version, or the one that the name asks for: `/a/b:3`. */
  #parameter(name: string): { value: string; version: number } | undefined {
    return this.parameters.get(name) ?? this.#versions.get(name);
  }

  #write(name: string, value: string): number {
    const version = (this.parameters.get(name)?.version ?? 0) + 1;
    this.parameters.set(name, { value, version });
    this.#versions.set(`${name}:${version}`, { value, version });
    return version;
  }

  readonly operations: Operations = {
    DescribeEndpoint: ({ EndpointName }) => {
      const { config, status } = this.#found(this.endpoints, "endpoint", EndpointName);
      return {
        EndpointName,
        EndpointConfigName: config,
        EndpointStatus: status,
        AsyncInferenceConfig: this.configs.get(config)?.AsyncInferenceConfig,
        ProductionVariants: this.configs
          .get(config)
          ?.ProductionVariants.map(({ VariantName }) => ({ VariantName, CurrentWeight: 1 })),
      };
    },
    DescribeEndpointConfig: ({ EndpointConfigName }) =>
      this.#found(this.configs, "endpoint configuration", EndpointConfigName),
    DescribeModel: ({ ModelName }) => this.#found(this.models, "model", ModelName),
    CreateModel: (request) =>
      this.#change("CreateModel", () => this.#create(this.models, "model", request.ModelName, request)),
    CreateEndpointConfig: (request) =>
      this.#change("CreateEndpointConfig", () =>
        // What the test's effects send has these fields.
        this.#create(this.configs, "endpoint configuration", request.EndpointConfigName, request as never),
      ),
    CreateEndpoint: ({ EndpointName, EndpointConfigName, Tags }) =>
      this.#change("CreateEndpoint", () =>
        this.#create(this.endpoints, "endpoint", EndpointName, {
          config: String(EndpointConfigName),
          status: "InService",
          tags: Tags,
        }),
      ),
    DeleteEndpoint: ({ EndpointName }) =>
      this.#change("DeleteEndpoint", () => {
        this.#found(this.endpoints, "endpoint", EndpointName);
        this.endpoints.delete(String(EndpointName));
      }),
    DeleteEndpointConfig: ({ EndpointConfigName }) =>
      this.#change("DeleteEndpointConfig", () => {
        this.#found(this.configs, "endpoint configuration", EndpointConfigName);
        this.configs.delete(String(EndpointConfigName));
      }),
    GetMetricData: ({ EndTime }) => ({
      MetricDataResults: [
        {
          ...{ Id: "waiting", StatusCode: "Complete" },
          Values: this.waiting === null ? [] : [this.waiting],
          Timestamps: this.waiting === null ? [] : [Number(EndTime) - 60],
        },
      ],
    }),
    GetParameter: ({ Name }) => {
      const found = this.#parameter(String(Name));
      if (!found) throw new WireError("ParameterNotFound", "");
      return {
        Parameter: {
          Name,
          Value: found.value,
          Version: found.version,
          LastModifiedDate: this.routeWrittenAt,
        },
      };
    },
    PutParameter: ({ Name, Value, Overwrite = false }) =>
      this.#change("PutParameter", () => {
        const found = this.parameters.get(String(Name));
        if (found && !Overwrite) throw new WireError("ParameterAlreadyExists", "It exists.");
        if (this.overtakenBy !== null) this.#write(String(Name), this.overtakenBy);
        this.overtakenBy = null;
        if (this.losesAnswers) this.#write(String(Name), String(Value));
        return { Version: this.#write(String(Name), String(Value)) };
      }),
  };
}
