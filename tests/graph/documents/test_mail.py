from email.message import EmailMessage

import pytest

from koinon.graph.documents import read_bytes
from koinon.graph.errors import DocumentError


def message(text: str, subtype: str = "plain") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Museum Centre <office@museum.example>"
    mail["To"] = "list@museum.example"
    mail["Date"] = "Wed, 22 Apr 2009 11:40:00 +0400"
    mail["Subject"] = "Training in Baku"
    mail.set_content(text, subtype=subtype)
    return mail


def test_the_head_is_set_aside_and_describes_the_source_without_mailbox_addresses() -> None:
    document = read_bytes(message("The training opens today.\n").as_bytes(), "a.eml")
    head = "From: Museum Centre\nDate: 2009-04-22\nSubject: Training in Baku\n\n"
    assert document.text == head + "The training opens today.\n"
    assert [passage.words(document.text) for passage in document.set_aside] == [head]
    source = document.source
    assert (source.title, source.publisher, source.issued) == (
        "Training in Baku",
        "Museum Centre",
        "2009-04-22",
    )
    assert source.media_type == "message/rfc822"


def test_a_signature_is_set_aside() -> None:
    document = read_bytes(message("Words.\n\n-- \nThe list\n").as_bytes(), "a.eml")
    assert document.set_aside[1].words(document.text) == "-- \nThe list\n"


def test_a_letter_that_is_a_page_is_read_as_one() -> None:
    mail = message("<p>The training</p><footer>Imprint</footer>", "html")
    document = read_bytes(mail.as_bytes(), "a.eml")
    assert document.text.endswith("\n\nThe training\n\nImprint\n")
    assert document.set_aside[1].words(document.text) == "Imprint"


def test_the_plain_letter_is_preferred_and_attachments_are_not_read() -> None:
    mail = message("Plain words.\n")
    mail.add_alternative("<p>Page words</p>", subtype="html")
    mail.add_attachment(b"\x00\x01", maintype="application", subtype="pdf", filename="a.pdf")
    text = read_bytes(mail.as_bytes(), "a.eml").text
    assert text.endswith("\n\nPlain words.\n")


def test_lines_folded_by_a_mail_program_are_joined() -> None:
    head = b"Subject: S\nContent-Type: text/plain; charset=koi8-r; format=flowed\n\n"
    document = read_bytes(head + "Музей \nи школа\nКазань\n".encode("koi8-r"), "a.eml")
    assert document.text == "Subject: S\n\nМузей и школа\nКазань\n"


def test_a_message_without_a_letter_is_refused() -> None:
    with pytest.raises(DocumentError, match="without a letter"):
        read_bytes(b"Subject: Nothing\nContent-Type: image/png\n\nabc", "a.eml")


def test_a_message_whose_head_is_damaged_is_refused_or_read_and_never_a_traceback() -> None:
    data = b"Subject: S\nContent-Type: multipart/alternative; boundary=\xff\n\n--\xff\nContent-Type\n\nx"
    with pytest.raises(DocumentError, match=r"^a\.eml "):
        read_bytes(data, "a.eml")
