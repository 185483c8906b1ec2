"""What the images read and write without a function of the user's: JSON, CSV and NumPy's own form.

Source: https://github.com/aws/sagemaker-inference-toolkit, `decoder.py`, `encoder.py` and `errors.py` of 1.10.1.
"""

import io
import json

JSON = "application/json"
CSV = "text/csv"
NPY = "application/x-npy"
NPZ = "application/x-npz"

texts = (JSON, CSV)
written = (JSON, CSV, NPY)


class Unsupported(Exception):
    """A content type that nothing here reads or writes."""

    def __init__(self, content_type):
        super().__init__(
            f"Content type {content_type} is not supported by this framework. "
            "Implement input_fn to read the request, or output_fn to write the response."
        )


def decode(body, content_type):
    import numpy

    if content_type == JSON:
        return numpy.array(json.loads(body))
    if content_type == CSV:
        return numpy.genfromtxt(io.StringIO(_text(body)), delimiter=",", dtype=None, encoding="utf-8")
    if content_type == NPY:
        return numpy.load(io.BytesIO(body), allow_pickle=True)
    if content_type == NPZ:
        import scipy.sparse

        return scipy.sparse.load_npz(io.BytesIO(body))
    raise Unsupported(content_type)


def encode(values, accept):
    """The values in the first of the accepted types that is known, and that type."""
    for content_type in accept.replace(" ", "").split(","):
        if content_type in written:
            return _encoded(values, content_type), content_type
    raise Unsupported(accept)


def _encoded(values, content_type):
    if content_type == JSON:
        return json.dumps(values, default=_listed)
    import numpy

    if content_type == CSV:
        lines = io.StringIO()
        numpy.savetxt(lines, values, delimiter=",", fmt="%s")
        return lines.getvalue()
    npy = io.BytesIO()
    numpy.save(npy, values)
    return npy.getvalue()


def _listed(value):
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} cannot be written as JSON.")


def _text(body):
    return body.decode("utf-8") if isinstance(body, bytes) else body
