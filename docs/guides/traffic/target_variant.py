"""The variant of a SageMaker endpoint that a unit (a user, a session) is always sent to.

Copy this file; it needs nothing but Python. It says the same as `targetVariant` of the npm package driftwheel.
"""

import hashlib


def target_variant(unit, endpoint, salt=None):
    """What `TargetVariant` is to be for a unit; None while fewer than two variants have a weight: leave it out then.

    unit: whose request it is, a text. endpoint: what describe_endpoint answers. salt: another one than the name of the
    endpoint's config, where units shall stay together beyond a trial.

    Of all units each variant has the share that its weight asks for. While two variants serve, a unit that has the one
    whose share grows keeps it.
    """
    if salt is None:
        salt = endpoint.get("EndpointConfigName", "")
    described = endpoint.get("ProductionVariants") or []
    variants = sorted(
        (variant["VariantName"], variant.get("CurrentWeight") or 0)
        for variant in described
        if (variant.get("CurrentWeight") or 0) > 0
    )
    if len(variants) < 2:
        return None
    digest = hashlib.sha256(f"{salt}\n{unit}".encode("utf-8")).digest()
    point = int.from_bytes(digest[:6], "big") / 2**48
    # Not sum(), which since Python 3.12 rounds otherwise than adding one after the other.
    whole = 0
    for _, weight in variants:
        whole += weight
    below = 0
    for name, weight in variants:
        below += weight
        if point * whole < below:
            return name
    return variants[-1][0]
