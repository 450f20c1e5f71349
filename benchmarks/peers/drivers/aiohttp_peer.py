"""A loop over aiohttp as one writes it by hand: it asks, parses the answer, compares the fields, and appends a line."""
import asyncio
import json
import os
import time

import aiohttp

from driver import PROMPT, arguments, finish, receipts


def score(answer, expected):
    return sum(answer.get(key) == value for key, value in expected.items())


async def main(options):
    url = options.url + "/chat/completions"
    queue = iter(receipts(options))
    times = []
    with open(os.path.join(options.out, "results.jsonl"), "w", encoding="utf-8") as out:
        connector = aiohttp.TCPConnector(limit=options.connections)
        async with aiohttp.ClientSession(connector=connector) as session:

            async def work():
                for record in queue:
                    messages = [{"role": "user", "content": PROMPT + record["text"]}]
                    start = time.perf_counter()
                    async with session.post(url, json={"model": "mock-model", "messages": messages}) as response:
                        body = await response.json()
                    times.append(time.perf_counter() - start)
                    answer = json.loads(body["choices"][0]["message"]["content"])
                    right = score(answer, record["expected"])
                    out.write(json.dumps({"id": record["id"], "right": right, "answer": answer}) + "\n")

            await asyncio.gather(*(work() for _ in range(options.connections)))
    finish(times)


if __name__ == "__main__":
    asyncio.run(main(arguments(__doc__)))
