"""The first column of a table, kept in sight while the others scroll away to the left."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView


class FrozenColumn(QTableView):
    """Lies over its table and shows its first column, but only once the table is scrolled sideways."""

    def __init__(self, of: QTableView) -> None:
        super().__init__(of)
        self._of = of
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("")  # the table itself reads every cell
        self.setShowGrid(False)
        self.setWordWrap(False)
        for bar in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setItemDelegate(of.itemDelegate())
        self.setModel(of.model())
        self.setSelectionModel(of.selectionModel())
        self.setSelectionBehavior(of.selectionBehavior())
        self.hide()
        of.horizontalScrollBar().valueChanged.connect(lambda _: self.arrange())
        of.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(of.verticalScrollBar().setValue)
        of.horizontalHeader().sectionResized.connect(lambda *_: self.arrange())
        of.horizontalHeader().sectionMoved.connect(lambda *_: self.arrange())
        of.installEventFilter(self)

    def shows(self, column: int) -> bool:
        """True for the column that is kept in sight."""
        return not self.isColumnHidden(column)

    def arrange(self) -> None:
        """Stand where the first column would stand, with its width, or go where nothing is scrolled away."""
        header = self._of.horizontalHeader()
        scrolled = self._of.horizontalScrollBar().value() > 0
        first = next(
            (at for at in map(header.logicalIndex, range(header.count())) if not header.isSectionHidden(at)), -1
        )
        if not scrolled or first < 0:
            self.hide()
            return
        for column in range(header.count()):
            self.setColumnHidden(column, column != first)
        self.setColumnWidth(first, header.sectionSize(first))
        self.verticalHeader().setDefaultSectionSize(self._of.verticalHeader().defaultSectionSize())
        self.horizontalHeader().setFixedHeight(header.height())
        self.horizontalHeader().setFont(header.font())
        self.horizontalHeader().setTextElideMode(header.textElideMode())
        frame = self._of.frameWidth()
        high = header.height() + self._of.viewport().height()
        self.setGeometry(frame, frame, header.sectionSize(first), high)
        self.verticalScrollBar().setValue(self._of.verticalScrollBar().value())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the height of the table."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.arrange()
        return False
