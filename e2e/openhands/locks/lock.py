"""Pins what the suite installs: makes NAME.txt of each NAME.in beside it, for Linux on x86_64 and Python 3.13 alone.

A line `# alone: PACKAGE` adds a package without what it depends on. The versions of LiteLLM are those of the images, and
decide how a model is called.

Run it with Python 3.11 or newer and uv on the PATH, and with the names to make again, or for all of them without any. pip
and uv would list the hashes of every platform, a megabyte.
"""

import pathlib
import re
import subprocess
import sys
import tomllib

COMPILE = ["uv", "pip", "compile", "--quiet", "--no-header", "--format", "pylock.toml"]
FOR = ["--python-version", "3.13", "--python-platform", "x86_64-manylinux_2_28"]
FOLDER = pathlib.Path(__file__).parent


def locked(requirements, *options):
    command = [*COMPILE, *FOR, *options, "-"]
    output = subprocess.run(command, input=requirements, check=True, capture_output=True, text=True).stdout
    return [requirement(package) for package in tomllib.loads(output)["packages"]]


def requirement(package):
    files = package.get("wheels") or [package["sdist"]]
    hashes = [f" \\\n    --hash=sha256:{file['hashes']['sha256']}" for file in files]
    return f"{package['name']}=={package['version']}{''.join(hashes)}\n"


for name in sys.argv[1:] or sorted(path.stem for path in FOLDER.glob("*.in")):
    wanted = (FOLDER / f"{name}.in").read_text()
    alone = "\n".join(re.findall(r"^# alone: (.+)$", wanted, re.MULTILINE))
    lines = locked(wanted) + (locked(alone, "--no-deps") if alone else [])
    (FOLDER / f"{name}.txt").write_text("".join(sorted(lines)))
