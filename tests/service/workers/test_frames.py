import struct

import pytest

from koinon.service.workers.frames import LONGEST, BrokenFrame, Frame, FrameKind, Frames, frame


def test_frames_are_found_however_they_are_cut() -> None:
    sent = [Frame(FrameKind.HEAD, b"{}"), Frame(FrameKind.DATA, b"x" * 1000), Frame(FrameKind.END, b"")]
    written = b"".join(frame(*one) for one in sent)
    for size in (1, 3, 7, 100, len(written)):
        frames = Frames()
        pieces = (written[begin : begin + size] for begin in range(0, len(written), size))
        assert [one for piece in pieces for one in frames.take(piece)] == sent


@pytest.mark.parametrize(
    "broken",
    [struct.pack(">BI", 99, 0), struct.pack(">BI", FrameKind.DATA, LONGEST + 1), b"HTTP/1.1 200 OK\r\n"],
)
def test_what_is_no_frame_is_refused(broken: bytes) -> None:
    with pytest.raises(BrokenFrame):
        list(Frames().take(broken))
