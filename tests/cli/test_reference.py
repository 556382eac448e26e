"""`--reference`: rules of a report link to the rule reference; what may not be a link is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conftest import Call

ON = ("--policy", "pengshui-2023", "--as-of", "2023-09-01")


@pytest.mark.parametrize("form", ["html", "sarif", "json"])
def test_the_address_is_written_into_the_output(call: Call, register: Path, form: str) -> None:
    told = call("audit", register, *ON, "--format", form, "--reference", "https://rules.example/")
    assert told.code == 1
    assert "https://rules.example/" in told.out
    if form != "json":  # whose reader joins the address and the page
        assert "https://rules.example/rules/COHAND-01.html" in told.out


@pytest.mark.parametrize("address", ["javascript:alert(1)", "rules.example", "//x", "https://x y"])
def test_what_may_not_be_a_link_is_refused(call: Call, register: Path, address: str) -> None:
    told = call("audit", register, *ON, "--format", "html", "--reference", address)
    assert (told.code, told.out) == (2, "")
    assert "--reference" in told.err


@pytest.mark.parametrize("form", ["text", "junit", "xlsx", "ics"])
def test_a_form_that_has_no_links_refuses_the_address(call: Call, register: Path, form: str) -> None:
    told = call("audit", register, *ON, "--format", form, "--reference", "https://rules.example/")
    assert (told.code, told.out) == (2, "")


def test_a_rules_card_names_its_page(call: Call) -> None:
    assert call("rules", "COHAND-01", "--json").json["page"] == "rules/COHAND-01.html"
