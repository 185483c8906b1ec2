/** A config made of one variant of another one, when what should serve alone has no config any more. */
export interface SoleConfig {
  readonly fromConfig: string;
  readonly config: string;
  readonly variant: string;
}
