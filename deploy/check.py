#!/usr/bin/env python3
"""Checks the deployment files against themselves and the hosts: no container engine needed."""
import json
import pathlib
import re
import sys

import yaml

here = pathlib.Path(__file__).resolve().parent
root = here.parent
problems = []


def check(holds, problem):
    if not holds:
        problems.append(problem)


text = (here / "compose.yaml").read_text()
compose = yaml.safe_load(text)
services = compose["services"]
ours = {name: s for name, s in services.items() if "build" in s}
check(len(ours) == 4, "compose.yaml must build the four hosts")

example = (here / ".env.example").read_text()
for variable in set(re.findall(r"\$\{(\w+)", text)):
    check(re.search(rf"^{variable}=$", example, re.M), f".env.example lacks {variable}=, or gives it a value")
for default in re.findall(r"\$\{\w+:?-[^}]*\}", text):
    problems.append(f"compose.yaml has a default for {default}: require it with :?")

for name, service in services.items():
    check("healthcheck" in service, f"{name} has no healthcheck")
    check(service.get("restart") == "unless-stopped", f"{name} is not restarted")
    for port in service.get("ports", []):
        check(str(port).startswith("127.0.0.1:"), f"{name} publishes {port} to everybody")
    for volume in service.get("volumes", []):
        source = volume.split(":")[0]
        check(source in compose["volumes"] or (here / source).exists(), f"{name} mounts {source}, which is neither a volume nor a file here")

for name, service in ours.items():
    host = service["build"]["args"]["HOST"]
    folder = root / "src" / "Hosts" / f"CallSummary.{host}"
    settings = folder / "appsettings.json"
    check(settings.exists(), f"{name}: {host} is no host")
    if settings.exists():
        port = re.search(r'"Urls": "http://\*:(\d+)"', settings.read_text()).group(1)
        check(f":{port}/health/ready" in service["healthcheck"]["test"][1], f"{name}: its healthcheck does not ask port {port}")
    for key in service["environment"]:
        parts = key.split("__")
        stage = parts[1] if parts[0] == "CallSummary" and len(parts) > 2 else ""
        declared = any(
            re.search(rf"\b{parts[-1]}\b {{ get; (set|init); }}", f.read_text())
            for f in (root / "src").rglob("*Options.cs") if stage in {"Bus"} | set(f.as_posix().split("CallSummary.")[-1].split("/")[:1]))
        check(declared, f"{name}: {key} is no setting of any host")

json.loads((here / "gateway.json").read_text())
for problem in problems:
    print(f"deploy: {problem}", file=sys.stderr)
sys.exit(1 if problems else 0)
