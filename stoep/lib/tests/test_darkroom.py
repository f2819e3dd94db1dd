"""The process that decodes strangers' files: how much it may take, and what becomes of a file when it is stopped."""

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from PIL import Image

from stoep.lib import apart, pictures
from stoep.lib.pictures import Refused, store

from .test_pictures import DOTS, made, sent, with_scans

MEASURED = """import json, resource, subprocess, sys
asked, command = json.loads(sys.argv[1]), json.loads(sys.argv[2])
done = subprocess.run(command, input=json.dumps(asked).encode() + b"\\n" + sys.stdin.buffer.read(), capture_output=True, check=True)
print(json.dumps([json.loads(done.stdout.partition(b"\\n")[0]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024]))"""


def gradient(kind: str, size, mode="RGB", **more) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "size", "mode", "more"),
    [
        ("PNG", (7300, 5479), "RGBA", {"compress_level": 1}),
        ("PNG", (7300, 5479), "LA", {"compress_level": 1}),
        ("PNG", (5479, 7300), "P", {"compress_level": 1}),
        ("GIF", (7300, 5479), "L", {}),
        ("JPEG", (7300, 5479), "RGB", {}),
        ("WEBP", (4600, 3478), "RGBA", {"method": 0}),
    ],
)
def test_the_largest_picture_takes_less_than_300_mb_and_nothing_from_us(kind, size, mode, more):
    asked = {"widths": [480, 960, 1920], "dots": DOTS, "memory": pictures.MEMORY, "seconds": pictures.CPU_SECONDS}
    command = [sys.executable, "-c", MEASURED, json.dumps(asked), json.dumps(pictures.COMMAND)]
    done = subprocess.run(command, input=gradient(kind, size, mode, **more), capture_output=True, check=True)
    answer, megabytes = json.loads(done.stdout)
    assert answer["pictures"][-1][0][0] == 1920
    assert megabytes < 300


def test_a_webp_of_forty_million_dots_is_refused_with_a_way_out(tmp_path):
    with pytest.raises(Refused, match="Save it as a JPEG"):
        store(sent(gradient("WEBP", (7300, 5479), method=0)), tmp_path, "x")


def test_more_memory_than_its_measure_is_a_refusal(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "MEMORY", 200_000_000)
    with pytest.raises(Refused, match="too much memory"):
        store(sent(gradient("PNG", (7300, 5479), compress_level=1)), tmp_path / "pictures", "x")
    assert not (tmp_path / "pictures").exists()


def test_a_progressive_picture_too_heavy_for_it_is_not_called_broken(tmp_path):
    heavy = gradient("JPEG", (7300, 5479), progressive=True, subsampling=0)
    with pytest.raises(Refused, match="too much memory"):
        store(sent(heavy), tmp_path / "pictures", "x")


def test_more_time_than_its_measure_is_a_refusal(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "CPU_SECONDS", 1)
    slow, began = with_scans(20, (7300, 5400)), time.monotonic()
    with pytest.raises(Refused, match="too long"):
        store(sent(slow), tmp_path / "pictures", "x")
    assert time.monotonic() - began < 20
    assert not (tmp_path / "pictures").exists()


def test_killed_it_is_a_refusal_and_the_next_picture_is_taken(tmp_path):
    killed = []

    def kill():
        for _ in range(200):
            for process in Path("/proc").glob("[0-9]*"):
                try:
                    mine = f"PPid:\t{os.getpid()}\n" in (process / "status").read_text()
                    if mine and b"darkroom" in (process / "cmdline").read_bytes():
                        os.kill(int(process.name), signal.SIGKILL)
                        killed.append(process.name)
                        return
                except OSError:
                    continue  # gone meanwhile
            time.sleep(0.01)

    killer = threading.Thread(target=kill)
    slow = with_scans(20, (7300, 5400))
    killer.start()
    with pytest.raises(Refused, match="too long"):
        store(sent(slow), tmp_path / "pictures", "x")
    killer.join()
    assert killed and not (tmp_path / "pictures").exists()
    assert store(sent(made("JPEG")), tmp_path / "pictures", "x") == (60, 40)


def test_a_full_disk_leaves_nothing_half_written(tmp_path):
    (tmp_path / f".x-960.{os.getpid()}-{threading.get_ident()}").mkdir()  # the second file cannot be written
    with pytest.raises(OSError):
        store(sent(made("JPEG", (1200, 900))), tmp_path, "x")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_it_is_told_no_key_and_no_database():
    assert "-I" in pictures.COMMAND
    assert not [name for name in apart.TOLD if name.startswith(("STOEP", "PG", "PYTHON"))]
