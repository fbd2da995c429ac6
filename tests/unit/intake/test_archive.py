"""What the archive of a packet is made of."""

from __future__ import annotations

import io
from datetime import datetime

from PIL import ImageCms

from consent.intake.archive import _srgb


def test_no_archive_tells_when_its_profile_was_made_since_the_same_scans_make_the_same_file() -> None:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(_srgb())).profile
    assert profile.creation_date == datetime(2000, 1, 1)  # noqa: DTZ001 - a profile knows no zone
    assert profile.xcolor_space.strip() == "RGB"
