"""The files in `deploy/` are valid, and call commands and options that exist."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import shutil
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.version import ROOT
from tests.e2e.command import kehoach

DEPLOY = ROOT / "deploy"
UNIT, COMPOSE, DOCKERFILE = DEPLOY / "kehoach.service.in", DEPLOY / "compose.yaml", DEPLOY / "Dockerfile"


@cache
def options(command: str) -> frozenset[str]:
    """The options that a command knows."""
    return frozenset(re.findall(r"--[a-z-]+", kehoach(command, "--help").stdout))


def unit() -> configparser.ConfigParser:
    parsed = configparser.ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read(UNIT, encoding="utf-8")
    return parsed


def compose() -> Any:
    return yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))


def commands() -> list[list[str]]:
    """How the deployments call kehoach, without the program."""
    return [shlex.split(unit()["Service"]["ExecStart"])[1:], compose()["services"]["worker"]["command"]]


@pytest.mark.parametrize("arguments", commands(), ids=["unit", "compose"])
def test_the_commands_exist(arguments: list[str]) -> None:
    assert arguments[0] == "serve"
    assert {argument for argument in arguments if argument.startswith("--")} <= options("serve")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_the_unit_is_valid(tmp_path: Path) -> None:
    """Filled in by the command that docs/operations.md gives, with this tree as the program's folder."""
    said = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    fill_in = re.search(r"^sed .*?(?= \|)", said, re.MULTILINE)
    assert fill_in is not None
    folders = {"app": str(ROOT), "archive": str(tmp_path)}
    filled = subprocess.run(
        ["bash", "-c", fill_in[0]], cwd=ROOT, env={**os.environ, **folders}, capture_output=True, text=True, check=True
    )
    assert not re.search("@[A-Z]+@", filled.stdout)
    copy = tmp_path / UNIT.stem
    copy.write_text(filled.stdout, encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    judge = ["systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=20", str(copy)]  # of 100
    judged = subprocess.run(judge, capture_output=True, text=True, check=False)
    assert judged.returncode == 0, judged.stdout + judged.stderr


def test_the_unit_restarts_and_may_write_to_little() -> None:
    service = unit()["Service"]
    assert service["Restart"] == "always"
    assert service["OOMPolicy"] == "continue"  # else one document could end it for ever
    assert service["ProtectSystem"] == "strict"
    out = shlex.split(service["ExecStart"])[shlex.split(service["ExecStart"]).index("--out") + 1]
    assert service["ReadWritePaths"] == out
    assert service["CacheDirectory"] in service["Environment"]
    assert unit()["Install"]["WantedBy"] == "multi-user.target"


@pytest.mark.skipif(shutil.which("docker") is None, reason="needs docker")
def test_compose_takes_the_file() -> None:
    if subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("needs docker's compose plugin")
    done = subprocess.run(
        ["docker", "compose", "-f", COMPOSE, "config", "--quiet"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_what_the_services_name_is_declared() -> None:
    parsed = compose()
    for service in parsed["services"].values():
        assert set(service["networks"]) <= parsed["networks"].keys()
        assert set(service.get("depends_on", {})) <= parsed["services"].keys()
        named = {volume.partition(":")[0] for volume in service["volumes"] if volume[0] not in "./$"}
        assert named <= parsed["volumes"].keys()


def test_both_containers_are_locked_down_and_the_worker_has_no_internet() -> None:
    parsed = compose()
    for service in parsed["services"].values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["restart"] == "unless-stopped"
        assert service["mem_limit"]
    assert [parsed["networks"][name]["internal"] for name in parsed["services"]["worker"]["networks"]] == [True]
    assert all(port.startswith("127.0.0.1:") for port in parsed["services"]["server"]["ports"])


def test_the_worker_finds_the_server() -> None:
    services = compose()["services"]
    address = re.fullmatch(r"http://([a-z]+):(\d+)/api", services["worker"]["environment"]["PREFECT_API_URL"])
    assert address is not None
    assert address[1] in services
    assert services[address[1]]["command"][-1] == address[2]


def test_the_image_is_built_from_this_tree() -> None:
    build = compose()["services"]["server"]["build"]
    context = (DEPLOY / build["context"]).resolve()
    assert context == ROOT
    assert context / build["dockerfile"] == DOCKERFILE
    said = DOCKERFILE.read_text(encoding="utf-8")
    image = re.search(r"^FROM python:(\d+)\.(\d+)-slim", said, re.MULTILINE)
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert image is not None
    assert wanted == f">={image[1]}.{image[2]}"
    assert 'ENTRYPOINT ["./kehoach"]' in said
    assert os.access(ROOT / "kehoach", os.X_OK)


def test_what_is_no_part_of_the_image_stays_out() -> None:
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    assert {".git", ".venv", "build"} <= set(ignored)


def test_operations_name_every_command_of_the_service() -> None:
    said = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    for option in ("--cron", "--every", "--settle", "--max-failures"):
        assert option in options("serve")
        assert option in said
    for option in ("--code",):
        assert option in options("retry")
        assert option in said
    assert all(path.name in said or path.name.startswith("Dockerfile") for path in DEPLOY.iterdir() if path.is_file())
