#!/usr/bin/env python3
"""The LiteLLM gateway with models that need no upstream: it answers every receipt with the same JSON.

A gateway of another make speaks OpenAI's chat completions and responses, Azure's dated deployments and Anthropic's
messages. gateway.sh installs it and starts it; by hand:

    GATEWAY_KEY=sk-... PYTHON Tests/peers/gateway.py --folder FOLDER

Prints `READY http://127.0.0.1:PORT` when it answers; SIGTERM or SIGINT stops it. The key comes from the environment
variable GATEWAY_KEY, never from the command line; the gateway's own log goes to standard error.
"""
import argparse
import json
import os
import pathlib
import socket
import threading
import urllib.error
import urllib.request

REQUIREMENTS = ["litellm[proxy]==1.106.2", "prisma==0.15.0"]
ANSWER = {"merchant": "Blumenhaus Sommer", "date": "2024-09-03", "currency": "EUR", "total": 39.9}

# Without a database LiteLLM cannot tell an unknown key from a known one, and says 400 to both.
AUTHENTICATION = '''
import os

from litellm.proxy._types import UserAPIKeyAuth


async def check(request, api_key):
    if api_key == os.environ["GATEWAY_KEY"]:
        return UserAPIKeyAuth(api_key=api_key)
    raise Exception("no such key")
'''


def configuration():
    """LiteLLM's configuration file; JSON is YAML too."""

    def model(name, upstream, mock):
        return {
            "model_name": name,
            "litellm_params": {"model": upstream, "api_key": "none", "mock_response": mock},
        }

    return json.dumps({
        "model_list": [
            model("gpt-4o", "openai/gpt-4o", json.dumps(ANSWER)),
            model("claude", "anthropic/claude-sonnet-4-5", json.dumps(ANSWER)),
            model("limited", "openai/gpt-4o", "litellm.RateLimitError"),
        ],
        "general_settings": {"custom_auth": "gateway_keys.check"},
    })


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def announce(address, out, stop):
    """Says READY once the gateway answers."""
    while not stop.wait(0.2):
        try:
            urllib.request.urlopen(address + "/health/liveliness", timeout=5).close()
        except (urllib.error.URLError, OSError):
            continue
        out.write(f"READY {address}\n")
        out.close()
        return


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=pathlib.Path, help="where its configuration is written")
    parser.add_argument("--requirements", action="store_true", help="print what to install, and end")
    options = parser.parse_args()
    if options.requirements:
        print("\n".join(REQUIREMENTS))
        return
    if options.folder is None:
        parser.error("--folder is missing")

    (options.folder / "gateway_keys.py").write_text(AUTHENTICATION)
    (options.folder / "gateway.yaml").write_text(configuration())
    # Prices from its own package, not from the network.
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
    os.environ["LITELLM_MASTER_KEY"] = os.environ["GATEWAY_KEY"]
    # Standard output is for READY alone: whoever reads it stops there.
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    port = free_port()
    stop = threading.Event()
    threading.Thread(target=announce, args=(f"http://127.0.0.1:{port}", out, stop), daemon=True).start()

    from litellm import run_server

    try:
        run_server(["--config", str(options.folder / "gateway.yaml"), "--host", "127.0.0.1", "--port", str(port)])
    finally:
        stop.set()


if __name__ == "__main__":
    main()
