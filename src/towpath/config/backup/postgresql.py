"""PostgreSQL's own client programs: pg_dump out of one snapshot, and psql back in one transaction."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connection
from psycopg.conninfo import make_conninfo

from towpath.config.backup.contents import LEFT_EMPTY, BackupRefusedError, Snapshot

SECONDS_TO_WAIT = 60
_NOT_FOR_THE_CLIENT = {"context", "cursor_factory", "password", "prepare_threshold"}

# A table that the backup does not know, of a later version say, must go too, and its rows' triggers with it.
_EMPTY = f"""
set lock_timeout = '{SECONDS_TO_WAIT}s';
do $$
declare found record;
begin
  for found in select oid::regclass as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') loop
    execute format('drop table if exists %s cascade', found.name);
  end loop;
  for found in select p.oid::regprocedure as name from pg_proc p
    where p.pronamespace = 'public'::regnamespace
    and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e') loop
    execute format('drop routine if exists %s cascade', found.name);
  end loop;
end $$;
"""


@contextmanager
def snapshot(file: Path) -> Iterator[Snapshot]:
    """
    Hold one moment of the database open, which pg_dump copies when asked to. Nobody waits.

    :raises BackupRefusedError: pg_dump is not here, is of another release, or cannot copy this database
    """
    program = _program("pg_dump")
    with psycopg.connect(**connection.get_connection_params()) as opened:
        _check_release(program, opened.info.server_version)
        opened.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        opened.read_only = True
        [exported] = opened.execute("select pg_export_snapshot()").fetchone() or [""]
        tables = opened.execute("select tablename from pg_tables where schemaname = 'public' order by 1").fetchall()

        def write() -> None:
            empty = [f"--exclude-table-data=public.{table}" for table in LEFT_EMPTY]
            _run(program, "--no-owner", "--no-privileges", f"--snapshot={exported}", f"--file={file}", *empty)

        yield Snapshot(ask=opened.execute, tables=tuple(str(name) for (name,) in tables), write=write)


def put_back(file: Path) -> None:
    """
    Put a copy in the place of every table, in one transaction: wholly, or not at all wherever this process dies.

    :raises BackupRefusedError: psql is not here, somebody has used a table for a minute without a pause, or the server
        refuses the copy
    """
    program = _program("psql")
    connection.close()
    first = file.with_name("empty.sql")
    first.write_text(_EMPTY, encoding="ascii")
    # From files, never through a pipe: psql would commit what came before a pipe that broke.
    _run(program, "-X", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction", "-f", str(first), "-f", str(file))


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BackupRefusedError(f"{name} is not on the path. Install PostgreSQL's client programs.")
    return found


def _check_release(program: str, server_version: int) -> None:
    """
    Do nothing where pg_dump is of the server's own major release; an older one reads none of a newer server.

    A newer one, from 17 on, writes settings into the copy that an older server does not know, and is stopped by.
    """
    said = subprocess.run([program, "--version"], stdin=subprocess.DEVNULL, capture_output=True, text=True).stdout
    stated, server = re.search(r"\(PostgreSQL\) (\d+)", said), server_version // 10_000
    if stated and int(stated[1]) != server:
        raise BackupRefusedError(
            f"pg_dump is of PostgreSQL {stated[1]} and the server is of {server}. What it writes might not be taken "
            f"back by that server: put the programs of PostgreSQL {server} first on the path."
        )


def _run(program: str, *arguments: str) -> None:
    given = {key: value for key, value in connection.get_connection_params().items() if value is not None}
    address = make_conninfo(**{key: value for key, value in given.items() if key not in _NOT_FOR_THE_CLIENT})
    # A password on the command line could be read by everybody on the machine.
    environment = {**os.environ, "PGPASSWORD": str(given.get("password", ""))}
    done = subprocess.run(
        [program, f"--dbname={address}", *arguments],
        env={name: value for name, value in environment.items() if value or name != "PGPASSWORD"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        # Only the first line: those after it may show a row.
        said = re.search(r"(?:ERROR|error|FATAL):\s*(.*)", done.stderr)
        words = said.group(1) if said else done.stderr.strip().partition("\n")[0]
        raise BackupRefusedError(f"{Path(program).name} stopped: {words.strip().rstrip('.')}. Nothing was changed.")
