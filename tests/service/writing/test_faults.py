import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
KILLS = 20


def test_nothing_is_lost_half_or_double_when_the_writer_is_killed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.faults.writer", "--kills", str(KILLS), "--trial"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 lost, 0 there though refused, 0 half, 0 double" in done.stdout
    written = re.search(r"(\d+) acknowledged", done.stdout)
    assert written is not None
    assert int(written[1]) >= KILLS // 2
