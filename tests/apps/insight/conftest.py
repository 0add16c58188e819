"""A small scorecard of invented councils, in DfE's columns."""

import pytest

HEADINGS = (
    "time_period,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,Age,"
    "Cohort_DJFavg,NEET_not_known_percent,NEET_percent,Notknown_percent,cohort_March,"
    "TOTAL_participating_in_education_and_training_percent,September_guarantee_Offer_made_percent,"
    "NEET_NK_quintile,NEET_quintile,Notknown_quintile,Participation_ET_quintile,Sep_guarantee_quintile"
)
COUNCIL = "2031,Local authority,E92000001,England"
ENGLAND = "2031,National,E92000001,England,,,,,,16-17,1300000,5.6,3.4,2.2,1310000,92.0,94.6,z,z,z,z,z"
NORTH = "2031,Regional,E92000001,England,E12000099,North,,,,16-17,20000,5.7,4.3,1.4,20100,91.0,95.0,z,z,z,z,z"
SALTMARSH = f"{COUNCIL},E12000099,North,343,E08999001,Saltmarsh,16-17,6000,3.8,3.6,0.2,6100,93,96.1,2,3,1,3,3"
FARBANK = f"{COUNCIL},E12000099,North,341,E08999002,Farbank,16-17,5000,5.0,4.8,0.2,5000,90,97.0,3,4,1,4,3"
STILLWATER = f"{COUNCIL},E12000098,South,344,E08999003,Stillwater,16-17,700,c,3.6,c,700,95.5,z,,3,,1,"


def scorecard(*rows: str, headings: str = HEADINGS) -> bytes:
    return "\n".join([headings, *(rows or (ENGLAND, NORTH, SALTMARSH, FARBANK, STILLWATER))]).encode()


@pytest.fixture(autouse=True)
def nothing_beside(tmp_path, monkeypatch):
    """Look for DfE's files in an empty folder, so that no test depends on what lies beside the project."""
    folder = tmp_path / "beside"
    folder.mkdir()
    monkeypatch.setenv("TOWPATH_BENCHMARK_DIR", str(folder))
    return folder
