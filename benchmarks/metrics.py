"""Makes pairs of receipts with many line items, and times the Python reference of ANLS* on them; started by metrics.sh."""
import json
import random
import sys
import time


def receipt(draw, items):
    return {
        "merchant": f"Shop {draw.randrange(10**6)}",
        "date": f"2026-0{draw.randrange(1, 10)}-{draw.randrange(10, 29)}",
        "total": f"{draw.randrange(10**5) / 100:.2f}",
        "line_items": [
            {"description": f"ITEM {draw.randrange(10**4)} {draw.choice('ABCDE')}", "quantity": str(draw.randrange(1, 9)),
             "total": f"{draw.randrange(10**4) / 100:.2f}"}
            for _ in range(items)
        ],
    }


def changed(draw, truth):
    """The receipt as a model may read it: items in another order, some letters wrong, one lost."""
    answer = json.loads(json.dumps(truth))
    draw.shuffle(answer["line_items"])
    for item in answer["line_items"]:
        if draw.random() < 0.3:
            item["description"] = item["description"].replace("1", "l").replace("0", "O")
    answer["line_items"].pop()
    return answer


def write(path, pairs, items):
    draw = random.Random(items)
    with open(path, "w", encoding="utf-8") as file:
        for number in range(pairs):
            truth = receipt(draw, items)
            file.write(json.dumps({"id": number, "gt": truth, "pred": changed(draw, truth)}) + "\n")


def rate(path, pairs):
    """Pairs a second of the reference, reading left out, and the mean score."""
    from anls_star import anls_score
    with open(path, encoding="utf-8") as file:
        lines = [json.loads(next(file)) for _ in range(pairs)]
    begin = time.perf_counter()
    scores = [anls_score(line["gt"], line["pred"]) for line in lines]
    return pairs / (time.perf_counter() - begin), sum(scores) / pairs


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    else:
        print(*rate(sys.argv[2], int(sys.argv[3])))
