"""Packages that a script names in its requirements.txt, in an environment of their own beside the Python's."""

import fcntl
import hashlib
import os
import site
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path


# The file in an environment that says what is in it, written last.
complete = "complete"


class CannotInstall(Exception):
    """pip refused, with its exit code and what it said."""

    def __init__(self, code, command, said):
        super().__init__(said)
        self.code = code
        self.command = command
        self.said = said


def python_with(requirements):
    """The Python that has what a requirements.txt names: this one where there is none.

    An environment is made once for the same Python and the same words, and used again, also by the next server. Of
    processes that want it at once, one makes it, and the others wait. A Python that is the environment stays itself.
    """
    requirements = Path(requirements)
    if not requirements.is_file():
        return sys.executable
    words = requirements.read_bytes()
    named = hashlib.sha256(words).hexdigest()
    if _installed(Path(sys.prefix)) == named:
        return sys.executable
    folder = _cache() / hashlib.sha256(sys.executable.encode() + sys.version.encode() + words).hexdigest()[:24]
    with _alone(folder):
        if _installed(folder) == named:
            print(f"The packages of {requirements.name} are installed in {folder} already.", flush=True)
        else:
            print(f"Installing the packages of {requirements.name} into {folder}.", flush=True)
            _install(requirements, folder)
            (folder / complete).write_text(named)
    return str(_python_of(folder))


def _install(requirements, folder):
    _run([sys.executable, "-m", "venv", "--system-site-packages", "--without-pip", "--clear", str(folder)])
    # A Python that is an environment itself: what it has is there, too.
    own = next((folder / "lib").glob("python*")) / "site-packages" / "driftwheel.pth"
    own.write_text("\n".join(site.getsitepackages()) + "\n")
    install = ["-m", "pip", "--python", str(_python_of(folder)), "install", "--disable-pip-version-check"]
    _run([sys.executable, *install, "-r", requirements.name], cwd=requirements.parent)


def _installed(folder):
    """The hash of the words whose packages an environment has; None for what is none, or was not made to the end."""
    try:
        return (folder / complete).read_text()
    except OSError:
        return None


def _python_of(folder):
    return folder / "bin" / "python"


@contextmanager
def _alone(folder):
    """Nobody else is in here for this folder; a process that ends, however it ends, lets the next one in."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with open(folder.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


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
