"""The first page tells search engines of the data set and where to have it."""

import json
import re

from ..conftest import BASE, Ask


def test_the_first_page_describes_the_graph_as_a_data_set(ask: Ask) -> None:
    page = ask("/", "text/html").text
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    said = json.loads(found)
    assert (said["@type"], said["@id"]) == ("Dataset", f"{BASE}catalog#whole")
    assert said["temporalCoverage"] == "2013/2013"
    assert "2 organisations" in said["description"]
    for file in said["distribution"]:
        assert ask(file["contentUrl"]).headers["content-type"].startswith(file["encodingFormat"])
