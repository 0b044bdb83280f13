import pytest

from koinon.graph.documents import Document, read_bytes
from koinon.graph.errors import DocumentError


def page(body: str, head: str = "") -> Document:
    return read_bytes(f"<html lang=en-GB><head>{head}</head><body>{body}</body></html>".encode(), "a.html")


def aside(document: Document) -> list[str]:
    return [passage.words(document.text) for passage in document.set_aside]


def test_blocks_have_lines_of_their_own_and_inline_elements_do_not_break_words() -> None:
    document = page(
        "<h1>A  <em>trai</em>ning</h1><p>In\n Baku,<br>and <b>Sheki</b>.</p>"
        "<ul><li>one<li><p>two</p></ul><ol><li>first<li>second</ol>"
        "<table><tr><th>Organiser<td>Museum A</table>"
    )
    assert document.text == (
        "A training\n\nIn Baku,\nand Sheki.\n\n• one\n• two\n\n1. first\n2. second\n\nOrganiser\nMuseum A\n"
    )


def test_lines_of_preformatted_text_are_kept() -> None:
    assert page("<p>Hall</p><pre>\nA  1\n B 2</pre><p>Rest</p>").text == "Hall\n\nA  1\n B 2\n\nRest\n"


def test_lines_are_kept_across_the_elements_of_preformatted_text() -> None:
    page_of = "<h1>Hall<a href=#h>\uf0c1</a></h1><pre><b>A</b>\n<i>B</i>  C\n\n</pre>D"
    document = page(page_of)
    assert document.text == "Hall\n\nA\nB  C\n\nD\n"
    assert document.source.title == "Hall"


def test_what_a_visitor_does_not_see_is_not_there() -> None:
    document = page(
        "<script>var a</script><style>p{}</style><!-- note -->Seen<div hidden>no</div>"
        "<p style='display : none'>no</p><span aria-hidden=true>no</span><template>no</template> here",
        "<title>Window</title>",
    )
    assert document.text == "Seen here\n"


def test_menus_footers_and_banners_are_set_aside_and_stay_in_the_text() -> None:
    document = page(
        "<header><a href=/>Site</a></header><nav><a href=/a>About</a></nav>"
        "<div class='cookie-banner'>We use cookies</div>"
        "<h1>Training in Minsk</h1><p>It was organised by the National Art Museum.</p>"
        "<div id=shareBar>Tweet</div><div role=search>Find</div><footer>Imprint <b>2009</b></footer>"
    )
    assert aside(document) == ["Site", "About", "We use cookies", "Tweet", "Find", "Imprint 2009"]
    assert "It was organised by the National Art Museum." in document.text


def test_what_stands_beside_the_main_text_is_set_aside_but_the_title_never() -> None:
    words = "The training was organised by the National Art Museum. " * 5
    document = page(
        f"<div class=top><h1>Training</h1></div><div class=x><p>Other news</p></div>"
        f"<div><main><p>{words}</p><p class=social>Share it</p></main></div>"
    )
    assert aside(document) == ["Other news", "Share it"]
    assert document.text.startswith("Training\n")


def test_a_list_of_links_within_the_site_is_a_menu_and_linked_partners_are_not() -> None:
    menu = "".join(f"<li><a href=/{word}>{word}</a>" for word in ("News", "Visit", "Contact"))
    partners = "".join(
        f"<li><a href=https://{word}.example>{word} Museum</a>"
        for word in ("Russian", "Ethnographic", "State")
    )
    document = page(f"<ul>{menu}</ul><p>The partners are:</p><ul>{partners}</ul>")
    assert aside(document) == ["• News\n• Visit\n• Contact"]


def test_a_hint_in_the_class_of_the_whole_page_sets_nothing_aside() -> None:
    assert page("<div class='has-sidebar'><p>All the words of the page stand here.</p></div>").set_aside == ()


def test_the_head_of_a_page_describes_the_source() -> None:
    source = page(
        "<h1>Training</h1><p>Words",
        "<title>Training | Museum</title><link rel=canonical href=https://m.example/t>"
        "<meta property=og:site_name content='Museum  of Art'>"
        "<meta property=article:published_time content=2012-11-14T10:00:00Z>",
    ).source
    assert (source.title, source.address, source.publisher) == (
        "Training",
        "https://m.example/t",
        "Museum of Art",
    )
    assert (source.issued, source.language, source.media_type) == ("2012-11-14", "en", "text/html")


def test_structured_data_gives_the_date_of_publication() -> None:
    head = '<script type="application/ld+json">{"datePublished": "2011-11-03T08:00:00"}</script>'
    assert page("Words", head).source.issued == "2011-11-03"


def test_a_declared_encoding_is_believed_where_the_bytes_are_not_utf_8() -> None:
    data = '<meta charset="windows-1251"><p>Музей и школа'.encode("cp1251")
    assert read_bytes(data, "a.html").text == "Музей и школа\n"
    wrong = '<meta charset="iso-8859-1"><p>Музей'.encode()
    assert read_bytes(wrong, "a.html").text == "Музей\n"


def test_a_deep_page_is_read_whole_and_one_nested_without_end_is_refused() -> None:
    assert page("<div>" * 400 + "Words").text == "Words\n"
    with pytest.raises(DocumentError, match="nested more than 500"):
        page("<div>" * 5000 + "Words")


def test_a_page_without_words_and_a_page_too_large_are_refused() -> None:
    with pytest.raises(DocumentError, match="no words"):
        page("<img src=a>")
    with pytest.raises(DocumentError, match="10 MB at most"):
        read_bytes(b"<p>" + b"a" * 10_000_000, "a.html")
