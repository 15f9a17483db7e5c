"""From what was laid out to tables with a mapping, whatever held them: text, a workbook, a web page, cards."""
