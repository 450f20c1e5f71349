"""lm-evaluation-harness: a task of its own over the receipts, its client for chat completions, its samples logged."""
import json
import os
import sys

import yaml

from driver import PROMPT, arguments, finish, inputs, receipts


def main(options):
    tasks = inputs(options)
    os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", HF_HOME=os.path.join(tasks, "hub"))
    data = os.path.join(tasks, "receipts.jsonl")
    with open(data, "w", encoding="utf-8") as file:
        for record in receipts(options):
            truth = json.dumps(record["expected"])
            file.write(json.dumps({"prompt": PROMPT + record["text"], "expected": truth}) + "\n")
    with open(os.path.join(tasks, "receipts.yaml"), "w", encoding="utf-8") as file:
        yaml.safe_dump(
            {
                "task": "receipts",
                "dataset_path": "json",
                "dataset_kwargs": {"data_files": {"test": data}},
                "test_split": "test",
                "output_type": "generate_until",
                "doc_to_text": "{{prompt}}",
                "doc_to_target": "{{expected}}",
                "generation_kwargs": {"until": [], "max_gen_toks": 1024, "do_sample": False},
                "metric_list": [{"metric": "exact_match", "aggregation": "mean", "higher_is_better": True}],
            },
            file,
        )

    from lm_eval.__main__ import cli_evaluate

    model = (
        f"model=mock-model,base_url={options.url}/chat/completions,num_concurrent={options.connections},"
        "max_retries=1,tokenized_requests=False"
    )
    sys.argv = [
        "lm_eval", "--model", "local-chat-completions", "--model_args", model, "--tasks", "receipts",
        "--include_path", tasks, "--apply_chat_template", "--log_samples", "--output_path", options.out,
    ]
    cli_evaluate()
    # It measures no latency of a request.
    finish([], samples=options.limit)


if __name__ == "__main__":
    main(arguments(__doc__))
