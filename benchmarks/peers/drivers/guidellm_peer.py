"""GuideLLM: one benchmark of constant concurrency over the receipts' prompts, its report as it writes it."""
import json
import os
import subprocess
import sys

from driver import PROMPT, arguments, finish, inputs, receipts


def main(options):
    data = os.path.join(inputs(options), "prompts.jsonl")
    with open(data, "w", encoding="utf-8") as file:
        for record in receipts(options):
            file.write(json.dumps({"prompt": PROMPT + record["text"]}) + "\n")
    report = os.path.join(options.out, "benchmarks.json")
    command = [
        sys.executable, "-m", "guidellm", "run",
        "--backend", f"kind=openai_http,target={options.url.removesuffix('/v1')},model=mock-model,stream=false",
        "--profile", f"kind=concurrent,streams={options.connections}",
        "--constraint", f"kind=max_requests,count={options.limit}",
        "--data", f"kind=json_file,path={data}", "--output", f"kind=json,path={report}",
        "--disable-console",
    ]
    subprocess.run(command, check=True)
    with open(report, encoding="utf-8") as file:
        latency = json.load(file)["benchmarks"][0]["metrics"]["request_latency"]["successful"]["percentiles"]
    finish([], samples=options.limit, p50_s=latency["p50"], p99_s=latency["p99"])


if __name__ == "__main__":
    main(arguments(__doc__))
