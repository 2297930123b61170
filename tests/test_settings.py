"""Settings are one record for each configuration and feature, until a value is set anew."""

from __future__ import annotations

import dataclasses

import pytest
from sphinx.config import Config
from sphinx.errors import ConfigError

from koushu.config import HugoSettings, PostsSettings, settings


def _config() -> Config:
    config = Config()
    for feature in (HugoSettings, PostsSettings):
        default = feature()
        for field in dataclasses.fields(feature):
            config.add(f"{feature.prefix}_{field.name}", getattr(default, field.name), "env", ())
    return config


def test_a_record_is_made_once() -> None:
    config = _config()
    assert settings(config, HugoSettings) is settings(config, HugoSettings)
    assert settings(config, HugoSettings) == HugoSettings()
    assert settings(config, PostsSettings) == PostsSettings()


def test_a_value_that_is_set_shows_at_once() -> None:
    config = _config()
    before = settings(config, HugoSettings)
    config["hugo_strict"] = True
    assert settings(config, HugoSettings) == dataclasses.replace(before, strict=True)
    config.hugo_strict = False
    assert settings(config, HugoSettings) == before


def test_publications_of_one_process_have_their_own() -> None:
    one, other = _config(), _config()
    one["hugo_time_zone"] = "Asia/Shanghai"
    assert settings(one, HugoSettings).time_zone == "Asia/Shanghai"
    assert settings(other, HugoSettings).time_zone == "UTC"


def test_a_value_that_is_wrong_is_refused_each_time() -> None:
    config = _config()
    settings(config, HugoSettings)
    config["hugo_syntax"] = "rst"
    for _ in range(2):
        with pytest.raises(ConfigError, match="hugo_syntax"):
            settings(config, HugoSettings)
