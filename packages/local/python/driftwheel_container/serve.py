"""The serving half of SageMaker's container contract: GET /ping, POST /invocations.

Source: https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html
"""

import os
import signal
import sys
import threading
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from driftwheel_container.handlers import Handlers, run_by_python_with_packages
from driftwheel_container.packages import CannotInstall
from driftwheel_container.payloads import Unsupported


def main():
    try:
        run_by_python_with_packages("driftwheel_container.serve")
    except CannotInstall as refused:
        sys.exit(f"InstallRequirementsError: {refused.said}")
    handlers = Handlers(os.environ.get("DRIFTWHEEL_FRAMEWORK", ""))
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("SAGEMAKER_BIND_TO_PORT", "8080"))), Requests)
    server.handlers = handlers
    # A model is asked by one request at a time, as by one worker of the images' servers.
    server.one_at_a_time = threading.Lock()
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    print(f"serving on port {server.server_port}", flush=True)
    server.serve_forever()


class Requests(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.respond(200 if self.path == "/ping" else 404, b"", "text/plain")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.path != "/invocations":
            self.respond(404, b"", "text/plain")
            return
        content_type = (self.headers.get("content-type") or "application/json").split(";")[0].strip()
        try:
            with self.server.one_at_a_time:
                answered, of_type = self.server.handlers.answer(body, content_type, self.headers.get("accept"))
        except Unsupported as refusal:
            self.respond(415, str(refusal).encode("utf-8"), "text/plain")
        except Exception as error:
            trace = traceback.format_exc()
            print(trace, file=sys.stderr, flush=True)
            # Those of the inference toolkit that a script raises tell their own status.
            status = getattr(error, "status_code", 500)
            self.respond(int(status), f"{getattr(error, 'message', error)}\n{trace}".encode("utf-8"), "text/plain")
        else:
            self.respond(200, answered, of_type)

    def respond(self, status, body, content_type):
        self.send_response(status)
        self.send_header("content-type", content_type)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *values):
        """The server's own log has each request."""


if __name__ == "__main__":
    main()
