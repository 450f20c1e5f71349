"""A chat endpoint on the loopback interface that counts every request and fails as it is told, to the byte."""
import asyncio
import dataclasses
import json
import re
import threading
import time
from collections.abc import Callable, Iterable

FIELDS = ("merchant", "date", "total")


@dataclasses.dataclass
class Call:
    """One request; its head was whole when it was counted, its body perhaps never."""

    id: str
    time: float
    shop: str = ""
    # When the whole reply was written.
    answered: float | None = None


@dataclasses.dataclass
class Reply:
    """What is written back: parts one after the other, endless ones until the client hangs up."""

    parts: Iterable[bytes] = ()
    status: int = 200
    headers: tuple[str, ...] = ()
    delay: float = 0
    # None: the body ends with the connection.
    size: int | None = None

    @property
    def head(self):
        lines = [f"HTTP/1.1 {self.status} Told", "Content-Type: application/json", *self.headers]
        lines.append("Connection: close" if self.size is None else f"Content-Length: {self.size}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode()


def truth(number):
    return {"merchant": f"Shop{number}", "date": "2026-03-14", "total": float(f"{number}.5")}


def answer(call, delay=0.0):
    """A model's right answer, as OpenAI wraps it."""
    content = json.dumps(truth(int(call.shop.removeprefix("Shop"))))
    body = json.dumps({
        "id": f"chatcmpl-{call.id}", "object": "chat.completion", "created": 1, "model": "test-model",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 60, "completion_tokens": 20, "total_tokens": 80},
    }).encode()
    return Reply(parts=[body], size=len(body), delay=delay)


class FaultServer:
    """Serves on a thread of its own from `with` to its end; `script` makes a reply of each call."""

    def __init__(self, script: Callable[[Call], Reply] = answer):
        self.script = script
        self.calls: list[Call] = []
        self.written = 0
        self.port = 0
        self.open = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self):
        self._thread.start()
        starting = asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=512)
        server = asyncio.run_coroutine_threadsafe(starting, self._loop).result(10)
        self.port = server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    @property
    def ids(self):
        return [call.id for call in self.calls]

    def settle(self, timeout=10):
        """Waits until all connections of a program that has ended are read to their end."""
        deadline = time.monotonic() + timeout
        while self.open and time.monotonic() < deadline:
            time.sleep(0.005)
        if self.open:
            raise TimeoutError(f"{self.open} connections are open after {timeout} s")

    async def _serve(self, reader, writer):
        self.open += 1
        try:
            while await self._exchange(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.open -= 1
            writer.close()

    async def _exchange(self, reader, writer):
        """Answers one request; false when the connection ends with it."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        call = Call(id=self._header(head, "x-client-request-id"), time=time.time())
        self.calls.append(call)
        body = await reader.readexactly(int(self._header(head, "content-length") or 0))
        if found := re.search(rb"SHOP (\w+) END", body):
            call.shop = found[1].decode()
        reply = self.script(call)
        await asyncio.sleep(reply.delay)
        writer.write(reply.head)
        for part in reply.parts:
            writer.write(part)
            await writer.drain()
            self.written += len(part)
        call.answered = time.time()
        return reply.size is not None

    @staticmethod
    def _header(head, name):
        found = re.search(rf"(?im)^{name}: *(.*?)\r$", head)
        return found[1] if found else ""
