"""The mailbox of alerts, read from a server of this computer: nothing in it changes, no other message is opened, the
password is in the keyring alone."""

import ssl
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import keyring
import pytest

from core.actions.intake import alert_mailbox
from core.actions.intake.capturing import capture
from core.actions.intake.pages_given import Capture, read
from core.base.errors import UserError
from core.model.alert_box import AlertBox
from core.sources import alert_mail
from core.store import batches, leads
from core.store.port import Store
from tests.bases import bytes_of
from tests.core.actions.conftest import BY, NOW
from tests.core.actions.register.test_key_apart import Ring
from tests.core.sources.imap_server import Server, serving
from tests.failing import fails_with
from tests.tables import table

PRIVATE = b"From: Maman <maman@exemple.fr>\r\nSubject: Dimanche\r\n\r\n\xc3\x80 dimanche\r\n"


@pytest.fixture
def server(files: Path) -> Iterator[Server]:
    alert = (files / "pages" / "pap_2026_alert.eml").read_bytes()
    other = alert.replace(b"pap.fr", b"alertes.example")
    with serving(Server(folders={"INBOX": [PRIVATE, alert], "Alertes &AOA- lire": [other]})) as made:
        yield made


@pytest.fixture
def ring() -> Iterator[Ring]:
    """A keyring of this test alone."""
    before = keyring.get_keyring()
    made = Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def box(server: Server, **told: str) -> AlertBox:
    return AlertBox("127.0.0.1", told.get("user", server.user), told.get("folder", "INBOX"), server.port)


def asked(store: Store, given: str = "imap:", password: str = "") -> Capture:
    return Capture(store.path.parent, (given,), BY, NOW, password=password)


def test_alerts_become_leads_and_the_mailbox_stays_as_it_was(store: Store, server: Server, ring: Ring) -> None:
    assert alert_mailbox.save(store, box(server), server.password, by=BY, at=NOW)
    found = capture(store, asked(store))
    assert [(page.what, page.site, page.page) for page in found.pages] == [("mail", "PAP", "INBOX › 2.eml")]
    with store.read() as r:
        [batch] = batches.recent(r)
        assert leads.count_leads(r) == found.report.added > 0
        assert alert_mailbox.mailbox(r) == box(server)
    assert batch.source == "mail"
    words = [line.split(" ")[0] for line in server.asked]
    assert set(words) <= {"CAPABILITY", "LOGIN", "EXAMINE", "UID", "LOGOUT"}
    assert all("PEEK" in line for line in server.asked if "FETCH" in line)
    # The message of somebody else was asked for its sender alone.
    assert [line for line in server.asked if "FETCH 1 " in line] == [
        "UID FETCH 1 (RFC822.SIZE BODY.PEEK[HEADER.FIELDS (FROM)])"
    ]
    assert "UID SEARCH SINCE 17-Nov-2026" in server.asked
    assert server.password not in bytes_of(store.path).decode("latin-1")
    assert ring.kept == {("premier-contact-boite", f"{server.user}@127.0.0.1"): server.password}


def test_a_folder_of_its_own_is_read_whole(store: Store, server: Server, ring: Ring) -> None:
    alert_mailbox.save(store, box(server, folder="Alertes à lire"), server.password, by=BY, at=NOW)
    found = read(store, asked(store, "imap:30"))
    assert [page.page for page in found.pages] == ["Alertes à lire › 1.eml"]
    assert "UID SEARCH SINCE 25-Oct-2026" in server.asked


def test_a_password_is_asked_where_there_is_no_keyring(store: Store, server: Server) -> None:
    assert not alert_mailbox.save(store, box(server), server.password, by=BY, at=NOW)
    assert not alert_mailbox.has_password(box(server))
    [page] = read(store, asked(store)).pages
    assert page.code == "MAILBOX_PASSWORD"
    assert server.asked == []
    assert read(store, asked(store, password=server.password)).pages[0].drafts


