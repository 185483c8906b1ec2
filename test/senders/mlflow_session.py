"""MLflow's own server, on the loopback, sends its webhooks about a registered model.

Usage: mlflow_session.py FOLDER URL SECRET. Prints a line of JSON when all was done that has webhooks, and stops
the server when standard input ends: the webhooks are sent from threads of the server.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

folder, url, secret = sys.argv[1:]

with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]

os.environ.update(
    # Both are for development: webhooks go to public https:// addresses alone otherwise.
    MLFLOW_WEBHOOK_ALLOWED_SCHEMES="http",
    MLFLOW_WEBHOOK_ALLOW_PRIVATE_IPS="true",
    MLFLOW_DISABLE_TELEMETRY="true",
    DO_NOT_TRACK="true",
    # MLflow leaves locks of its databases there.
    TMPDIR=folder,
)
log = open(os.path.join(folder, "server.log"), "w+")
server = subprocess.Popen(
    [
        sys.executable, "-m", "mlflow", "server",
        "--backend-store-uri", f"sqlite:///{folder}/mlflow.db",
        "--artifacts-destination", f"{folder}/artifacts",
        "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
    ],
    cwd=folder, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
)


def wait_until_ready():
    for _ in range(1200):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    log.seek(0)
    sys.exit(f"MLflow's server does not serve:\n{log.read()[-3000:]}")


def use_registry():
    import mlflow
    from mlflow import MlflowClient

    client = MlflowClient(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port}")
    events = ["registered_model", "model_version", "model_version_alias", "model_version_tag"]
    webhook = client.create_webhook(
        name="driftwheel",
        url=url,
        events=[f"{entity}.{'set' if entity.endswith('tag') else 'created'}" for entity in events],
        secret=secret,
    )
    tested = client.test_webhook(webhook.webhook_id)
    orchard, meadow = "Orchard's frost, hourly", "meadow"
    for name in (orchard, meadow):
        client.create_registered_model(name)
        client.create_model_version(name, source=f"s3://orchard/{name}/1", tags={"team": "trees"})
        client.create_model_version(name, source=f"s3://orchard/{name}/2", tags={"driftwheel": "meadow-1"})
    client.set_registered_model_alias(orchard, "challenger", "2")
    client.set_registered_model_alias(orchard, "champion", "1")
    client.set_model_version_tag(orchard, "2", "package", "2")
    print(
        json.dumps({"mlflow": mlflow.__version__, "tested": [tested.success, tested.response_status]}),
        flush=True,
    )


try:
    wait_until_ready()
    use_registry()
    sys.stdin.read()
finally:
    os.killpg(server.pid, signal.SIGTERM)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
