"""Runs a user's training script as SageMaker's training toolkit does.

Source: https://github.com/aws/sagemaker-training-toolkit, `entry_point.py`, `process.py` and `errors.py` of 5.1.4.
"""

import os
import re
import shlex
import subprocess
import sys

from driftwheel_container import environment, folders
from driftwheel_container.packages import CannotInstall, python_with

# Where an error begins on standard error: `ValueError: ...`, with or without a module in front of it.
error = re.compile(r"^\S*(Error|Exception|Interrupt|Exit)\b")


class Failure(Exception):
    """A failure that the user can do something about, as the toolkit words it."""


def main():
    try:
        run()
    except Failure as failure:
        folders.output.mkdir(parents=True, exist_ok=True)
        folders.failure.write_text(str(failure), "utf-8")
        print(str(failure), file=sys.stderr, flush=True)
        sys.exit(1)


def run():
    variables = environment.variables()
    program = variables["SM_USER_ENTRY_POINT"]
    if not program:
        raise Failure(
            "ClientError: No script is named. Give the hyperparameters sagemaker_program (train.py) and "
            "sagemaker_submit_directory (s3://bucket/sourcedir.tar.gz)."
        )
    script = (folders.code / program).resolve()
    if folders.code.resolve() not in script.parents:
        raise Failure(f"ClientError: The script {program} lies outside of its source directory.")
    if not script.is_file():
        there = sorted(path.name for path in folders.code.iterdir()) if folders.code.is_dir() else []
        raise Failure(
            f"ClientError: There is no {program} in the source directory; there are {', '.join(there) or 'no files'}."
        )
    command = command_of(program, environment.user_arguments(environment.scripts_own(environment.hyperparameters())))
    print("Invoking script with the following command:", file=sys.stderr)
    print(f"\n{shlex.join(command)}\n", file=sys.stderr, flush=True)
    code, said = follow(command, {**os.environ, **variables, "PYTHONPATH": str(folders.code)})
    if code != 0:
        raise Failure(reported("ExecuteUserScriptError", code, said, shlex.join(command)))


def command_of(program, arguments):
    """A package by its module, a script by its file, anything else by the shell."""
    if program.endswith(".sh"):
        return _by_shell(program, arguments)
    if (folders.code / "setup.py").exists():
        return [python(), "-m", re.sub(r"\.py$", "", program), *arguments]
    if program.endswith(".py"):
        return [python(), program, *arguments]
    return _by_shell(program, arguments)


def python():
    try:
        return python_with(folders.code / "requirements.txt")
    except CannotInstall as refused:
        raise Failure(reported("InstallRequirementsError", refused.code, refused.said, refused.command)) from None


def _by_shell(program, arguments):
    os.chmod(folders.code / program, 0o755)
    return ["/bin/sh", "-c", f"./{shlex.quote(program)} {shlex.join(arguments)}"]


def follow(command, variables):
    """Runs a command, passes on what it says; the exit code, and from where an error was named what stood on standard error."""
    child = subprocess.Popen(command, cwd=folders.code, env=variables, stderr=subprocess.PIPE)
    said = []
    for line in child.stderr:
        sys.stderr.buffer.write(line)
        sys.stderr.buffer.flush()
        text = line.decode("utf-8", "replace").rstrip()
        if said or error.match(text):
            said.append(text)
    return child.wait(), "\n".join(said)


def reported(kind, code, said, command):
    return f'{kind}:\nExitCode {code}\nErrorMessage "{said}"\nCommand "{command}"'


if __name__ == "__main__":
    main()
