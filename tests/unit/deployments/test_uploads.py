"""Collecting and sending files."""

import os
from pathlib import Path

import pytest

from deployments.client.api import Api
from deployments.client.failures import CommandFailed, WrongUsage
from deployments.client.tokens import TokenStore
from deployments.client.uploads import OVERHEAD_BYTES, LocalFile, batches, collect, send, split_by_size
from tests.unit.deployments.web_stand_in import Reply, Request, stand_in


def write(path: Path, content: bytes = b"text") -> Path:
    """A file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def file(name: str, size: int) -> LocalFile:
    """A file that is only counted."""
    return LocalFile(Path(name), name, size)


def test_folders_are_walked_and_files_named_from_the_folder_on(tmp_path: Path) -> None:
    """Hidden files and folders are left out; a single file has its own name."""
    for name in ("manual/a.md", "manual/part/b.md", "manual/.git/config", "manual/.hidden", "alone.txt"):
        write(tmp_path / name)
    found = collect([tmp_path / "manual", tmp_path / "alone.txt"])
    assert [one.name for one in found] == ["alone.txt", "manual/a.md", "manual/part/b.md"]


def test_the_same_file_twice_is_one_file(tmp_path: Path) -> None:
    """Overlapping paths load nothing twice."""
    path = write(tmp_path / "a.md")
    assert len(collect([path, path])) == 1


def test_two_files_of_one_name_are_refused_before_anything_is_sent(tmp_path: Path) -> None:
    """The message names both."""
    first, second = write(tmp_path / "x" / "a.md"), write(tmp_path / "y" / "a.md")
    with pytest.raises(WrongUsage) as refused:
        collect([first, second])
    assert str(first) in str(refused.value)
    assert str(second) in str(refused.value)


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_nothing_to_load_is_wrong_usage(tmp_path: Path, name: str) -> None:
    """A path that is not there, or a folder without files."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(WrongUsage):
        collect([tmp_path / name])


def test_a_name_that_is_no_utf8_can_be_sent(tmp_path: Path) -> None:
    """Linux file names are bytes."""
    write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/d/caf\xe9.txt")))
    assert [one.name for one in collect([tmp_path / "d"])] == ["d/caf\N{REPLACEMENT CHARACTER}.txt"]


def test_requests_stay_under_the_limit() -> None:
    """Every file once, in order, and no request over the limit."""
    files = [file(str(number), 400) for number in range(250)]
    made = list(batches(files, 3 * (400 + OVERHEAD_BYTES)))
    assert [one for batch in made for one in batch] == files
    assert max(map(len, made)) == 3


def test_a_file_over_the_limit_is_told_with_what_to_do() -> None:
    """The others go on."""
    fitting, refused = split_by_size([file("small", 10), file("big", 2_000_000)], 1)
    assert [one.name for one in fitting] == ["small"]
    assert [(one.name, one.code) for one in refused] == [("big", "too_large")]
    assert "REFDESK_MAX_UPLOAD_MB" in refused[0].action


def test_a_lower_limit_of_the_server_is_met_by_halves(tmp_path: Path) -> None:
    """413 splits the batch until it fits; a single file that never fits is the caller's to tell."""
    files = [LocalFile(write(tmp_path / name, b"x" * 1000), name, 1000) for name in "abc"]

    def answer(request: Request) -> Reply:
        too_much = len(request.body) > 2000
        return (
            Reply(413, {"detail": "Too large", "code": "too_large"})
            if too_much
            else Reply(202, {"sync": {"id": "s"}, "duplicates": []})
        )

    with stand_in(answer) as (url, _), Api(url, store=TokenStore(tmp_path), token="t") as api:
        sent = send(api, "source", files)
        assert [[one.name for one in each.files] for each in sent] == [["a"], ["b"], ["c"]]
        big = LocalFile(write(tmp_path / "big", b"x" * 5000), "big", 5000)
        with pytest.raises(CommandFailed) as refused:
            send(api, "source", [big])
        assert refused.value.status == 413


def test_names_with_folders_reach_the_server(tmp_path: Path) -> None:
    """The multipart file name is the whole name."""
    with (
        stand_in(lambda _: Reply(202, {"sync": {"id": "s"}, "duplicates": []})) as (url, seen),
        Api(url, store=TokenStore(tmp_path), token="t") as api,
    ):
        send(api, "source", [LocalFile(write(tmp_path / "b.md"), "manual/ü/b.md", 4)])
    assert 'filename="manual/ü/b.md"'.encode() in seen[0].body
