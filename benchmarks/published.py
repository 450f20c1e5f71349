"""Writes files for published.sh: receipts with their labels as published, and recorded answers by the receipts' ids."""
import json
import pathlib
import sys


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def write(path, records):
    with open(path, "w", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def amount(value):
    return f"{value:.2f}" if isinstance(value, (int, float)) else value


def main():
    data, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    receipts = lines(data / "receipts/sroie_train.jsonl")
    ids = {"sroie-train-" + record["meta"]["sroie_key"]: record["id"] for record in receipts}
    answers = [answer for answer in lines(data / "recorded/gpt4o_outputs.jsonl") if answer["id"] in ids]
    matched = {ids[answer["id"]] for answer in answers}
    write(folder / "sroie.jsonl", [
        {**{key: record[key] for key in ("id", "text")}, "locale": record["meta"]["locale"], "expected": {
            key: value for key, value in record["expected"].items() if key in ("merchant", "date", "total")}}
        for record in receipts if record["id"] in matched])
    # The labels as they were published, against the answers as they came: what raw comparison makes of formats.
    labels = {"sroie-train-" + record["meta"]["sroie_key"]: record["meta"]["raw"] for record in receipts}
    write(folder / "sroie_raw.jsonl", [
        {"id": ids[answer["id"]], "gt": {key: labels[answer["id"]][key] for key in ("company", "date", "total")},
         "pred": {"company": answer["prediction"]["merchant"], "date": answer["prediction"]["date"],
                  "total": amount(answer["prediction"]["total"])}}
        for answer in answers])
    write(folder / "gpt4o.jsonl", [
        {"id": ids[answer["id"]], "prediction": answer["prediction"], "model_version": answer["model_version"]}
        for answer in answers])
    # CORD's own labels and the model's answer in the same form, for the metrics of papers.
    truths = {record["id"]: record["meta"]["raw"] for record in lines(data / "receipts/cord_test.jsonl")}
    write(folder / "cord_pairs.jsonl", [
        {"id": answer["id"], "gt": truths[answer["id"]], "pred": answer["raw"]}
        for answer in lines(data / "recorded/cord_test.predictions.qwenvl72b.jsonl")])
    print(f"{len(matched)} of {len(receipts)} receipts of SROIE have a recorded answer")


main()
