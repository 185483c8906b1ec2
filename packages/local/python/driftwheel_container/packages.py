"""Packages that a script names in its requirements.txt, in an environment of their own beside the Python's."""

import hashlib
import os
import site
import subprocess
import sys
from pathlib import Path


class CannotInstall(Exception):
    """pip refused, with its exit code and what it said."""

    def __init__(self, code, command, said):
        super().__init__(said)
        self.code = code
        self.command = command
        self.said = said


def python_with(requirements):
    """The Python that has what a requirements.txt names: this one where there is none.

    An environment is made once for the same Python and the same words, and used again, also by the next server.
    """
    requirements = Path(requirements)
    if not requirements.is_file():
        return sys.executable
    words = requirements.read_bytes()
    wanted = hashlib.sha256(sys.executable.encode() + sys.version.encode() + words).hexdigest()[:24]
    folder = _cache() / wanted
    python = folder / "bin" / "python"
    complete = folder / "complete"
    if complete.exists():
        print(f"The packages of {requirements.name} are installed in {folder} already.", flush=True)
        return str(python)
    print(f"Installing the packages of {requirements.name} into {folder}.", flush=True)
    _run([sys.executable, "-m", "venv", "--system-site-packages", "--without-pip", "--clear", str(folder)])
    # A Python that is an environment itself: what it has is there, too.
    own = next((folder / "lib").glob("python*")) / "site-packages" / "driftwheel.pth"
    own.write_text("\n".join(site.getsitepackages()) + "\n")
    install = ["-m", "pip", "--python", str(python), "install", "--disable-pip-version-check"]
    _run([sys.executable, *install, "-r", requirements.name], cwd=requirements.parent)
    complete.touch()
    return str(python)


def _cache():
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(base) / "driftwheel" / "python"


def _run(command, cwd=None):
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(done.stdout, end="", flush=True)
    if done.returncode == 0:
        return
    last = [line for line in done.stdout.splitlines() if "ERROR" in line] or done.stdout.splitlines()[-3:]
    raise CannotInstall(done.returncode, " ".join(command), "\n".join(last))
