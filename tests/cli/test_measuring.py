"""Metrics and diagnoses of a week from the command line."""

from app.domain.review.metrics import METRICS


def test_every_metric_has_its_numbers_and_its_words(assay, mql):
    found = assay.document("metrics", mql)
    assert [one["id"] for one in found["metrics"]] == [metric.id for metric in METRICS]
    for one in found["metrics"]:
        assert set(one["definition"]) == {"words", "numerator", "denominator", "exclusions", "since"}
        assert {"numerator", "denominator", "rate", "interval", "small", "parts"} <= set(one)
        if one["denominator"] and one["unit"] == "rate":
            assert one["rate"] == one["numerator"] / one["denominator"]
            low, high = one["interval"]
            assert low <= one["rate"] <= high
    assert found["week"] == "2026-W46" and found["zone"] == "America/New_York"


def test_one_metric_says_what_it_means_and_opens_its_rows(assay, mql):
    said = assay.done("metrics", mql, "--metric", "in_order").out
    assert "Numerator: open leads with all three. Denominator: open leads." in said
    week = assay.document("metrics", mql, "--metric", "new_leads")["week"]
    rows = assay.document("metrics", mql, "--metric", "new_leads", "--rows", "--week", week)["rows"]
    assert {row["person"] for row in rows} <= {"Anna Berg", "Bo Lind"}
    count = assay.document("metrics", mql, "--metric", "new_leads")["metrics"][0]["numerator"]
    assert len(rows) == count


def test_rows_of_one_value_of_a_dimension(assay, mql):
    for part in assay.document("metrics", mql, "--metric", "in_order")["metrics"][0]["parts"]:
        rows = assay.document(
            *("metrics", mql, "--metric", "in_order", "--rows", "--by", part["dimension"], "--value", part["value"])
        )["rows"]
        assert len(rows) == part["denominator"]


def test_what_cannot_be_is_said(assay, mql):
    assert "There is no metric 'x'" in assay.refused("metrics", mql, "--metric", "x")
    dimension = ("--rows", "--by", "colour", "--value", "red")
    assert "not told apart by 'colour'" in assay.refused("metrics", mql, "--metric", "new_leads", *dimension)
    assert assay("metrics", mql, "--rows").code == 2
    assert assay("metrics", mql, "--metric", "new_leads", "--by", "owner").code == 2
    assert assay("metrics", mql, "--week", "yesterday").code == 2


def test_diagnoses_name_their_rows_or_say_that_there_are_too_few(assay, mql):
    found = assay.document("diagnose", mql)["diagnoses"]
    assert len(found) == 13
    for one in found:
        assert one["state"] in ("found", "clear", "small sample")
        assert bool(one["rows"]) == (one["state"] == "found" and one["hits"] > 0)
        if one["state"] == "small sample":
            assert "at least" in one["says"] and not one["suggests"]
    assert "are needed to say anything" in assay.done("diagnose", mql).out
