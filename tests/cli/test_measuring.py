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


def test_wr6_what_is_measured_of_an_issued_week_says_of_when_it_is(assay, mql, monkeypatch):
    monkeypatch.setenv("ASSAY_NOW", "2026-11-23T14:00:00Z")
    for verb in ("metrics", "diagnose"):
        found = assay.document(verb, mql)
        assert (found["issued_on"], found["as_of"]) == (None, "now")
        assert "issued" not in assay.done(verb, mql).out.splitlines()[1]
    assay.done("review", mql, "--issue", "--by", "kim")
    assert (assay.document("metrics", mql)["issued_on"], assay.document("metrics", mql)["as_of"]) == (
        "2026-11-23",
        "now",
    )
    said = "The week was issued on 2026-11-23 with the numbers of then; these are of today's facts."
    assert assay.done("metrics", mql).out.splitlines()[1] == said
    frozen = assay.document("diagnose", mql)
    assert (frozen["issued_on"], frozen["as_of"]) == ("2026-11-23", "issue")
    assert assay.done("diagnose", mql).out.startswith("As it was issued on 2026-11-23; what changed since")


def test_a_week_to_come_is_not_measured(assay, mql):
    for verb in ("metrics", "diagnose"):
        assert "Week 2027-W10 has not begun" in assay.refused(verb, mql, "--week", "2027-W10")


def test_every_figure_names_the_time_that_it_is_of(assay, mql):
    said = assay.done("metrics", mql).out.splitlines()[1:]
    assert len(said) == len(METRICS)
    for line, metric in zip(said, METRICS, strict=True):
        words = {"week": "in the week", "quarter": "13 weeks", "end": "at the end", "cohort": "by week of arrival"}
        assert line.startswith(metric.label) and line.split("  ")[0].endswith(words[metric.window])
    assert "Window: 13 weeks. Numerator: " in assay.done("metrics", mql, "--metric", "mql_to_sql").out
    windows = {one["diagnosis"]: one["window"] for one in assay.document("diagnose", mql)["diagnoses"]}
    assert windows["mql_inflation"] == "week" and windows["stalled_sqls"] == "end"
    assert windows["routed_without_context"] == "quarter" and len(windows) == 13
    said = assay.done("diagnose", mql).out
    assert "Routed without context: small sample (0 of 0, 13 weeks)" in said


def test_numerator_and_denominator_stand_under_their_names(assay, mql):
    found = assay.document("metrics", mql, "--metric", "in_order")["metrics"][0]
    head, total = assay.done("metrics", mql, "--metric", "in_order").out.splitlines()[4:6]
    columns = {name: head.index(name) + len(name) for name in ("Numerator", "Denominator")}
    for name, end in columns.items():
        assert total[:end].split()[-1] == str(found[name.casefold()])
    assert " Of " not in head


def test_where_no_rows_are_behind_a_number_a_sentence_says_so(assay, mql):
    nothing = assay.document("metrics", mql, "--metric", "acceptance", "--rows")
    assert (
        nothing["rows"] == [] and nothing["says"] == "Acceptance rate: nothing is behind it in 2026-W46, in the week."
    )
    assert assay.done("metrics", mql, "--metric", "acceptance", "--rows").out == f"{nothing['says']}\n"
    region = ("--week", "2026-W47", "--metric", "new_leads", "--rows", "--by", "region", "--value")
    known = assay.document("metrics", mql, *region, "US Midwest")
    assert known["rows"] and known["says"] == ""
    said = assay.done("metrics", mql, *region, "Nobody").out
    assert said == "New leads has nothing in 2026-W47 with region 'Nobody'; there is US Midwest, US South.\n"