def test_a_mailbox_is_forgotten_with_its_password(store: Store, server: Server, ring: Ring) -> None:
    alert_mailbox.forget(store, by=BY, at=NOW)
    alert_mailbox.save(store, box(server), server.password, by=BY, at=NOW)
    assert alert_mailbox.has_password(box(server))
    alert_mailbox.forget(store, by=BY, at=NOW)
    assert ring.kept == {}
    [page] = read(store, asked(store)).pages
    assert page.code == "MAILBOX_UNSET"
    with fails_with("MAILBOX_UNSET"):
        alert_mailbox.save(store, AlertBox(" ", "x"), "", by=BY, at=NOW)


@table(
    "fault, how, code",
    [
        ("GREETING", "cut", "MAILBOX_BROKEN"), ("GREETING", "silent", "MAILBOX_SILENT"),
        ("LOGIN", "cut", "MAILBOX_BROKEN"), ("LOGIN", "no", "MAILBOX_REFUSED"), ("LOGIN", "silent", "MAILBOX_SILENT"),
        ("EXAMINE", "no", "MAILBOX_FOLDER"), ("EXAMINE", "cut", "MAILBOX_BROKEN"),
        ("UID", "bad", "MAILBOX_BROKEN"), ("UID", "no", "MAILBOX_BROKEN"), ("UID", "cut", "MAILBOX_BROKEN"),
        ("UID", "silent", "MAILBOX_SILENT"),
    ],
)  # fmt: skip
def test_each_fault_of_a_server_is_told(server: Server, fault: str, how: str, code: str) -> None:
    server.fault, server.fault_how = fault, how
    with pytest.raises(UserError) as raised:
        list(alert_mail.messages(box(server), server.password, date(2026, 11, 1), lambda host: True, wait=0.3))
    assert (raised.value.code, raised.value.text.endswith(".")) == (code, True)


@table(
    "told, password, code",
    [
        ({"folder": "Absent"}, "mot de passe", "MAILBOX_FOLDER"), ({}, "faux", "MAILBOX_REFUSED"),
        ({"user": "inconnu@exemple.fr"}, "mot de passe", "MAILBOX_REFUSED"), ({}, "été", "MAILBOX_REFUSED"),
    ],
)  # fmt: skip
def test_what_somebody_typed_wrong_is_told(server: Server, told: dict[str, str], password: str, code: str) -> None:
    with fails_with(code):
        list(alert_mail.messages(box(server, **told), password, date(2026, 11, 1), lambda host: True))


ELSEWHERE = "127.1"
"""This computer under a name that is not taken for it, so that a certificate is asked for. Those of ``files/tls`` were
made with openssl, for 2020 to 2120: an authority, what it signed for this name, for another one and until 2021, and one
that nobody signed."""


@table("certificate", ["", "self", "other", "expired"])
def test_a_server_without_a_sound_certificate_is_sent_no_password(
    server: Server, certificate: str, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(files / "tls" / "ca.pem"))
    server.tls = speaking(files, certificate) if certificate else None
    elsewhere = AlertBox(ELSEWHERE, server.user, "INBOX", server.port)
    with fails_with("MAILBOX_TLS"):
        list(alert_mail.messages(elsewhere, server.password, date(2026, 11, 1), lambda host: True, wait=2.0))
    assert not any("LOGIN" in line for line in server.asked)


def test_a_server_whose_authority_is_trusted_is_read(
    store: Store, server: Server, ring: Ring, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.tls = speaking(files, "server")
    alert_mailbox.save(store, AlertBox(ELSEWHERE, server.user, "INBOX", server.port), server.password, by=BY, at=NOW)
    assert read(store, asked(store)).pages[0].code == "MAILBOX_TLS"
    monkeypatch.setenv("SSL_CERT_FILE", str(files / "tls" / "ca.pem"))
    assert [page.page for page in read(store, asked(store)).pages] == ["INBOX › 2.eml"]


def speaking(files: Path, certificate: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files / "tls" / f"{certificate}.pem")
    return context


def test_a_mailbox_without_an_alert_says_so(store: Store, server: Server, ring: Ring) -> None:
    server.folders["INBOX"] = [PRIVATE]
    alert_mailbox.save(store, box(server), server.password, by=BY, at=NOW)
    [page] = read(store, asked(store)).pages
    assert page.code == "MAILBOX_EMPTY"
