"""Movement: what stood in each stage, came, left, and stands there now; and the same week by week."""

from app.language import later, number
from app.ui.review.sheets import PartSpec, Sheet
from app.ui.tables.column import Column

STAGES = (
    Column("stage", later("Stage"), 120, lambda r: r.stage, "strong"),
    Column("opening", later("Opening"), 76, lambda r: number(r.opening), "number"),
    Column("arrived", later("+ Arrived"), 80, lambda r: number(r.arrived), "number"),
    Column("moved_in", later("+ Moved in"), 86, lambda r: number(r.moved_in), "number"),
    Column("reopened", later("+ Reopened"), 92, lambda r: number(r.reopened), "number"),
    Column("moved_out", later("− Moved out"), 92, lambda r: number(r.moved_out), "number"),
    Column("closed", later("− Closed"), 78, lambda r: number(r.closed), "number"),
    Column("closing", later("= Closing"), 80, lambda r: number(r.closing), "number"),
    Column("requalified", later("Re-qualified"), 92, lambda r: number(r.requalified), "number"),
    Column("left_to", later("Went to"), 120, lambda r: r.left_to, "muted", stretch=True, tip=lambda r: r.left_to),
)
WEEKS = (
    Column("week", later("Week"), 150, lambda r: r.week, "strong"),
    Column("new_leads", later("New leads"), 100, lambda r: number(r.new_leads), "number"),
    Column("new_mql", later("New MQLs"), 100, lambda r: number(r.new_mql), "number"),
    Column("new_sql", later("New SQLs"), 100, lambda r: number(r.new_sql), "number"),
    Column("accepted", later("Accepted"), 100, lambda r: number(r.accepted), "number"),
    Column("rejected", later("Rejected"), 100, lambda r: number(r.rejected), "number"),
)

SPEC = PartSpec(
    "movement",
    later("Movement"),
    (
        Sheet(
            "stages",
            later("By stage"),
            later("Opening and all that came, less all that left, is closing. Re-qualified leads begin a new cycle."),
            STAGES,
            lambda review: review.movement,
            later("No lead stood in any stage in this week."),
            compared=lambda compared: compared.movement,
            with_n=False,
            chart="movement",
        ),
        Sheet(
            "weeks",
            later("Week by week"),
            later("The last 13 periods, the newest at the end. MQLs and SQLs are never added up."),
            WEEKS,
            lambda review: review.trend,
            later("There is no earlier week yet."),
            chart="trend",
        ),
    ),
    lambda sight: sum(row.moved_in + row.arrived + row.reopened for row in sight.review.movement),
)
