#!/usr/bin/env bash
# mlflow 3.17.2: a tracking server that starts again sends no webhook that was made before, and says so to nobody.
#
# The secrets of webhooks are kept encrypted. Without MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY the server draws a key when it
# starts, and the next start draws another one, by which the secrets of before cannot be read. The webhook is still listed
# as active, and registering a model still succeeds. With a key of one's own the same webhook is sent after a restart.
#
# Prints what was seen; ends with 1 when it is no longer so. Needs Python 3.10 or newer; takes about three minutes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check mlflow==3.17.2
cat > seen.py <<'PY'
import http.server
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request

from cryptography.fernet import Fernet

from mlflow import MlflowClient
from mlflow.entities.webhook import WebhookAction, WebhookEntity, WebhookEvent

received = []


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        received.append(self.rfile.read(int(self.headers["content-length"])).decode())
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=receiver.serve_forever, daemon=True).start()
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
address = f"http://127.0.0.1:{port}"
settings = dict(
    os.environ,
    # Both are for development: webhooks go to public https:// addresses alone otherwise.
    MLFLOW_WEBHOOK_ALLOWED_SCHEMES="http",
    MLFLOW_WEBHOOK_ALLOW_PRIVATE_IPS="true",
    MLFLOW_DISABLE_TELEMETRY="true",
    DO_NOT_TRACK="true",
)


def serve(database, key, act):
    server = subprocess.Popen(
        [sys.executable, "-m", "mlflow", "server", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
         "--backend-store-uri", f"sqlite:///{database}.db", "--artifacts-destination", "artifacts"],
        env=settings if key is None else {**settings, "MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY": key},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )
    try:
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"{address}/health", timeout=1):
                    break
            except OSError:
                time.sleep(0.2)
        return act(MlflowClient(address, address))
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def hears_of(model):
    """Whether the receiver is told of a model that is registered now."""
    def act(client):
        if not client.list_webhooks():
            client.create_webhook(
                name="all", url=f"http://127.0.0.1:{receiver.server_port}/", secret="a-secret-of-the-receiver",
                events=[WebhookEvent(WebhookEntity.REGISTERED_MODEL, WebhookAction.CREATED)],
            )
        client.create_registered_model(model)
        for _ in range(100):
            if any(f'"{model}"' in body for body in received):
                return "sent"
            time.sleep(0.2)
        return f"not sent, and the webhook is {client.list_webhooks()[0].status.value.lower()}"
    return act


key = Fernet.generate_key().decode()
print("first start:", serve("drawn", None, hears_of("one")))
print("second start:", serve("drawn", None, hears_of("two")))
print("first start with a key:", serve("given", key, hears_of("three")))
print("second start with a key:", serve("given", key, hears_of("four")))
PY
seen=$(python/bin/python seen.py 2>/dev/null)
expected="first start: sent
second start: not sent, and the webhook is active
first start with a key: sent
second start with a key: sent"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "changed: expected $expected" >&2; exit 1; }
