// Made from docs/reference/openapi.json by npm run console:types; a test holds it to that document.
export interface paths {
    "/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Alerts that are not over */
        get: operations["listAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Approvals that a person is asked for */
        get: operations["listApprovals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What retrainings and trials cost by model and month, and what they brought */
        get: operations["listCosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/idle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What stands idle in the account, what it costs, and what was stopped and can be taken back */
        get: operations["listIdle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/links/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a link is about
         * @description A page, or JSON for whoever accepts `application/json` only. Changes nothing, however often it is fetched. What is refused comes as a page too.
         */
        get: operations["showLink"];
        put?: never;
        /** Do what a link says, once */
        post: operations["actOnLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who calls, and what they may */
        get: operations["getCaller"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All models of the fleet */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A model's state */
        get: operations["getModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Acknowledge an alert
         * @description Says that someone has the alert in hand; a page is not escalated then.
         */
        post: operations["acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a candidate
         * @description Approves a version in the model registry; a rollout follows.
         */
        post: operations["approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/drift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A model's windows */
        get: operations["getDrift"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/drift/{window}/features/{feature}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A feature's distribution in a window */
        get: operations["getFeatureDistribution"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A model's ledger, page by page */
        get: operations["listEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/entries/{sequence}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One entry explained: what led to it, and what followed */
        get: operations["explainEntry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause
         * @description No retraining and no rollout begins until someone resumes.
         */
        post: operations["pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A model's policy as it is in force */
        get: operations["getPolicy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Promote now
         * @description Ends the rollout with the challenger, whatever the evidence says.
         */
        post: operations["promote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject a candidate
         * @description Rejects a version in the model registry.
         */
        post: operations["reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume
         * @description Ends a pause, or accepts an endpoint that someone else changed.
         */
        post: operations["resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/retrain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retrain now
         * @description Asks for a retraining, whether there is drift or not.
         */
        post: operations["retrain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/roll-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Roll back now
         * @description Ends the rollout with the old champion.
         */
        post: operations["rollBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/rollouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A model's rollouts */
        get: operations["listRollouts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/rollouts/{rollout}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One rollout with its looks */
        get: operations["getRollout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/rollouts/{rollout}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a rollout went, look by look */
        get: operations["getRolloutProgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/start-rollout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a rollout
         * @description Puts an approved version on trial now.
         */
        post: operations["startRollout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/test-alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send test alerts
         * @description Sends one alert at each severity that is asked for, marked as a test, by the way that every alert takes.
         */
        post: operations["testAlerts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo the last promotion
         * @description Brings the champion before the last promotion back, without a gate and without looks.
         */
        post: operations["undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["getDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is sent entries by webhook */
        get: operations["listSubscriptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{name}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A subscription's deliveries, page by page */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{name}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send to a disabled subscription again
         * @description For new entries; what was dropped meanwhile stays so. Enabling what is live changes nothing.
         */
        post: operations["enableSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{name}/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver again what is dead
         * @description Begins the schedule of attempts anew; what is not dead is left alone, so asking twice is asking once.
         */
        post: operations["redriveDeliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcknowledgeBody: {
            /**
             * @description Sequence of the entry `alert-raised`.
             * @example 40
             */
            alert: number;
            /**
             * @description The `sequence` of the model as you saw it. When an entry has changed how it stands since, nothing is done; one that only tells, confirms or observes something is no change.
             * @example 42
             */
            expectedSequence: number;
            /**
             * @description Why. It is kept in the ledger.
             * @example The sensors were replaced.
             */
            reason: string;
        };
        AlertsOfModel: {
            /** @description Oldest first. */
            alerts: components["schemas"]["OpenAlert"][];
            /** @example frost */
            model: string;
            /**
             * @description Of the ledger's last entry: the `expectedSequence` of who acknowledges on sight of this.
             * @example 42
             */
            sequence: number;
        };
        /** @description What one arm has shown since the rollout began. */
        ArmProgress: {
            /**
             * @description How many of them are good; null where outcomes are values.
             * @example 511
             */
            good: number | null;
            /** @description What the guards judge: invocations after the warm-ups. */
            guarded: {
                errors: number;
                invocations: number;
                slow: number;
            };
            /** @description Of the values, where outcomes are values; null otherwise, and before the first. */
            mean: number | null;
            /**
             * @description Outcomes that are known.
             * @example 1201
             */
            outcomes: number;
            /** @example 1201 */
            requests: number;
        };
        /** @description What became of a retraining, beside what it cost. */
        Bought: {
            /** @description Of the new version: in the trial and its bake. Null when nothing was known. */
            after: components["schemas"]["CountedOutcomes"] | null;
            /** @enum {string} */
            askedBy: "drift" | "new-data" | "person";
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             * @example 2026-05-04T09:30:00.000Z
             */
            at: string;
            /** @enum {string} */
            became: "nothing" | "not-tried" | "on-trial" | "promoted" | "rolled-back";
            /** @description Of the champion: the day before the trial, and in it. Null when nothing was known. */
            before: components["schemas"]["CountedOutcomes"] | null;
            /** @description False when more may have been paid. */
            complete: boolean;
            /**
             * @description As the promotion has it: the new rate less the old one, or how much better the mean value was; null without.
             * @example 0.31
             */
            difference: number | null;
            /**
             * @description Millionths of a dollar. It and its trials, as far as it is known.
             * @example 1260000
             */
            micros: number;
            /**
             * @description Of its `retraining-requested`.
             * @example 42
             */
            sequence: number;
            /**
             * @description That came of it; null when none did.
             * @example 5
             */
            version: number | null;
        };
        Budget: {
            /**
             * @description The share of it at which people are told.
             * @example 0.8
             */
            alertAt: number;
            /**
             * @description Millionths of a dollar. How much of that is the policy's estimate.
             * @example 1260000
             */
            estimated: number;
            /**
             * @description Millionths of a dollar. Never below 0.
             * @example 1260000
             */
            left: number;
            /**
             * @description Millionths of a dollar. What retrainings may spend in 30 days.
             * @example 1260000
             */
            micros: number;
            /**
             * Format: date-time
             * @description When another run fits by itself; null when one does now.
             * @example 2026-05-04T09:30:00.000Z
             */
            nextPossible: string | null;
            /**
             * @description Millionths of a dollar. What a run is expected to cost.
             * @example 1260000
             */
            perRun: number;
            /**
             * @description Millionths of a dollar. In the last 30 days.
             * @example 1260000
             */
            spent: number;
        };
        Candidate: {
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             * @example 2026-05-04T09:30:00.000Z
             */
            approvalDeadline: string | null;
            /**
             * @description ARN of a model package.
             * @example arn:aws:sagemaker:eu-central-1:111122223333:model-package/frost/5
             */
            package: string;
            /**
             * @description Of the entry that put it in this stage.
             * @example 42
             */
            sequence: number;
            /** @enum {string} */
            stage: "registered" | "accepted" | "rejected" | "approval-requested" | "approved" | "approval-rejected" | "on-trial" | "promoted" | "rolled-back" | "superseded";
            /** @example 5 */
            version: number;
        };
        /** @description What became of a command. */
        CommandAnswer: {
            /** @description All that the command led to; the first, `command-accepted`, names who gave it. */
            entries: (components["schemas"]["Entry"] & unknown)[];
            /**
             * @description `repeated`: it was done when this key first came, and `entries` are what it led to then.
             * @example accepted
             * @enum {string}
             */
            result: "accepted" | "repeated";
            /**
             * @description The ledger's end now.
             * @example 44
             */
            sequence: number;
            why: string | null;
        };
        CommandBody: {
            /**
             * @description The `sequence` of the model as you saw it. When an entry has changed how it stands since, nothing is done; one that only tells, confirms or observes something is no change.
             * @example 42
             */
            expectedSequence: number;
            /**
             * @description Why. It is kept in the ledger.
             * @example The sensors were replaced.
             */
            reason: string;
        };
        ComparedDistribution: {
            /** @description Shares of the values that are there, 0 to 1. */
            bins: {
                baseline: number;
                /** @example 2 to 2.5 */
                label: string;
                window: number;
            }[];
            /** @enum {string} */
            kind: "numbers" | "categories";
            /** @description Shares of all rows without a value. */
            missing: {
                /** @example 0.01 */
                baseline: number;
                window: number;
            };
            rows: {
                /** @example 974 */
                baseline: number;
                window: number;
            };
            /** @description Share of the window's values that the baseline does not have; null where values are numbers. */
            unknown: number | null;
        };
        /** @description A retraining or a trial, and what it cost. */
        Cost: {
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             * @example 2026-05-04T09:30:00.000Z
             */
            at: string;
            /**
             * @description The policy's estimate where not all is known; null where all is, or it says nothing.
             * @example 1260000
             */
            estimate: number | null;
            items: {
                /**
                 * @description How many jobs or variants.
                 * @example 2
                 */
                count: number;
                /**
                 * @description Seconds times instances.
                 * @example 5400
                 */
                instanceSeconds: number;
                /** @example ml.m5.large */
                instanceType: string;
                /**
                 * @description Null where no price is known.
                 * @example 1260000
                 */
                micros: number | null;
                /**
                 * @description Null where no price is known.
                 * @example 1260000
                 */
                perHour: number | null;
                /** @enum {string} */
                use: "training" | "processing" | "transform" | "hosting";
            }[];
            /**
             * @description Millionths of a dollar. Of all that is known.
             * @example 1260000
             */
            micros: number;
            /** @description False while it runs, or nobody has asked yet. */
            recorded: boolean;
            /**
             * @description Of its `retraining-requested` or `rollout-started`.
             * @example 42
             */
            sequence: number;
            /** @description Why more may have been paid. */
            unknown: string[];
            /** @description Of the instances' volumes. */
            volumes: {
                /**
                 * @description Gigabytes times seconds.
                 * @example 108000
                 */
                gigabyteSeconds: number;
                /**
                 * @description Null where no price is known.
                 * @example 1260000
                 */
                micros: number | null;
                /**
                 * @description Null where no price is known.
                 * @example 1260000
                 */
                perGigabyteMonth: number | null;
                /** @enum {string} */
                use: "training" | "processing" | "transform" | "hosting";
            }[];
            /** @enum {string} */
            what: "retraining" | "trial";
        };
        CostsOfModel: {
            /** @description Null where the policy has none. */
            budget: components["schemas"]["Budget"] | null;
            /** @example frost */
            model: string;
            /** @description Whether it is written down what retrainings and trials cost: by `costs` or a budget. */
            recorded: boolean;
        };
        CostSum: {
            /** @example 3 */
            count: number;
            /**
             * @description Millionths of a dollar. What the policy expects of these beside what is known.
             * @example 1260000
             */
            estimate: number;
            /**
             * @description Millionths of a dollar. As far as it is known.
             * @example 1260000
             */
            micros: number;
            /**
             * @description Of how many not all is known.
             * @example 1
             */
            unknown: number;
        };
        CountedOutcomes: {
            /**
             * @description How many of them were good.
             * @example 62
             */
            successes: number;
            /** @example 180 */
            trials: number;
        };
        Delivery: {
            attempts: {
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                at: string;
                error: string | null;
                /**
                 * Format: date-time
                 * @description When it is tried again; null when it is not.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                next: string | null;
                /**
                 * @description The receiver's HTTP status; null when there was no answer.
                 * @example 503
                 */
                status: number | null;
                /**
                 * @description Milliseconds.
                 * @example 84
                 */
                took: number;
            }[];
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             * @example 2026-05-04T09:30:00.000Z
             */
            createdAt: string;
            /**
             * @description 1, and one more for each redrive.
             * @example 1
             */
            execution: number;
            /**
             * @description The message's `webhook-id`.
             * @example msg_frost_42
             */
            id: string;
            /** @example alert-raised */
            kind: string;
            /** @example frost */
            model: string;
            /**
             * @description The entry that is delivered.
             * @example 42
             */
            sequence: number;
            status: components["schemas"]["DeliveryStatus"];
            /** @example on-call */
            subscription: string;
        };
        /**
         * @description `dead`: every attempt failed; redrive it. `dropped`: the subscription was disabled or is gone from the fleet.
         * @enum {string}
         */
        DeliveryStatus: "pending" | "delivered" | "dead" | "dropped";
        /** @description Of rates (0.12 is 12 percentage points), or of means where outcomes are values, with a 95% confidence sequence: an interval that holds at every look at once. Each look's arms are compared with each other, so that a level that both share and that wanders is no difference. */
        DifferenceInterval: {
            /**
             * @description The challenger's less the champion's.
             * @example 0.12
             */
            difference: number;
            /** @example 0.16 */
            high: number;
            /** @example 0.08 */
            low: number;
        };
        Drift: {
            confirmed: {
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                at: string;
                /** @description The strongest, ten at most. */
                features: components["schemas"]["DriftFeature"][];
                /**
                 * @description So many more drifted, at least.
                 * @example 0
                 */
                more: number;
                /**
                 * @description Of its `drift-confirmed`.
                 * @example 42
                 */
                sequence: number;
                /**
                 * Format: date-time
                 * @description When the evidence began to rise.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                since: string;
            } | null;
            /** @description A retraining was asked for because of this drift, and nothing that came of it has failed. */
            remedyUnderWay: boolean;
            /** @description Every schedule that has told of this model since its champion serves. */
            schedules: {
                /** @description Largest effect size in the last window. */
                lastEffect: number | null;
                /**
                 * Format: date-time
                 * @description End of the last window.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                lastEnd: string;
                /** @example driftwheel */
                schedule: string;
                /** @enum {string} */
                source: "driftwheel" | "model-monitor" | "external";
                /**
                 * @description Windows that are remembered.
                 * @example 12
                 */
                windows: number;
            }[];
            /**
             * @description Why there was no retraining, in a word.
             * @example cooldown
             */
            skipped: string | null;
        };
        DriftFeature: {
            /** @example baseline_drift_check */
            check: string;
            /** @example PSI 0.71 over 480 rows */
            description: string;
            /**
             * @description How far from the baseline, in the check's unit.
             * @example 0.71
             */
            distance: number | null;
            /** @example wind */
            feature: string;
            pValue: number | null;
            /** @example 0.2 */
            threshold: number | null;
            violated: boolean;
        };
        DriftHistory: {
            /** @description When drift was confirmed or was over, and when another champion came. */
            events: {
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                at: string;
                because: string;
                /** @enum {string} */
                kind: "drift-confirmed" | "drift-cleared" | "rollout-promoted";
                /**
                 * @description Number of an entry in its model's ledger.
                 * @example 42
                 */
                sequence: number;
            }[];
            /** @description Where the truth is put; null where the policy has no `quality`. */
            labels: {
                /** @example s3://captures/ground-truth */
                groundTruth: string;
                /**
                 * @description Hours with fewer are not judged.
                 * @example 50
                 */
                minLabels: number;
            } | null;
            /**
             * @description Smaller distances are no reason to retrain, however certain they are.
             * @example 0.1
             */
            minimumEffect: number;
            schedules: {
                /** @example driftwheel */
                schedule: string;
                /** @enum {string|null} */
                source: "driftwheel" | "model-monitor" | "external" | null;
                /** @description The newest, in the order of time. */
                windows: components["schemas"]["PastWindow"][];
            }[];
        };
        /** @description The entry that says why a command was refused. */
        Entry: {
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             * @example 2026-05-04T09:30:00.000Z
             */
            at: string;
            /**
             * @description Why it was written, with the numbers behind it.
             * @example wind drifted: 2 windows (CUSUM 5.2 of 4.37).
             */
            because: string;
            /** @description The signal that it came from (text), or the earlier entry that asked for it (its sequence). */
            causedBy: string | number;
            /** @description What entries of this kind carry beside their sentence. Entries are never rewritten, so old ones may lack fields that new ones have. */
            data: {
                [key: string]: unknown;
            };
            kind: components["schemas"]["EntryKind"];
            /** @example frost */
            model: string;
            /**
             * @description Number of an entry in its model's ledger.
             * @example 42
             */
            sequence: number;
        };
        /**
         * @description What kind of fact an entry is.
         * @example drift-confirmed
         * @enum {string}
         */
        EntryKind: "signal-observed" | "drift-confirmed" | "drift-cleared" | "monitoring-lost" | "monitoring-restored" | "fresh-data-lost" | "fresh-data-restored" | "batch-job-finished" | "batch-job-failed" | "batch-jobs-missed" | "batch-jobs-returned" | "retraining-requested" | "retraining-started" | "retraining-interrupted" | "retraining-succeeded" | "retraining-failed" | "retraining-skipped" | "cost-recorded" | "upkeep-recorded" | "budget-threshold-reached" | "candidate-registered" | "candidate-accepted" | "candidate-rejected" | "approval-requested" | "candidate-approved" | "approval-rejected" | "rollout-started" | "shadow-looked" | "shadow-passed" | "paired-run-started" | "paired-looked" | "rollout-looked" | "challenger-dropped" | "challenger-prepared" | "weights-shifted" | "rollout-promoted" | "rollout-watched" | "rollout-baked" | "rollout-rolled-back" | "rollout-held" | "rollout-restarted" | "endpoint-changed-outside" | "paused" | "resumed" | "command-accepted" | "command-refused" | "effect-failed" | "effect-postponed" | "effect-dropped" | "alert-raised" | "alert-escalated" | "alert-resolved" | "effect-done";
        /** @description Natural logarithms of e-values. A line of ln(1/alpha) is proof. */
        Evidence: {
            /**
             * @description That the challenger is better.
             * @example 1.75
             */
            better: number;
            /**
             * @description That its requests wait for new compute more often; absent where no guard asks.
             * @example 1.75
             */
            coldStarts?: number;
            /**
             * @description That it fails more often.
             * @example 1.75
             */
            errors: number;
            /**
             * @description That it is not worse by what matters.
             * @example 1.75
             */
            notWorse: number;
            /**
             * @description That it is slower than the champion's own 99th percentile too often.
             * @example 1.75
             */
            slow: number;
            /**
             * @description That it is worse.
             * @example 1.75
             */
            worse: number;
        };
        /** @description What the evidence is compared with: for a promotion, and for each harm. */
        EvidenceLine: {
            /** @example 3.69 */
            better: number;
            /** @example 4.38 */
            harm: number;
        };
        Explanation: {
            /** @description What followed from it, in order. */
            after: (components["schemas"]["Entry"] & unknown)[];
            /** @description The entries that led to it, oldest first. */
            before: (components["schemas"]["Entry"] & unknown)[];
            entry: components["schemas"]["Entry"] & unknown;
            /** @description In the AWS console, in Studio where the fleet names its domain, and of the MLflow run where runs are written. Only pages whose addresses are known. */
            links: components["schemas"]["PageLink"][];
            /** @description The signal that the explanation begins with. */
            signal: string | null;
        };
        FeatureDistribution: {
            distribution: components["schemas"]["ComparedDistribution"] | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             * @example 2026-05-04T09:30:00.000Z
             */
            end: string;
            feature: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             * @example 2026-05-04T09:30:00.000Z
             */
            start: string | null;
            /** @description Why there is no distribution; null where there is one. */
            why: string | null;
        };
        FreshData: {
            /** @example 1234 */
            bytes: number;
            /** @description Whether they are worth a retraining by the policy. */
            enough: boolean;
            /** @example 3 */
            files: number;
            /**
             * Format: date-time
             * @description Files that were written after this are new; null where all of them are.
             * @example 2026-05-04T09:30:00.000Z
             */
            newSince: string | null;
            /**
             * Format: date-time
             * @description When the oldest of them was written.
             * @example 2026-05-04T09:30:00.000Z
             */
            oldest: string | null;
            /**
             * Format: date-time
             * @description When it was read last; null before that.
             * @example 2026-05-04T09:30:00.000Z
             */
            readAt: string | null;
            /**
             * @description Of a feature group, where the policy counts them; else null.
             * @example 120
             */
            records: number | null;
            /** @example s3://frost-data/labelled/ */
            source: string;
            /** @description Why data are not known to come, as people were told. */
            troubles: {
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                since: string;
                /** @enum {string} */
                trouble: "stopped" | "unreadable" | "store-unusable" | "job-failed";
            }[];
        };
        IdleFinding: {
            /**
             * @description What was asked for or done; null while it was only found.
             * @enum {string|null}
             */
            act: "stop-notebook" | "delete-endpoint" | "set-idle-timeout" | "delete-app" | "delete-model" | "delete-endpoint-config" | null;
            /** @example arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/shore */
            arn: string;
            /** @description Why it is idle, with the numbers behind it. */
            because: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             * @example 2026-05-04T09:30:00.000Z
             */
            foundAt: string;
            /** @enum {string} */
            kind: "notebook-instance" | "studio-domain" | "studio-user-profile" | "studio-space" | "studio-app" | "endpoint" | "variant" | "endpoint-config" | "model" | "experiment";
            /**
             * @description Dollars that a month of it costs as if it ran all the time; null where no price is known.
             * @example 83.95
             */
            monthly: number | null;
            /** @example shore */
            name: string;
            /** @description Why nothing is done to it; null where nothing stands in the way. */
            notActed: string | null;
            /**
             * @description As `driftwheel idle undo` takes it.
             * @example notebook-instance/shore
             */
            resource: string;
            /**
             * @description Of its `idle-found`, in the account's own ledger.
             * @example 42
             */
            sequence: number;
            /**
             * Format: date-time
             * @description Since when it is as it is.
             * @example 2026-05-04T09:30:00.000Z
             */
            since: string;
            /**
             * @description `stopping` and `restoring` are under way: asked for, and not confirmed.
             * @enum {string}
             */
            status: "found" | "stopping" | "stopped" | "restoring";
            /**
             * Format: date-time
             * @description Null while it is not.
             * @example 2026-05-04T09:30:00.000Z
             */
            stoppedAt: string | null;
            /**
             * @description What taking it back would do; null where nothing was done, or it cannot be undone.
             * @example the instance is started again
             */
            undo: string | null;
        };
        /** @description What was taken back or refused, and is left alone for a while. */
        IdleResting: {
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             * @example 2026-05-04T09:30:00.000Z
             */
            at: string;
            /**
             * @description As `driftwheel idle undo` takes it.
             * @example notebook-instance/shore
             */
            resource: string;
            /** @example noor took it back */
            why: string;
        };
        /** @description Of what was found and was not stopped. */
        IdleSum: {
            /** @example 3 */
            count: number;
            /**
             * @description Dollars a month, of those with a price.
             * @example 83.95
             */
            monthly: number;
            /**
             * @description How many have no price.
             * @example 1
             */
            unpriced: number;
        };
        /** @description What a signed link is about. */
        Link: {
            /** @enum {string} */
            action: "explain" | "approve" | "reject" | "acknowledge";
            /** @description What followed from it. */
            after: (components["schemas"]["Entry"] & unknown)[];
            /** @description What led to the entry, oldest first. */
            before: (components["schemas"]["Entry"] & unknown)[];
            entry: components["schemas"]["Entry"] & unknown;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             * @example 2026-05-04T09:30:00.000Z
             */
            expires: string;
            /** @description In the AWS console, in Studio where the fleet names its domain, and of the MLflow run where runs are written. Only pages whose addresses are known. */
            links: components["schemas"]["PageLink"][];
            /** @example frost */
            model: string;
            /**
             * @description The entry that it is about.
             * @example 42
             */
            sequence: number;
        };
        LinkForm: {
            /**
             * @description Who decides.
             * @example Ines Duarte
             */
            name: string;
            /**
             * @description Why.
             * @example Errors are down on all stations.
             */
            reason: string;
        };
        Me: {
            /** @example arn:aws:sts::111122223333:assumed-role/ml-leads/ines */
            by: string;
            /**
             * @description From least to most: each may do what those before it may.
             * @example [
             *       "reader",
             *       "operator"
             *     ]
             */
            roles: ("reader" | "operator" | "approver")[];
        };
        /** @description A metric of the model's performance in one window. */
        MeasuredMetric: {
            /** @description What the model had on its baseline, where it is known. */
            baseline: number | null;
            /** @description True where no label has come: what the answers let one expect. */
            estimated: boolean;
            /**
             * @description What the value is compared with; null where nothing is decided by it.
             * @example 2.48
             */
            line: number | null;
            /** @example mae */
            metric: string;
            /**
             * @description In the metric's own unit; null where it is not known.
             * @example 0.08
             */
            standardError: number | null;
            /** @example 2.31 */
            value: number;
            /**
             * @description On which side of the line it is worse; null without a line.
             * @enum {string|null}
             */
            worse: "above" | "below" | null;
        };
        ModelState: {
            /** @description Alerts that are not over, oldest first. */
            alerts: components["schemas"]["OpenAlert"][];
            /** @description Approvals that a person is asked for. */
            approvals: components["schemas"]["OpenApproval"][];
            /** @description Highest version first. */
            candidates: components["schemas"]["Candidate"][];
            /** @description What serves; null before the endpoint was first looked at. */
            champion: {
                /**
                 * @description ARN of a model package.
                 * @example arn:aws:sagemaker:eu-central-1:111122223333:model-package/frost/5
                 */
                package: string | null;
                variant: string;
                /**
                 * @description Version of the model package; null when unknown.
                 * @example 4
                 */
                version: number | null;
            } | null;
            drift: components["schemas"]["Drift"];
            /** @example frost-prod */
            endpoint: string;
            freshData: components["schemas"]["FreshData"] | null;
            held: {
                reason: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                since: string;
            } | null;
            /** @description In the AWS console, in Studio where the fleet names its domain, and of the MLflow run where runs are written. Only pages whose addresses are known. */
            links: components["schemas"]["PageLink"][];
            /** @example frost */
            model: string;
            /** @description What is watched, when it was last judged, on how much, and what is not seen. */
            monitoring: {
                /** @description What it cannot see now, and why; null when its newest window was judged in full. */
                blind: {
                    /**
                     * @example no-files
                     * @enum {string}
                     */
                    reason: "no-endpoint" | "no-capture" | "no-baseline" | "no-files" | "no-requests" | "all-unread" | "mostly-unread" | "too-few-rows" | "column-mismatch" | "no-labels" | "no-label-matches" | "not-measured" | "failed" | "no-reports" | "no-looks" | "no-outcomes";
                    /**
                     * Format: date-time
                     * @description End of the first window of which it is so.
                     * @example 2026-05-04T09:30:00.000Z
                     */
                    since: string;
                    /** @description People were told: it has been so for the policy's `blindAfter` windows, or longer. */
                    told: boolean;
                    /**
                     * @description Windows in a row; 0 where no window is told of.
                     * @example 3
                     */
                    windows: number;
                    /** @description What is wrong, with names and numbers. */
                    words: string;
                } | null;
                /** @description The newest window that was judged; null when none ever was. */
                lastJudged: {
                    /**
                     * Format: date-time
                     * @description ISO 8601, UTC.
                     * @example 2026-05-04T09:30:00.000Z
                     */
                    end: string;
                    /** @example 480 */
                    rows: number | null;
                    /** @description Null when the source does not say. */
                    unread: {
                        /**
                         * @description The form of one that was not understood, its values told by their type.
                         * @example {"instances": [{"x": [number]}]}
                         */
                        example: string | null;
                        /**
                         * @description Requests or labels that could not be read.
                         * @example 12
                         */
                        lines: number;
                        /** @description Why, the most frequent reason first; rare ones are left out. */
                        reasons: {
                            lines: number;
                            /** @example a row has 64 values; expected 63 */
                            reason: string;
                        }[];
                    } | null;
                } | null;
                /** @description The newest window, judged or not. */
                lastWindow: {
                    /**
                     * Format: date-time
                     * @description ISO 8601, UTC.
                     * @example 2026-05-04T09:30:00.000Z
                     */
                    end: string;
                    judged: boolean;
                } | null;
                /**
                 * @description The schedule: `driftwheel` for captured requests, `driftwheel-quality` for ground truth, `driftwheel-quality-rare` for rare classes in it, else another tool's.
                 * @example driftwheel
                 */
                subject: string;
            }[];
            /** @example frost */
            packageGroup: string;
            paused: {
                by: string;
                reason: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                since: string;
            } | null;
            retraining: {
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                deadline: string;
                displayName: string;
                execution: string | null;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                requestedAt: string;
                /**
                 * @description Number of an entry in its model's ledger.
                 * @example 42
                 */
                sequence: number;
            } | null;
            rollout: components["schemas"]["RunningRollout"] | null;
            /**
             * @description Sequence of the ledger's last entry: the `expectedSequence` of a command that is given on sight of this.
             * @example 42
             */
            sequence: number;
            status: components["schemas"]["ModelStatus"];
        };
        /**
         * @description The first of these that is true: `held` (the endpoint was changed by someone else, a person must resume), `paused` by a person, a challenger `on-trial`, `retraining`, a candidate `awaiting-approval`, `drifted`, `unwatched` (people were told that windows cannot be judged; `monitoring` says why), and else `steady`.
         * @example steady
         * @enum {string}
         */
        ModelStatus: "held" | "paused" | "on-trial" | "retraining" | "awaiting-approval" | "drifted" | "unwatched" | "steady";
        ModelSummary: {
            /**
             * @description Version of the model package; null when unknown.
             * @example 4
             */
            championVersion: number | null;
            /** @example frost-prod */
            endpoint: string;
            /** @example frost */
            model: string;
            /** @description What is watched, when it was last judged, on how much, and what is not seen. */
            monitoring: {
                /** @description What it cannot see now, and why; null when its newest window was judged in full. */
                blind: {
                    /**
                     * @example no-files
                     * @enum {string}
                     */
                    reason: "no-endpoint" | "no-capture" | "no-baseline" | "no-files" | "no-requests" | "all-unread" | "mostly-unread" | "too-few-rows" | "column-mismatch" | "no-labels" | "no-label-matches" | "not-measured" | "failed" | "no-reports" | "no-looks" | "no-outcomes";
                    /**
                     * Format: date-time
                     * @description End of the first window of which it is so.
                     * @example 2026-05-04T09:30:00.000Z
                     */
                    since: string;
                    /** @description People were told: it has been so for the policy's `blindAfter` windows, or longer. */
                    told: boolean;
                    /**
                     * @description Windows in a row; 0 where no window is told of.
                     * @example 3
                     */
                    windows: number;
                    /** @description What is wrong, with names and numbers. */
                    words: string;
                } | null;
                /** @description The newest window that was judged; null when none ever was. */
                lastJudged: {
                    /**
                     * Format: date-time
                     * @description ISO 8601, UTC.
                     * @example 2026-05-04T09:30:00.000Z
                     */
                    end: string;
                    /** @example 480 */
                    rows: number | null;
                    /** @description Null when the source does not say. */
                    unread: {
                        /**
                         * @description The form of one that was not understood, its values told by their type.
                         * @example {"instances": [{"x": [number]}]}
                         */
                        example: string | null;
                        /**
                         * @description Requests or labels that could not be read.
                         * @example 12
                         */
                        lines: number;
                        /** @description Why, the most frequent reason first; rare ones are left out. */
                        reasons: {
                            lines: number;
                            /** @example a row has 64 values; expected 63 */
                            reason: string;
                        }[];
                    } | null;
                } | null;
                /** @description The newest window, judged or not. */
                lastWindow: {
                    /**
                     * Format: date-time
                     * @description ISO 8601, UTC.
                     * @example 2026-05-04T09:30:00.000Z
                     */
                    end: string;
                    judged: boolean;
                } | null;
                /**
                 * @description The schedule: `driftwheel` for captured requests, `driftwheel-quality` for ground truth, `driftwheel-quality-rare` for rare classes in it, else another tool's.
                 * @example driftwheel
                 */
                subject: string;
            }[];
            /** @example 0 */
            openAlerts: number;
            /** @example 0 */
            openApprovals: number;
            /** @example frost */
            packageGroup: string;
            /**
             * @description Sequence of the ledger's last entry; 0 for an empty ledger.
             * @example 42
             */
            sequence: number;
            status: components["schemas"]["ModelStatus"];
        };
        MonthOfCosts: {
            /** @description What the month's retrainings brought. */
            bought: components["schemas"]["Bought"][];
            costs: components["schemas"]["Cost"][];
            /**
             * @description Millionths of a dollar. Of all together, as far as it is known.
             * @example 1260000
             */
            micros: number;
            /** @example frost */
            model: string;
            /**
             * @description UTC.
             * @example 2026-11
             */
            month: string;
            retrainings: components["schemas"]["CostSum"];
            trials: components["schemas"]["CostSum"];
            /** @description What it cost to run Driftwheel and to watch; null while the month goes on, or where it is not known. */
            upkeep: {
                /**
                 * @description Millionths of a dollar. The functions that watch, and Model Monitor's jobs.
                 * @example 1260000
                 */
                monitoring: number;
                /**
                 * @description Millionths of a dollar. Driftwheel's own functions, but those that watch.
                 * @example 1260000
                 */
                own: number;
                /** @description Why more may have been paid. */
                unknown: string[];
            } | null;
        };
        OpenAlert: {
            /**
             * @description The entry that it tells of.
             * @example 42
             */
            about: number;
            /** @example retraining-failed */
            aboutKind: string;
            acknowledgedBy: string | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             * @example 2026-05-04T09:30:00.000Z
             */
            at: string;
            escalated: boolean;
            /** @example frost/retraining-failed */
            key: string;
            /**
             * @description Of its `alert-raised`; what `acknowledge` takes.
             * @example 42
             */
            sequence: number;
            /** @enum {string} */
            severity: "page" | "notify" | "info";
            /** @example frost: retraining failed */
            subject: string;
        };
        OpenApproval: {
            /**
             * Format: date-time
             * @description Until when a person may decide.
             * @example 2026-05-04T09:30:00.000Z
             */
            deadline: string | null;
            /** @example frost */
            model: string;
            /**
             * @description ARN of a model package.
             * @example arn:aws:sagemaker:eu-central-1:111122223333:model-package/frost/5
             */
            package: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             * @example 2026-05-04T09:30:00.000Z
             */
            requestedAt: string;
            /**
             * @description Of its `approval-requested`.
             * @example 42
             */
            sequence: number;
            /** @example 5 */
            version: number;
        };
        /** @description One of several challengers of a rollout. */
        OtherChallenger: {
            challenger: {
                /**
                 * @description ARN of a model package.
                 * @example arn:aws:sagemaker:eu-central-1:111122223333:model-package/frost/5
                 */
                package: string;
                /** @example version-5 */
                variant: string;
                /** @example 5 */
                version: number;
            };
            /** @enum {string} */
            ended: "running" | "rolled-back" | "superseded";
            /** @description After the last look at it; null before the first. */
            evidence: components["schemas"]["Evidence"] | null;
            line: components["schemas"]["EvidenceLine"] | null;
            /** @description Why it was dropped; null where it was not. */
            reason: string | null;
        };
        /** @description A page with what an answer is about. */
        PageLink: {
            /** @example Endpoint frost-prod */
            label: string;
            /** @example https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/endpoints/frost-prod */
            url: string;
        };
        PastWindow: {
            /**
             * @description The sum with this window.
             * @example 5.2
             */
            cusum: number | null;
            /** @description How far other features are, the strongest first, at most ten; empty where the monitor tells of violated ones alone. */
            distances: {
                /** @example 0.04 */
                distance: number;
                /** @example wind */
                feature: string;
                /** @example 0.2 */
                threshold: number | null;
            }[];
            /** @description The largest distance among its features. */
            effect: number | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             * @example 2026-05-04T09:30:00.000Z
             */
            end: string;
            /** @description The violated ones, strongest first, at most ten. */
            features: components["schemas"]["DriftFeature"][];
            judged: boolean;
            /**
             * @description What the sum is compared with.
             * @example 6.47
             */
            line: number | null;
            /** @description The model's performance, measured or estimated, at most ten. */
            metrics: components["schemas"]["MeasuredMetric"][];
            /** @description Why it was not judged, or not in full; null when it was. */
            problem: {
                /** @enum {string} */
                reason: "no-endpoint" | "no-capture" | "no-baseline" | "no-files" | "no-requests" | "all-unread" | "mostly-unread" | "too-few-rows" | "column-mismatch" | "no-labels" | "no-label-matches" | "not-measured" | "failed" | "no-reports" | "no-looks" | "no-outcomes";
                words: string;
            } | null;
            /** @description Where its report lies. */
            report: string | null;
            /** @example 480 */
            rows: number | null;
            /**
             * @description Evidence as a standard normal score without drift; null where it was not judged.
             * @example 2.6
             */
            score: number | null;
            /**
             * @description Of the entry that tells of it.
             * @example 42
             */
            sequence: number;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             * @example 2026-05-04T09:30:00.000Z
             */
            start: string | null;
            /** @description What could not be read of it; null where the source does not say. */
            unread: {
                /**
                 * @description The form of one that was not understood, its values told by their type.
                 * @example {"instances": [{"x": [number]}]}
                 */
                example: string | null;
                /**
                 * @description Requests or labels that could not be read.
                 * @example 12
                 */
                lines: number;
                /** @description Why, the most frequent reason first; rare ones are left out. */
                reasons: {
                    lines: number;
                    /** @example a row has 64 values; expected 63 */
                    reason: string;
                }[];
            } | null;
        };
        /** @description A model's policy as it is in force. */
        Policy: {
            /** @example frost */
            model: string;
            /** @description In the policy's order, with what holds by default. It has no secrets. */
            settings: components["schemas"]["PolicySetting"][];
        };
        PolicySetting: {
            /**
             * @description Where it stands in the model's policy.
             * @example drift.sensitivity.falseAlarmsPerYear
             */
            path: string;
            /**
             * @description As it is in force; durations in words, money in dollars.
             * @example 6 hours
             */
            value: string;
        };
        /** @description What went wrong (RFC 9457). */
        Problem: {
            /**
             * @description What is wrong with this request.
             * @example Not understood: body.reason.
             */
            detail: string;
            entry?: components["schemas"]["Entry"];
            /** @description Every field that is wrong. */
            errors?: {
                /** @example is missing; why, in a few words */
                expected: string;
                /** @example body.reason */
                path: string;
                /** @description What was sent; null when nothing was. */
                value?: unknown;
            }[];
            /**
             * @description The request's path.
             * @example /models/frost/retrain
             */
            instance: string;
            /**
             * @description The ledger's end, where another was expected.
             * @example 42
             */
            sequence?: number;
            /** @example 400 */
            status: number;
            /** @example The request cannot be understood */
            title: string;
            /**
             * @description `/problems/<name>`; the names are bad-request, forbidden, not-found, refused, link-altered, link-expired, link-used, link-decided, link-over, sequence-conflict, unsupported-media-type, key-reused, internal, busy.
             * @example /problems/bad-request
             */
            type: string;
        };
        RedriveBody: {
            /**
             * @description The deliveries' ids; all that are dead unless given.
             * @example [
             *       "msg_frost_42"
             *     ]
             */
            deliveries?: string[];
        };
        Rollout: {
            challenger: {
                /**
                 * @description ARN of a model package.
                 * @example arn:aws:sagemaker:eu-central-1:111122223333:model-package/frost/5
                 */
                package: string;
                /** @example version-5 */
                variant: string;
                /** @example 5 */
                version: number;
            };
            champion: {
                /**
                 * @description ARN of a model package.
                 * @example arn:aws:sagemaker:eu-central-1:111122223333:model-package/frost/5
                 */
                package: string | null;
                /** @example version-4 */
                variant: string;
                /** @example 4 */
                version: number | null;
            };
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             * @example 2026-05-04T09:30:00.000Z
             */
            deadline: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             * @example 2026-05-04T09:30:00.000Z
             */
            endedAt: string | null;
            /** @description After the last look; null before the first. */
            evidence: components["schemas"]["Evidence"] | null;
            line: components["schemas"]["EvidenceLine"] | null;
            /** @example 2 */
            looks: number;
            /** @description Where several challengers were tried at once, those beside the one that was promoted or is left; absent where there were none. */
            others?: components["schemas"]["OtherChallenger"][];
            /** @description Why it ended so; null while it runs. */
            reason: string | null;
            /** @enum {string} */
            result: "running" | "promoted" | "rolled-back" | "held";
            /** @example frost-v5-1 */
            rollout: string;
            /**
             * @description Of its `rollout-started`.
             * @example 42
             */
            sequence: number;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             * @example 2026-05-04T09:30:00.000Z
             */
            startedAt: string;
            /**
             * @description The challenger's share of the traffic in percent, at last.
             * @example 50
             */
            weight: number;
        };
        /** @description One thing that a promotion waits for, and how far it is. */
        RolloutNeed: {
            /** @description Evidence as a natural logarithm, counts of the arm that has fewer, percent of the traffic, or milliseconds. */
            have: number;
            met: boolean;
            /** @enum {string} */
            of: "proof" | "no-harm" | "outcomes" | "invocations" | "traffic" | "duration";
            /** @description What it is compared with; for `no-harm` what it must stay below. */
            wanted: number;
        };
        /** @description How a rollout stood after one of its looks. */
        RolloutPoint: {
            challenger: components["schemas"]["ArmProgress"];
            champion: components["schemas"]["ArmProgress"];
            /** @enum {string} */
            decision: "promote" | "roll-back" | "shift" | "continue" | "not-enough-data" | "hold" | "deadline";
            differences: {
                errors: components["schemas"]["DifferenceInterval"] | null;
                outcomes: components["schemas"]["DifferenceInterval"] | null;
                slow: components["schemas"]["DifferenceInterval"] | null;
            };
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             * @example 2026-05-04T09:30:00.000Z
             */
            end: string;
            evidence: components["schemas"]["Evidence"];
            judges: ("outcomes" | "errors" | "latency" | "cold-starts")[];
            line: components["schemas"]["EvidenceLine"];
            /** @example 3 */
            look: number;
            /** @description Null while nobody asked anything. */
            ratio: components["schemas"]["SampleRatio"] | null;
            /**
             * @description Of its `rollout-looked`.
             * @example 42
             */
            sequence: number;
            /** @description Null where it is not checked, and in earlier entries. */
            split: components["schemas"]["SplitCheck"] | null;
            /**
             * @description The challenger's share of the traffic in percent, during the look.
             * @example 20
             */
            weight: number;
        };
        RolloutProgress: {
            /**
             * @description Which way outcomes are better.
             * @enum {string}
             */
            better: "higher" | "lower";
            /** @description The smallest differences that matter, in the differences' own units. */
            minimumEffects: {
                errors: number;
                outcomes: number;
                slow: number;
            };
            /** @description Whether there are later looks: ask `after` the last one. */
            more: boolean;
            /** @description What a promotion waits for since the last look; empty before the first, and once it is over. */
            needs: components["schemas"]["RolloutNeed"][];
            /** @description Where several challengers were tried at once, those beside the one that `points` are of; absent where there were none. */
            others?: {
                challenger: {
                    variant: string;
                    version: number;
                };
                /** @enum {string} */
                ended: "running" | "rolled-back" | "superseded";
                /** @description After its last look; null before the first. */
                point: components["schemas"]["RolloutPoint"] | null;
                reason: string | null;
            }[];
            /**
             * @description Whether an outcome is good or bad, or a value.
             * @enum {string}
             */
            outcomes: "rates" | "values";
            /** @description How much more the proof takes, should the evidence go on to grow as it has on the whole; null where it is there, or does not grow. */
            pace: {
                milliseconds: number;
                /**
                 * @description Of both arms together.
                 * @example 420
                 */
                outcomes: number;
            } | null;
            /** @description In the order of looks. */
            points: components["schemas"]["RolloutPoint"][];
            /** @enum {string} */
            promoteWhen: "better" | "not worse";
            /** @description The challenger's shares in percent, step by step. */
            ramp: number[];
            rollout: components["schemas"]["Rollout"];
        };
        RunningRollout: {
            challenger: {
                /**
                 * @description ARN of a model package.
                 * @example arn:aws:sagemaker:eu-central-1:111122223333:model-package/frost/5
                 */
                package: string;
                /**
                 * @description How many of them were good.
                 * @example 40
                 */
                successes: number;
                /**
                 * @description Outcomes that arrived.
                 * @example 60
                 */
                trials: number;
                /** @example version-5 */
                variant: string;
                /** @example 5 */
                version: number;
            };
            champion: {
                /**
                 * @description ARN of a model package.
                 * @example arn:aws:sagemaker:eu-central-1:111122223333:model-package/frost/5
                 */
                package: string | null;
                /**
                 * @description How many of them were good.
                 * @example 40
                 */
                successes: number;
                /**
                 * @description Outcomes that arrived.
                 * @example 60
                 */
                trials: number;
                /** @example version-4 */
                variant: string;
                /** @example 4 */
                version: number | null;
            };
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             * @example 2026-05-04T09:30:00.000Z
             */
            deadline: string;
            evidence: components["schemas"]["Evidence"];
            /** @example 3 */
            looks: number;
            /** @description Other challengers that are still on trial with it; absent where there are none. */
            others?: {
                challenger: {
                    /**
                     * @description ARN of a model package.
                     * @example arn:aws:sagemaker:eu-central-1:111122223333:model-package/frost/5
                     */
                    package: string;
                    /**
                     * @description How many of them were good.
                     * @example 40
                     */
                    successes: number;
                    /**
                     * @description Outcomes that arrived.
                     * @example 60
                     */
                    trials: number;
                    /** @example version-5 */
                    variant: string;
                    /** @example 5 */
                    version: number;
                };
                /** @description Beside this challenger. */
                champion: {
                    /**
                     * @description How many of them were good.
                     * @example 40
                     */
                    successes: number;
                    /**
                     * @description Outcomes that arrived.
                     * @example 60
                     */
                    trials: number;
                };
                evidence: components["schemas"]["Evidence"];
            }[];
            /** @enum {string} */
            phase: "deploying" | "shadowing" | "preparing" | "looking" | "shifting" | "promoting" | "baking" | "rolling-back" | "held";
            /** @example frost-v5-1 */
            rollout: string;
            /**
             * @description Of its `rollout-started`.
             * @example 42
             */
            sequence: number;
            /** @description Null for one that never was a shadow, and before its first look. */
            shadow: string | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             * @example 2026-05-04T09:30:00.000Z
             */
            startedAt: string;
            /**
             * @description The challenger's share of the traffic in percent; of several each one's.
             * @example 10
             */
            weight: number;
        };
        /** @description The challenger's share of all requests, 0 to 1. */
        SampleRatio: {
            /**
             * @description As the weights ask for.
             * @example 0.2
             */
            asked: number;
            /** @example 0.197 */
            served: number;
            /**
             * @description How far they are apart, in standard errors of chance. Beyond 4 it is no chance.
             * @example -0.4
             */
            standardErrors: number;
        };
        /** @description Whether the traffic was divided as it was asked for. */
        SplitCheck: {
            /**
             * @description The challenger's share, 0 to 1.
             * @example 0.2
             */
            asked: number;
            challenger: number;
            champion: number;
            /** @description So many counts carry the information of one that is assigned by itself. */
            designEffect: number;
            /**
             * @description That the traffic was divided otherwise than it was asked for.
             * @example 1.75
             */
            evidence: number;
            /** @enum {string} */
            found: "as asked" | "mismatch" | "not enough data";
            /**
             * @description What the evidence is compared with.
             * @example 6.91
             */
            line: number;
            /**
             * @description Units (users, sessions) where the policy names them, by each one's first request.
             * @enum {string}
             */
            of: "requests" | "units";
            /** @example 0.197 */
            served: number;
        };
        /** @description Who is sent entries by webhook. Addresses and secrets are not told. */
        Subscription: {
            /** @enum {string} */
            format: "standard" | "pagerduty" | "slack" | "mlflow";
            /**
             * @description Kinds of entries that are sent; null for all.
             * @example [
             *       "alert-raised"
             *     ]
             */
            kinds: string[] | null;
            /** @description Models whose entries are sent; null for all. */
            models: string[] | null;
            /** @example on-call */
            name: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             * @example 2026-05-04T09:30:00.000Z
             */
            since: string | null;
            /** @enum {string} */
            status: "live" | "disabled";
            /**
             * @description Why it was disabled.
             * @example The receiver answered 410.
             */
            why: string | null;
        };
        TestAlertsBody: {
            /**
             * @description The `sequence` of the model as you saw it. When an entry has changed how it stands since, nothing is done; one that only tells, confirms or observes something is no change.
             * @example 42
             */
            expectedSequence: number;
            /**
             * @description Why. It is kept in the ledger.
             * @example The sensors were replaced.
             */
            reason: string;
            /**
             * @description One alert is sent at each of these.
             * @example [
             *       "page",
             *       "notify"
             *     ]
             */
            severities: ("page" | "notify" | "info")[];
        };
        VersionCommandBody: {
            /**
             * @description The `sequence` of the model as you saw it. When an entry has changed how it stands since, nothing is done; one that only tells, confirms or observes something is no change.
             * @example 42
             */
            expectedSequence: number;
            /**
             * @description Why. It is kept in the ledger.
             * @example The sensors were replaced.
             */
            reason: string;
            /**
             * @description Version of the model package in the model's group.
             * @example 5
             */
            version: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type AcknowledgeBody = components['schemas']['AcknowledgeBody'];
export type AlertsOfModel = components['schemas']['AlertsOfModel'];
export type ArmProgress = components['schemas']['ArmProgress'];
export type Bought = components['schemas']['Bought'];
export type Budget = components['schemas']['Budget'];
export type Candidate = components['schemas']['Candidate'];
export type CommandAnswer = components['schemas']['CommandAnswer'];
export type CommandBody = components['schemas']['CommandBody'];
export type ComparedDistribution = components['schemas']['ComparedDistribution'];
export type Cost = components['schemas']['Cost'];
export type CostsOfModel = components['schemas']['CostsOfModel'];
export type CostSum = components['schemas']['CostSum'];
export type CountedOutcomes = components['schemas']['CountedOutcomes'];
export type Delivery = components['schemas']['Delivery'];
export type DeliveryStatus = components['schemas']['DeliveryStatus'];
export type DifferenceInterval = components['schemas']['DifferenceInterval'];
export type Drift = components['schemas']['Drift'];
export type DriftFeature = components['schemas']['DriftFeature'];
export type DriftHistory = components['schemas']['DriftHistory'];
export type Entry = components['schemas']['Entry'];
export type EntryKind = components['schemas']['EntryKind'];
export type Evidence = components['schemas']['Evidence'];
export type EvidenceLine = components['schemas']['EvidenceLine'];
export type Explanation = components['schemas']['Explanation'];
export type FeatureDistribution = components['schemas']['FeatureDistribution'];
export type FreshData = components['schemas']['FreshData'];
export type IdleFinding = components['schemas']['IdleFinding'];
export type IdleResting = components['schemas']['IdleResting'];
export type IdleSum = components['schemas']['IdleSum'];
export type Link = components['schemas']['Link'];
export type LinkForm = components['schemas']['LinkForm'];
export type Me = components['schemas']['Me'];
export type MeasuredMetric = components['schemas']['MeasuredMetric'];
export type ModelState = components['schemas']['ModelState'];
export type ModelStatus = components['schemas']['ModelStatus'];
export type ModelSummary = components['schemas']['ModelSummary'];
export type MonthOfCosts = components['schemas']['MonthOfCosts'];
export type OpenAlert = components['schemas']['OpenAlert'];
export type OpenApproval = components['schemas']['OpenApproval'];
export type OtherChallenger = components['schemas']['OtherChallenger'];
export type PageLink = components['schemas']['PageLink'];
export type PastWindow = components['schemas']['PastWindow'];
export type Policy = components['schemas']['Policy'];
export type PolicySetting = components['schemas']['PolicySetting'];
export type Problem = components['schemas']['Problem'];
export type RedriveBody = components['schemas']['RedriveBody'];
export type Rollout = components['schemas']['Rollout'];
export type RolloutNeed = components['schemas']['RolloutNeed'];
export type RolloutPoint = components['schemas']['RolloutPoint'];
export type RolloutProgress = components['schemas']['RolloutProgress'];
export type RunningRollout = components['schemas']['RunningRollout'];
export type SampleRatio = components['schemas']['SampleRatio'];
export type SplitCheck = components['schemas']['SplitCheck'];
export type Subscription = components['schemas']['Subscription'];
export type TestAlertsBody = components['schemas']['TestAlertsBody'];
export type VersionCommandBody = components['schemas']['VersionCommandBody'];
export type $defs = Record<string, never>;
export interface operations {
    listAlerts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Of all models that have any, in the fleet's order. */
            200: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        models: components["schemas"]["AlertsOfModel"][];
                    };
                };
            };
            /** @description It is still so: `If-None-Match` has its ETag. There is no body. */
            304: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApprovals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Open approvals of all models. */
            200: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approvals: components["schemas"]["OpenApproval"][];
                    };
                };
            };
            /** @description It is still so: `If-None-Match` has its ETag. There is no body. */
            304: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCosts: {
        parameters: {
            query?: {
                /** @description Only models after this one: the `next` of the page before. */
                after?: string;
                /** @description Models in a page. */
                limit?: number;
                /** @description One model alone; all of the fleet unless given. */
                model?: string;
                /** @description One month alone, UTC. */
                month?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the ledgers say, by the prices that each cost was written down with. */
            200: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        currency: "USD";
                        /** @description In the fleet's order, with what the policy allows and what is left of it now. */
                        models: components["schemas"]["CostsOfModel"][];
                        /** @description Of these models, by model; the oldest month first. */
                        months: components["schemas"]["MonthOfCosts"][];
                        /** @description The `after` of the next page; null when there is none. */
                        next: string | null;
                    };
                };
            };
            /** @description It is still so: `If-None-Match` has its ETag. There is no body. */
            304: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listIdle: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the account's own ledger comes to. */
            200: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description When something was last written of it; null when nothing ever was.
                         * @example 2026-05-04T09:30:00.000Z
                         */
                        changedAt: string | null;
                        /** @description The dearest first. */
                        findings: components["schemas"]["IdleFinding"][];
                        /** @description Whether the fleet looks for what stands idle. */
                        looks: boolean;
                        resting: components["schemas"]["IdleResting"][];
                        running: components["schemas"]["IdleSum"];
                        stopped: components["schemas"]["IdleSum"] & unknown;
                    };
                };
            };
            /** @description It is still so: `If-None-Match` has its ETag. There is no body. */
            304: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What the alert's link ends with. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What would be done, and what is known of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Link"];
                    "text/html": string;
                };
            };
            /** @description The link was altered, or a field of the form is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description Someone decided it already, here or in the model registry. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description The link's time is over, it was used, or what it is about is over. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
        };
    };
    actOnLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What the alert's link ends with. */
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["LinkForm"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswer"];
                    "text/html": string;
                };
            };
            /** @description The link was altered, or a field of the form is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description Someone decided it already, here or in the model registry. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description The link's time is over, it was used, or what it is about is over. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description The body is no JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
        };
    };
    getCaller: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller as entries of the ledger name them. Who has no role is told so by 403. */
            200: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description It is still so: `If-None-Match` has its ETag. There is no body. */
            304: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every model with what it is at, in the fleet's order. */
            200: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        models: components["schemas"]["ModelSummary"][];
                    };
                };
            };
            /** @description It is still so: `If-None-Match` has its ETag. There is no body. */
            304: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getModel: {
        parameters: {
            query?: {
                /** @description As it was after this entry; as it is now unless given. The policy and the links are today's. */
                at?: number | null;
            };
            header?: never;
            path: {
                /** @description The model's name in the fleet. */
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the ledger comes to. */
            200: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelState"];
                };
            };
            /** @description It is still so: `If-None-Match` has its ETag. There is no body. */
            304: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acknowledge: {
        parameters: {
            query?: never;
            header: {
                /** @description A text of your own, different for every act and the same when you send one again: it is done once. A UUID does. */
                "idempotency-key": string;
            };
            path: {
                /** @description The model's name in the fleet. */
                model: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcknowledgeBody"];
            };
        };
        responses: {
            /** @description Done, now or when this key first came. */
            200: {
                headers: {
                    /** @description `true` when this key came before, and nothing was done this time. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswer"];
                };
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused or overtaken: `entry` says why, or `sequence` is where the ledger ends now. */
            409: {
                headers: {
                    /** @description `true` when this key came before, and nothing was done this time. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is no JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The idempotency key was used for another command; nothing was written. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approve: {
        parameters: {
            query?: never;
            header: {
                /** @description A text of your own, different for every act and the same when you send one again: it is done once. A UUID does. */
                "idempotency-key": string;
            };
            path: {
                /** @description The model's name in the fleet. */
                model: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionCommandBody"];
            };
        };
        responses: {
            /** @description Done, now or when this key first came. */
            200: {
                headers: {
                    /** @description `true` when this key came before, and nothing was done this time. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswer"];
                };
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused or overtaken: `entry` says why, or `sequence` is where the ledger ends now. */
            409: {
                headers: {
                    /** @description `true` when this key came before, and nothing was done this time. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is no JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The idempotency key was used for another command; nothing was written. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDrift: {
        parameters: {
            query?: {
                /** @description The newest windows of each schedule, at most so many. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The model's name in the fleet. */
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found in each window, its score, and the sum of the evidence against its line; also of windows that were not judged. */
            200: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriftHistory"];
                };
            };
            /** @description It is still so: `If-None-Match` has its ETag. There is no body. */
            304: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFeatureDistribution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its name. */
                feature: string;
                /** @description The model's name in the fleet. */
                model: string;
                /** @description The sequence of the entry that tells of the window. */
                window: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The baseline's distribution and the window's over the same parts, missing and unknown shares; or why there is none. */
            200: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeatureDistribution"];
                };
            };
            /** @description It is still so: `If-None-Match` has its ETag. There is no body. */
            304: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEntries: {
        parameters: {
            query?: {
                /** @description Only entries after this one: the `next` of the page before. */
                after?: number | null;
                /** @description What kind of fact an entry is. */
                kind?: components["schemas"]["EntryKind"];
                /** @description Entries in a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The model's name in the fleet. */
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Entries in order. */
            200: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: (components["schemas"]["Entry"] & unknown)[];
                        /**
                         * @description The `after` of the next page; null when there is none.
                         * @example 50
                         */
                        next: number | null;
                    };
                };
            };
            /** @description It is still so: `If-None-Match` has its ETag. There is no body. */
            304: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explainEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The model's name in the fleet. */
                model: string;
                /** @description The entry's sequence. */
                sequence: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entry's explanation. */
            200: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explanation"];
                };
            };
            /** @description It is still so: `If-None-Match` has its ETag. There is no body. */
            304: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pause: {
        parameters: {
            query?: never;
            header: {
                /** @description A text of your own, different for every act and the same when you send one again: it is done once. A UUID does. */
                "idempotency-key": string;
            };
            path: {
                /** @description The model's name in the fleet. */
                model: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommandBody"];
            };
        };
        responses: {
            /** @description Done, now or when this key first came. */
            200: {
                headers: {
                    /** @description `true` when this key came before, and nothing was done this time. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswer"];
                };
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused or overtaken: `entry` says why, or `sequence` is where the ledger ends now. */
            409: {
                headers: {
                    /** @description `true` when this key came before, and nothing was done this time. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is no JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The idempotency key was used for another command; nothing was written. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The model's name in the fleet. */
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every setting, with what holds by default. */
            200: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policy"];
                };
            };
            /** @description It is still so: `If-None-Match` has its ETag. There is no body. */
            304: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    promote: {
        parameters: {
            query?: never;
            header: {
                /** @description A text of your own, different for every act and the same when you send one again: it is done once. A UUID does. */
                "idempotency-key": string;
            };
            path: {
                /** @description The model's name in the fleet. */
                model: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommandBody"];
            };
        };
        responses: {
            /** @description Done, now or when this key first came. */
            200: {
                headers: {
                    /** @description `true` when this key came before, and nothing was done this time. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswer"];
                };
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused or overtaken: `entry` says why, or `sequence` is where the ledger ends now. */
            409: {
                headers: {
                    /** @description `true` when this key came before, and nothing was done this time. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is no JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The idempotency key was used for another command; nothing was written. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reject: {
        parameters: {
            query?: never;
            header: {
                /** @description A text of your own, different for every act and the same when you send one again: it is done once. A UUID does. */
                "idempotency-key": string;
            };
            path: {
                /** @description The model's name in the fleet. */
                model: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionCommandBody"];
            };
        };
        responses: {
            /** @description Done, now or when this key first came. */
            200: {
                headers: {
                    /** @description `true` when this key came before, and nothing was done this time. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswer"];
                };
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused or overtaken: `entry` says why, or `sequence` is where the ledger ends now. */
            409: {
                headers: {
                    /** @description `true` when this key came before, and nothing was done this time. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is no JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The idempotency key was used for another command; nothing was written. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resume: {
        parameters: {
            query?: never;
            header: {
                /** @description A text of your own, different for every act and the same when you send one again: it is done once. A UUID does. */
                "idempotency-key": string;
            };
            path: {
                /** @description The model's name in the fleet. */
                model: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommandBody"];
            };
        };
        responses: {
            /** @description Done, now or when this key first came. */
            200: {
                headers: {
                    /** @description `true` when this key came before, and nothing was done this time. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswer"];
                };
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused or overtaken: `entry` says why, or `sequence` is where the ledger ends now. */
            409: {
                headers: {
                    /** @description `true` when this key came before, and nothing was done this time. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is no JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The idempotency key was used for another command; nothing was written. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retrain: {
        parameters: {
            query?: never;
            header: {
                /** @description A text of your own, different for every act and the same when you send one again: it is done once. A UUID does. */
                "idempotency-key": string;
            };
            path: {
                /** @description The model's name in the fleet. */
                model: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommandBody"];
            };
        };
        responses: {
            /** @description Done, now or when this key first came. */
            200: {
                headers: {
                    /** @description `true` when this key came before, and nothing was done this time. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswer"];
                };
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused or overtaken: `entry` says why, or `sequence` is where the ledger ends now. */
            409: {
                headers: {
                    /** @description `true` when this key came before, and nothing was done this time. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is no JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The idempotency key was used for another command; nothing was written. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rollBack: {
        parameters: {
            query?: never;
            header: {
                /** @description A text of your own, different for every act and the same when you send one again: it is done once. A UUID does. */
                "idempotency-key": string;
            };
            path: {
                /** @description The model's name in the fleet. */
                model: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommandBody"];
            };
        };
        responses: {
            /** @description Done, now or when this key first came. */
            200: {
                headers: {
                    /** @description `true` when this key came before, and nothing was done this time. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswer"];
                };
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused or overtaken: `entry` says why, or `sequence` is where the ledger ends now. */
            409: {
                headers: {
                    /** @description `true` when this key came before, and nothing was done this time. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is no JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The idempotency key was used for another command; nothing was written. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRollouts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The model's name in the fleet. */
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every rollout so far, the newest first. */
            200: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rollouts: components["schemas"]["Rollout"][];
                    };
                };
            };
            /** @description It is still so: `If-None-Match` has its ETag. There is no body. */
            304: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRollout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The model's name in the fleet. */
                model: string;
                /** @description The rollout's name. */
                rollout: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rollout, and every look's counts, evidence and decision in order. */
            200: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description In the AWS console, in Studio where the fleet names its domain, and of the MLflow run where runs are written. Only pages whose addresses are known. */
                        links: components["schemas"]["PageLink"][];
                        /** @description Entries of the kind `rollout-looked`. */
                        looks: (components["schemas"]["Entry"] & unknown)[];
                        rollout: components["schemas"]["Rollout"];
                    };
                };
            };
            /** @description It is still so: `If-None-Match` has its ETag. There is no body. */
            304: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRolloutProgress: {
        parameters: {
            query?: {
                /** @description Looks after this one only. */
                after?: number | null;
                /** @description At most so many. */
                limit?: number;
                /** @description Where there are more than so many, some of them: the first, the last, each that decided something or was the first of another share of the traffic, and of every stretch of the others the first and the one with the most evidence. Every look unless given. */
                most?: number;
            };
            header?: never;
            path: {
                /** @description The model's name in the fleet. */
                model: string;
                /** @description The rollout's name. */
                rollout: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Both arms' counts, their differences with confidence sequences, the evidence against its lines and the sample ratio after each look, and what a promotion still needs. */
            200: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutProgress"];
                };
            };
            /** @description It is still so: `If-None-Match` has its ETag. There is no body. */
            304: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startRollout: {
        parameters: {
            query?: never;
            header: {
                /** @description A text of your own, different for every act and the same when you send one again: it is done once. A UUID does. */
                "idempotency-key": string;
            };
            path: {
                /** @description The model's name in the fleet. */
                model: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionCommandBody"];
            };
        };
        responses: {
            /** @description Done, now or when this key first came. */
            200: {
                headers: {
                    /** @description `true` when this key came before, and nothing was done this time. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswer"];
                };
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused or overtaken: `entry` says why, or `sequence` is where the ledger ends now. */
            409: {
                headers: {
                    /** @description `true` when this key came before, and nothing was done this time. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is no JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The idempotency key was used for another command; nothing was written. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testAlerts: {
        parameters: {
            query?: never;
            header: {
                /** @description A text of your own, different for every act and the same when you send one again: it is done once. A UUID does. */
                "idempotency-key": string;
            };
            path: {
                /** @description The model's name in the fleet. */
                model: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestAlertsBody"];
            };
        };
        responses: {
            /** @description Done, now or when this key first came. */
            200: {
                headers: {
                    /** @description `true` when this key came before, and nothing was done this time. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswer"];
                };
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused or overtaken: `entry` says why, or `sequence` is where the ledger ends now. */
            409: {
                headers: {
                    /** @description `true` when this key came before, and nothing was done this time. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is no JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The idempotency key was used for another command; nothing was written. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undo: {
        parameters: {
            query?: never;
            header: {
                /** @description A text of your own, different for every act and the same when you send one again: it is done once. A UUID does. */
                "idempotency-key": string;
            };
            path: {
                /** @description The model's name in the fleet. */
                model: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommandBody"];
            };
        };
        responses: {
            /** @description Done, now or when this key first came. */
            200: {
                headers: {
                    /** @description `true` when this key came before, and nothing was done this time. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswer"];
                };
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused or overtaken: `entry` says why, or `sequence` is where the ledger ends now. */
            409: {
                headers: {
                    /** @description `true` when this key came before, and nothing was done this time. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is no JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The idempotency key was used for another command; nothing was written. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDocument: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1. */
            200: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description It is still so: `If-None-Match` has its ETag. There is no body. */
            304: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSubscriptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every subscription of the fleet. */
            200: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        subscriptions: components["schemas"]["Subscription"][];
                    };
                };
            };
            /** @description It is still so: `If-None-Match` has its ETag. There is no body. */
            304: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Deliveries in a page. */
                limit?: number;
                /** @description `dead`: every attempt failed; redrive it. `dropped`: the subscription was disabled or is gone from the fleet. */
                status?: components["schemas"]["DeliveryStatus"];
            };
            header?: never;
            path: {
                /** @description The subscription's name in the fleet. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deliveries, the newest first. */
            200: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveries: components["schemas"]["Delivery"][];
                        /** @description The `after` of the next page; null when there is none. */
                        next: string | null;
                    };
                };
            };
            /** @description It is still so: `If-None-Match` has its ETag. There is no body. */
            304: {
                headers: {
                    /** @description Of this answer; send it as `If-None-Match` to ask whether it is still so. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enableSubscription: {
        parameters: {
            query?: never;
            header: {
                /** @description A text of your own, different for every act and the same when you send one again: it is done once. A UUID does. */
                "idempotency-key": string;
            };
            path: {
                /** @description The subscription's name in the fleet. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The subscription is live. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        subscription: components["schemas"]["Subscription"];
                    };
                };
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redriveDeliveries: {
        parameters: {
            query?: never;
            header: {
                /** @description A text of your own, different for every act and the same when you send one again: it is done once. A UUID does. */
                "idempotency-key": string;
            };
            path: {
                /** @description The subscription's name in the fleet. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedriveBody"];
            };
        };
        responses: {
            /** @description What is delivered again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        redriven: string[];
                    };
                };
            };
            /** @description A parameter, a header or the body is wrong; `errors` names every field. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller's role is too low, or nobody gave the caller one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, entry, rollout or subscription. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused or overtaken: `entry` says why, or `sequence` is where the ledger ends now. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is no JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong inside; the function's log has it. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Other writers were first, or AWS is busy. Try again after `Retry-After` seconds. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
