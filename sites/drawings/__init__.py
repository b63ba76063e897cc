"""Reports, periods, months and sums come in; where to draw what goes out: the geometry that templates write as SVG."""

from .histogram import Histogram
from .histogram import draw as draw_months
from .plots import Column, Piece, Plot, plot, stack
from .timeline import Drawing
from .timeline import draw as draw_claims

__all__ = ["Column", "Drawing", "Histogram", "Piece", "Plot", "draw_claims", "draw_months", "plot", "stack"]
