"""The words in diagrams (SmartArt)."""

from lxml import etree

from pipelines.convert.charts import paragraphs_of
from pipelines.convert.docx.names import DIAGRAM

# The node is written out by its presentations: a word for each would be one too many.
PRESENTATION = "pres"


def diagram_of(root: etree._Element) -> list[str]:
    """The words of a diagram's points, in order."""
    points = [one for one in root.iter(DIAGRAM + "pt") if one.get("type", "node") != PRESENTATION]
    return [words for one in points if (words := paragraphs_of(one))]
