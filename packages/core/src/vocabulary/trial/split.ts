/** What was served since a trial began, by which the split is checked. */
export interface SplitRead {
  /** Units (users, sessions) where the policy or the rows name them, because their requests go to one variant together. */
  readonly of: "requests" | "units";
  /** One for each of the trial's cohorts, in their order; periods in which the traffic may have been divided otherwise left out. */
  readonly served: readonly { readonly champion: number; readonly challenger: number }[];
  /** So many counts carry the information of one that is assigned by itself; null while too few periods tell that. */
  readonly designEffect: number | null;
}

/** Whether the traffic was divided as it was asked for. */
export interface SplitCheck {
  readonly of: SplitRead["of"];
  /** "not enough data" while a challenger that loses a tenth of its requests would not have been seen. */
  readonly found: "as asked" | "mismatch" | "not enough data";
  /** The challenger's share, 0 to 1; of several divisions weighed by what each was served. */
  readonly asked: number;
  readonly served: number;
  readonly champion: number;
  readonly challenger: number;
  /** Natural logarithm of an e-value, and what it is compared with. */
  readonly evidence: number;
  readonly line: number;
  readonly designEffect: number;
}
