from __future__ import annotations

from pathlib import Path

import pytest

from consent.load.library.survey import load_library
from consent.models.library.anatomy import Indication

BUILT_IN = Path(__file__).parents[3] / "templates"

OWN = """\
body_sites:
  - {name: ankle joint, plain_name: ankle, sided: true}
  - {name: knee joint, plain_name: the knee, sided: true}
indications:
  - {name: ankle osteoarthritis, body_sites: [ankle joint, knee joint]}
"""


def test_a_practice_adds_sites_without_copying_ours_and_renames_one(tmp_path: Path) -> None:
    folder = tmp_path / "anatomy"
    folder.mkdir()
    # The same name as one of ours: what files of `anatomy/` list adds up all the same.
    (folder / "body-sites.yaml").write_text(OWN, encoding="utf-8")
    built_in, anatomy = load_library([BUILT_IN]).anatomy, load_library([tmp_path, BUILT_IN]).anatomy
    assert set(anatomy.body_sites) == {*built_in.body_sites, "ankle joint"}
    assert set(anatomy.indications) == {*built_in.indications, "ankle osteoarthritis"}
    assert anatomy.printed_site("knee joint") == "the knee"
    place = anatomy.body_sites["knee joint"].at("plain_name")
    assert (Path(place.file), place.line, place.column) == (folder / "body-sites.yaml", 3, 36)


@pytest.mark.parametrize(
    ("indication", "sites"),
    [
        ("knee osteoarthritis", {"knee joint"}),
        ("hip osteoarthritis", {"hip joint"}),
        ("shoulder osteoarthritis", {"glenohumeral joint"}),
        ("rotator cuff tendinopathy", {"glenohumeral joint", "rotator cuff tendon"}),
        ("lateral elbow tendinopathy", {"lateral elbow tendon"}),
        ("patellar tendinopathy", {"patellar tendon"}),
        ("Achilles tendinopathy", {"Achilles tendon"}),
    ],
)
def test_a_diagnosis_fits_its_own_sites_only(indication: str, sites: set[str]) -> None:
    anatomy = load_library([BUILT_IN]).anatomy
    assert {site for site in anatomy.body_sites if anatomy.fits(indication, site)} == sites


def test_an_indication_without_sites_fits_any() -> None:
    assert Indication(name="stiffness").fits("knee joint")
    assert Indication(name="stiffness").printed == "stiffness"
    assert Indication(name="stiffness", plain_name="a stiff joint").printed == "a stiff joint"
