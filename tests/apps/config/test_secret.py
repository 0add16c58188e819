"""The secret is made once, and only its owner can read it."""

from pathlib import Path

import pytest

from towpath.config.secret import secret_key


def test_secret_is_made_once_and_kept(tmp_path: Path):
    file = tmp_path / "secret_key"

    made = secret_key(file)

    assert len(made) >= 50
    assert secret_key(file) == made
    assert file.stat().st_mode & 0o777 == 0o600


def test_two_installations_have_two_secrets(tmp_path: Path):
    assert secret_key(tmp_path / "one") != secret_key(tmp_path / "other")


def test_cut_off_secret_is_refused(tmp_path: Path):
    file = tmp_path / "secret_key"
    file.write_text("short")

    with pytest.raises(ValueError, match="holds no whole secret"):
        secret_key(file)
