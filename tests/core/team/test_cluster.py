"""The server of a team, really started: as root and as another user, killed, asked what its log says."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psutil
import psycopg
import pytest

from core.base.errors import UserError
from core.team import cluster
from tests.servers import HASTY, PASSWORD, pristine, server
from tests.tree import ROOT

AS_SOMEBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
WHOLE_LIFE = """
import sys
from pathlib import Path
from core.team import cluster
data = Path(sys.argv[1])
cluster.create(data, "secret", *sys.argv[2:])
cluster.start(data)
assert cluster.is_running(data)
cluster.stop(data)
assert not cluster.is_running(data)
"""


def test_it_answers_on_this_computer_alone_to_its_password() -> None:
    running = server()
    with closing(running.connect()) as connection:
        for name in ("listen_addresses", "unix_socket_directories"):
            assert connection.execute(f"SHOW {name}").fetchone() == (cluster.SETTINGS[name],)
        collated = "SELECT datcollate, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'template0'"
        assert connection.execute(collated).fetchone() == ("C", "UTF8")
    wrong = f"host=127.0.0.1 port={running.port} dbname=postgres user={cluster.OWNER} password=faux sslmode=disable"
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_its_log_names_nobody() -> None:
    running = server()
    with closing(running.connect()) as connection:
        for statement in ("SELECT 'Lefevre Hortense'::int", "SELECT * FROM lefevre_hortense", "SELECT %s::int"):
            with pytest.raises(psycopg.Error):
                connection.execute(statement, ["Lefevre Hortense"] if "%s" in statement else None)
    log = running.data.with_name("journal-serveur.log").read_text("utf-8")
    assert "ready to accept connections" in log
    assert "efevre" not in log


def test_killed_it_starts_again_with_what_was_confirmed(tmp_path: Path) -> None:
    data = tmp_path / "serveur"
    pristine(data)
    try:
        _rows_at(cluster.start(data), "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (7)")
        psutil.Process(int((data / "postmaster.pid").read_text().split()[0])).kill()
        assert _rows_at(cluster.start(data), "SELECT n FROM kept") == [(7,)]
    finally:
        cluster.stop(data, at_once=True)


def test_what_cannot_start_says_why(tmp_path: Path) -> None:
    data = tmp_path / "serveur"
    pristine(data)
    with (data / "postgresql.conf").open("a") as settings:
        settings.write("max_connections = some\n")
    with pytest.raises(UserError) as refused:
        cluster.start(data)
    assert refused.value.code == "SERVER_FAILED"
    assert "configuration file" in refused.value.text


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root may become another user")
def test_another_user_runs_it_as_well(own_temporary_folder: Path, tmp_path: Path) -> None:
    home = Path("/tmp") / f"premier-contact-{os.getpid()}"
    home.mkdir()
    try:
        os.chown(home, 65534, 65534)
        child = [*AS_SOMEBODY, sys.executable, "-c", WHOLE_LIFE, str(home / "serveur"), *HASTY]
        subprocess.run(child, cwd=ROOT, check=True, env=os.environ | {"TMPDIR": "/tmp", "HOME": str(home)})
    finally:
        shutil.rmtree(home)


def _rows_at(port: int, *statements: str) -> list[tuple[object, ...]]:
    address = f"host=127.0.0.1 port={port} dbname=postgres user={cluster.OWNER} password={PASSWORD} sslmode=disable"
    with closing(psycopg.connect(address, autocommit=True)) as connection:
        cursors = [connection.execute(statement) for statement in statements]
        return cursors[-1].fetchall() if cursors[-1].description else []
