from koinon.graph.documents import read_bytes


def test_nothing_but_the_ends_of_lines_is_altered() -> None:
    data = "  First\tline  \r\n\r\n\rLast\u00a0line \r".encode()
    assert read_bytes(data, "a.txt").text == "  First\tline  \n\n\nLast\u00a0line \n"


def test_offsets_count_code_points_not_bytes() -> None:
    document = read_bytes("𐎠 Chișinău museum".encode(), "a.txt")
    assert document.text.index("museum") == 11


def test_front_matter_describes_the_source_and_is_set_aside() -> None:
    text = (
        '---\ntitle: "A training in Minsk"\ndate: 2009-05-26 10:00\nlang: en-GB\n---\nThe training opened.\n'
    )
    document = read_bytes(text.encode(), "post.md")
    assert document.source.title == "A training in Minsk"
    assert document.source.issued == "2009-05-26"
    assert document.source.language == "en"
    assert document.text == text
    assert [passage.words(text) for passage in document.set_aside] == [text[: text.index("The")]]
