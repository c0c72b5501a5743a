"""Pins what the suite installs: makes NAME.txt of each NAME.in beside it, for Linux on x86_64 and Python 3.13 alone.

Run it with Python 3.11 or newer and uv on the PATH. pip and uv would list the hashes of every platform, a megabyte.
"""

import pathlib
import subprocess
import tomllib

COMPILE = ["uv", "pip", "compile", "--quiet", "--no-header", "--format", "pylock.toml"]
FOR = ["--python-version", "3.13", "--python-platform", "x86_64-manylinux_2_28"]


def requirement(package):
    files = package.get("wheels") or [package["sdist"]]
    hashes = [f" \\\n    --hash=sha256:{file['hashes']['sha256']}" for file in files]
    return f"{package['name']}=={package['version']}{''.join(hashes)}\n"


for wanted in sorted(pathlib.Path(__file__).parent.glob("*.in")):
    locked = subprocess.run([*COMPILE, *FOR, wanted], check=True, capture_output=True, text=True).stdout
    packages = tomllib.loads(locked)["packages"]
    wanted.with_suffix(".txt").write_text("".join(map(requirement, packages)))
