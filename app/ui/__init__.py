"""What is shown: the window, its pages and its tables."""

from app.ui import heap
from app.ui.immortal import keep_alive

keep_alive()
heap.share()
