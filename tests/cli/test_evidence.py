"""Evidence on the command line: linked, shown, suggested, contradicted."""

from tests.cli.test_qualifying import CRITERION, answered


def test_an_answer_rests_on_a_signal_or_a_touch_and_show_prints_it(assay, team):
    assay.done("touch", team, 1, "--kind", "call", "--outcome", "They decide in May", "--reached")
    touch = assay.document("show", team, 1)["touches"][0]["id"]
    assay.done("answer", team, 1, CRITERION, "yes", "--touch", touch)
    row = answered(assay, team, CRITERION)
    assert (row["kind"], row["source"], row["source_id"], row["lost"]) == ("call", "touch", touch, "")
    assert row["evidence"].endswith("They decide in May")
    assert row["knows"].endswith("nobody known yet")
    printed = assay.done("show", team, 1).out
    assert f"(touch {touch})" in printed and "Who would know" in printed and f"touch {touch}" in printed
    assert "has no signal 99" in assay.refused("answer", team, 1, CRITERION, "yes", "--signal", 99)
    assert assay("answer", team, 1, CRITERION, "yes", "--signal", 1, "--touch", 1).code == 2


def test_a_suggestion_is_taken_and_never_for_readiness(assay, team):
    hinted = answered(assay, team, "mql_interest")
    assert hinted["suggestion"] and hinted["suggested_by"]
    done = assay.document("answer", team, 1, "mql_interest", "suggested")
    assert done["answer"] == "yes"
    row = answered(assay, team, "mql_interest")
    assert (row["source"], row["source_id"]) == ("signal", hinted["suggested_by"])
    assert "never suggested" in assay.refused("answer", team, 1, CRITERION, "suggested")
    assert "its own evidence" in assay.refused("answer", team, 1, "mql_region", "suggested", "--evidence", "x")


def test_engagement_alone_is_refused_for_readiness(assay, team):
    assay.done("signal", team, 2, "--kind", "content_download", "--asset", "Panel overview")
    signal = assay.document("show", team, 2)["signals"][-1]["id"]
    says = assay.refused("answer", team, 2, CRITERION, "yes", "--signal", signal)
    assert "shows interest, not readiness" in says
    assay.done("answer", team, 2, CRITERION, "yes", "--signal", signal, "--evidence", "Nine hours of send-outs a day")


def test_a_contradiction_is_printed_with_both_sources(assay, team):
    assay.done("answer", team, 1, CRITERION, "yes", "--evidence", "In the plan", "--who", "Ada", "--by", "kim")
    assay.done("answer", team, 1, CRITERION, "no", "--evidence", "Nothing planned", "--who", "Finance", "--by", "lou")
    before = answered(assay, team, CRITERION)["earlier"]
    assert (before["answer"], before["who"], before["by"], before["evidence"]) == ("yes", "Ada", "kim", "In the plan")
    assert "contradicts Yes (Ada, 2026-11-16, kim): In the plan" in assay.done("show", team, 1).out
    assay.done("answer", team, 1, CRITERION, "no", "--evidence", "Asked both", "--by", "lou")
    assert answered(assay, team, CRITERION)["earlier"] is None
