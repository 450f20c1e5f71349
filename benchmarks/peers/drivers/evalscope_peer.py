"""evalscope's performance test: the receipts' prompts, line by line, as many in flight as there are connections."""
import glob
import json
import os
import sys

from driver import PROMPT, arguments, finish, inputs, receipts


def main(options):
    prompts = os.path.join(inputs(options), "prompts.txt")
    with open(prompts, "w", encoding="utf-8") as file:
        for record in receipts(options):
            # A prompt a line: the receipt's own line feeds become blanks.
            file.write((PROMPT + record["text"]).replace("\n", " ") + "\n")

    from evalscope.perf.arguments import Arguments
    from evalscope.perf.main import run_perf_benchmark

    run_perf_benchmark(
        Arguments(
            parallel=options.connections,
            number=options.limit,
            model="mock-model",
            url=options.url + "/chat/completions",
            api="openai",
            dataset="line_by_line",
            dataset_path=prompts,
            max_prompt_length=100_000,
            min_prompt_length=0,
            stream=False,
            outputs_dir=options.out,
            no_test_connection=True,
        )
    )
    found = glob.glob(os.path.join(options.out, "**", "benchmark_percentile.json"), recursive=True)
    if not found:
        sys.exit("evalscope wrote no percentiles")
    with open(found[0], encoding="utf-8") as file:
        rows = json.load(file)
    latency = {str(row["Percentiles"]).rstrip("%"): row["Latency (s)"] for row in rows}
    finish([], samples=options.limit, p50_s=latency.get("50"), p99_s=latency.get("99"))


if __name__ == "__main__":
    main(arguments(__doc__))
