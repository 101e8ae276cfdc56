"""Power cuts, full disks and writes that come out short lose nothing that was acknowledged."""

import os
from pathlib import Path

import pytest

from tests.store.crash import apart
from tests.store.disk import MOUNTS

pytestmark = pytest.mark.faults
by_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")


@by_root
def test_a_hundred_power_cuts_lose_nothing_acknowledged(tmp_path: Path) -> None:
    end = apart("power", "coach", str(tmp_path), 100, 1, False, mounts=True)
    print("{cuts} power cuts: {broken} broken, {lost} of {acknowledged} lost".format(**end))
    assert (end["cuts"], end["broken"], end["lost"]) == (100, 0, 0)
    assert end["midway"] > 20  # the cuts did come in the middle of saves


@by_root
def test_the_same_power_cuts_break_stock_tinydb(tmp_path: Path) -> None:
    end = apart("power", "stock", str(tmp_path), 100, 1, True, mounts=True)
    print("stock: failed at power cut {cuts}: {broken} broken, {lost} lost".format(**end))
    assert end["broken"] or end["lost"]


@by_root
@pytest.mark.parametrize("file_system", MOUNTS)
def test_power_cuts_leave_every_file_as_it_was_acknowledged(
    tmp_path: Path, file_system: str
) -> None:
    end = apart("every_file", file_system, str(tmp_path), 40, 7, mounts=True)
    parts = (f"{kind} {n['lost']} of {n['acknowledged']}" for kind, n in end["figures"].items())
    print(f"{file_system}, {end['cuts']} power cuts: lost {', '.join(parts)}")
    assert end["wrong"] == []
    assert {n["lost"] for n in end["figures"].values()} == {0}
    assert min(n["acknowledged"] for n in end["figures"].values()) > 40


@by_root
def test_a_full_disk_refuses_with_a_draft_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    end = apart("full", "coach", str(tmp_path), mounts=True)
    print(
        "full disk: {acknowledged} saved, {refused} refused ({drafts} as drafts), "
        "{broken} broken, {lost} lost".format(**end)
    )
    assert (end["broken"], end["lost"], end["unclear"]) == (0, 0, [])
    assert end["acknowledged"] > 10
    assert end["drafts"] == end["refused"] >= 20
    assert end["went_on"] == 5
    assert end["code"] == 1
    assert "disk is full" in end["error"]
    assert "in a draft" in end["error"]


@by_root
def test_a_full_disk_breaks_stock_tinydb(tmp_path: Path) -> None:
    end = apart("full", "stock", str(tmp_path), mounts=True)
    print("stock: {acknowledged} saved, {refused} refused, {broken} broken".format(**end))
    assert end["broken"]


def test_a_write_that_comes_out_short_changes_nothing(tmp_path: Path) -> None:
    end = apart("short_writes", "coach", str(tmp_path))
    print(
        "{limits} limits (ulimit -f): {acknowledged} saved, {refused} refused "
        "({drafts} as drafts), {broken} broken, {lost} lost".format(**end)
    )
    assert (end["broken"], end["lost"], end["unclear"]) == (0, 0, [])
    assert end["refused"] > 40
    assert end["refused"] - end["drafts"] <= 3  # no draft fits either


def test_a_write_that_comes_out_short_breaks_stock_tinydb(tmp_path: Path) -> None:
    end = apart("short_writes", "stock", str(tmp_path))
    print("stock: {limits} limits (ulimit -f): {broken} broken, {lost} lost".format(**end))
    assert end["broken"]
