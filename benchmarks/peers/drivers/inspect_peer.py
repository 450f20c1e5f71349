"""Inspect AI: a task of samples, one generation each, a scorer that compares the fields; its log as it writes it."""
import json
import sys

from inspect_ai import Task, eval as evaluate
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import get_model
from inspect_ai.scorer import Score, Target, mean, scorer
from inspect_ai.solver import TaskState, generate

from driver import PROMPT, arguments, finish, receipts


@scorer(metrics=[mean()])
def fields():
    async def score(state: TaskState, target: Target) -> Score:
        expected = json.loads(target.text)
        try:
            answer = json.loads(state.output.completion)
        except ValueError:
            return Score(value=0)
        return Score(value=sum(answer.get(key) == value for key, value in expected.items()) / len(expected))

    return score


def main(options):
    samples = [
        Sample(id=record["id"], input=PROMPT + record["text"], target=json.dumps(record["expected"]))
        for record in receipts(options)
    ]
    model = get_model("openai-api/mock/mock-model", base_url=options.url, api_key="none")
    logs = evaluate(
        Task(dataset=MemoryDataset(samples), solver=generate(), scorer=fields()),
        model=model,
        max_connections=options.connections,
        max_samples=options.connections,
        log_dir=options.out,
        display="none",
    )
    log = logs[0]
    if log.status != "success":
        sys.exit(f"inspect: {log.status}: {log.error}")
    finish([sample.output.time for sample in log.samples])


if __name__ == "__main__":
    main(arguments(__doc__))
