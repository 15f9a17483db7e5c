"""The grid laid out: the best fit first, intent rising to the right, nobody counted twice or lost."""

from app.domain.grid import laid_out


def test_cells_stand_as_people_draw_them(playbook):
    grid = laid_out(playbook, {("weak", "low"): (6, 4), ("strong", "warm"): (2, 2)})
    assert [[(cell.fit, cell.intent) for cell in row] for row in grid.rows] == [
        [("strong", band.id) for band in playbook.scoring.intent_bands],
        [("weak", band.id) for band in playbook.scoring.intent_bands],
    ]
    assert (grid.count, grid.open) == (8, 6)
    low = grid.rows[1][0]
    assert (low.count, low.open, low.share) == (6, 4, 0.75)
    assert low.path_label == playbook.label("path", low.path)


def test_bands_that_are_gone_are_counted_apart(playbook):
    grid = laid_out(playbook, {("weak", "low"): (1, 0), ("splendid", "low"): (3, 1), ("", ""): (1, 1)})
    assert (grid.count, grid.elsewhere, sum(cell.count for cell in grid.cells)) == (5, 4, 1)


def test_a_grid_without_leads_has_every_cell(playbook):
    grid = laid_out(playbook, {})
    assert len(grid.cells) == len(playbook.scoring.grid)
    assert all(cell.count == 0 and cell.share == 0 for cell in grid.cells)
