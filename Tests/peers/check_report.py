"""Opens reports in a browser. usage: check_report.py TALLY FOLDER [SCREENSHOTS]"""

import csv
import io
import json
import pathlib
import random
import re
import subprocess
import sys
import time

from browser import Browser

TALLY, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
SCREENSHOTS = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 and sys.argv[3] else None
STORE = FOLDER / "store.sqlite"
failures = []

# Texts that would do harm where they were taken for markup, script, commands or formulas.
HOSTILE = [
    "</script><script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=2>",
    "\"><svg onload=window.hacked=3>",
    "' onmouseover='window.hacked=4",
    "<!--<script>",
    "]]><a href='javascript:window.hacked=5'>x</a>",
    "\x1b[31mred\x1b[0m \x1b]8;;https://example.com\x07link\x1b]8;;\x07",
    "total \u202e00.9\u202c \u2066x\u2069 \u200f",
    "=HYPERLINK(\"https://example.com\",\"x\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "${7*7} {{7*7}} &lt;b&gt; &amp;",
    "عربي ١٢٣ 日本語 émoji 🧾",
]


def check(name, passed, found=""):
    print(f"{'ok  ' if passed else 'FAIL'} {name}" + (f": {found}" if found != "" and not passed else ""))
    if not passed:
        failures.append(name)


def tally(*arguments):
    result = subprocess.run([TALLY, *map(str, arguments)], capture_output=True, text=True)
    if result.returncode not in (0, 6):
        sys.exit(f"tally {' '.join(map(str, arguments))}: {result.returncode}\n{result.stderr}")
    return result.stdout


def write_lines(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def make_imported(name, count, texts):
    """Two runs of imported answers about `count` receipts, and which documents each got right."""
    generator = random.Random(7)
    cases, answers, right = [], {"alpha": [], "beta": []}, {"alpha": {}, "beta": {}}
    for number in range(count):
        hostile = texts[number % len(texts)] if texts else f"Shop {number % 97}"
        case = f"{number:05d}{' ' + hostile if texts else ''}"
        truth = {"merchant": hostile, "date": "2026-03-04", "total": round(10 + number % 50 + (number % 90 + 10) / 100, 2)}
        items = "\n".join(f"ITEM {line} {hostile if texts else 'goods of some kind'} {line}.50" for line in range(12))
        cases.append({"id": case, "text": f"{hostile}\n{items}\nTOTAL {truth['total']}", "expected": truth,
                      "tags": [hostile[:20] if texts else f"tag {number % 5}", "all"]})
        for run, share in (("alpha", 0.8), ("beta", 0.9)):
            answer = dict(truth)
            right[run][case] = generator.random() < share
            if not right[run][case]:
                answer["total"] = round(truth["total"] + 10, 2)
            answers[run].append({"id": case, "prediction": answer, "cost_usd": 0.001 if run == "alpha" else 0.003,
                                 "latency_s": 0.5 + generator.random(), "model_version": hostile})
    folder = FOLDER / name
    folder.mkdir()
    write_lines(folder / "cases.jsonl", cases)
    runs = []
    for run in answers:
        write_lines(folder / f"{run}.jsonl", answers[run])
        label = f"{run} {texts[0]}" if texts else f"{name}-{run}"
        tally("import", "predictions", folder / f"{run}.jsonl", "--dataset", folder / "cases.jsonl",
              "--model", label, "--store", STORE)
        newest = json.loads(tally("list", "--store", STORE, "--json").splitlines()[0])
        runs.append(newest["id"])
    return runs, right


def report(runs, name, *options):
    path = FOLDER / f"{name}.html"
    start = time.monotonic()
    tally("report", *runs, "--store", STORE, "--out", path, *options)
    print(f"     {name}: {path.stat().st_size / 1e6:.2f} MB, made in {time.monotonic() - start:.1f} s")
    return path


def keep(browser, name, whole=False):
    if SCREENSHOTS:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        browser.screenshot(SCREENSHOTS / f"{name}.png", whole)


def quiet(browser, name, path):
    """No word in the console, and nothing asked for but the page itself."""
    console = browser.console()
    check(f"{name}: the console is empty", not console, console)
    strangers = [url for url in browser.requests() if not url.startswith(("data:", "blob:"))
                 and url != path.resolve().as_uri()]
    check(f"{name}: nothing else is requested", not strangers, strangers)


def shown(browser):
    """Documents that pass the filters, by the page's own count."""
    return int(browser.run("return document.getElementById('f-count').textContent").split(" of ")[0].replace(",", ""))


def choose(browser, control, value):
    browser.run(
        "const e = document.getElementById(arguments[0]); e.value = arguments[1];"
        "e.dispatchEvent(new Event('input', {bubbles: true})); e.dispatchEvent(new Event('change', {bubbles: true}));",
        control, value)
    time.sleep(0.15)


def filters(browser, name, right):
    """Every filter against what is known of the answers."""
    alpha, beta = right["alpha"], right["beta"]
    expected = {
        "flips": sum(alpha[c] != beta[c] for c in alpha), "lost": sum(alpha[c] and not beta[c] for c in alpha),
        "won": sum(beta[c] and not alpha[c] for c in alpha), "both": sum(not alpha[c] and not beta[c] for c in alpha),
        "wrong": sum(not alpha[c] or not beta[c] for c in alpha), "all": len(alpha),
    }
    for kind, count in expected.items():
        choose(browser, "f-kind", kind)
        check(f"{name}: filter {kind}", shown(browser) == count, (shown(browser), count))
    choose(browser, "f-kind", "lost")
    choose(browser, "f-base", "1")
    choose(browser, "f-other", "0")
    check(f"{name}: the pair turned round", shown(browser) == expected["won"], shown(browser))
    choose(browser, "f-base", "0")
    choose(browser, "f-other", "1")
    choose(browser, "f-kind", "all")
    fields = browser.run("return [...document.getElementById('f-field').options].map((o) => [o.value, o.text])")
    for value, text in fields[1:]:
        choose(browser, "f-field", value)
        check(f"{name}: field {text}", shown(browser) == (expected["wrong"] if text == "total" else 0), shown(browser))
    choose(browser, "f-field", "")
    tags = browser.run("return [...document.getElementById('f-tag').options].map((o) => o.value)")
    counts = []
    for value in tags[1:]:
        choose(browser, "f-tag", value)
        counts.append(shown(browser))
    check(f"{name}: tags", max(counts) == len(alpha) and sum(counts) == 2 * len(alpha), counts)
    choose(browser, "f-tag", "")
    kinds = browser.run("return [...document.getElementById('f-error').options].map((o) => o.value)")
    counts = []
    for value in kinds[1:]:
        choose(browser, "f-error", value)
        counts.append(shown(browser))
    check(f"{name}: kinds of error", sum(counts) >= expected["wrong"], counts)
    choose(browser, "f-error", "")
    some = next(iter(alpha))
    choose(browser, "f-text", some[:5])
    browser.wait("return document.getElementById('f-count').textContent.startsWith('1 ')")
    check(f"{name}: search finds an id", shown(browser) == 1)
    choose(browser, "f-text", "no such text anywhere")
    browser.wait("return document.getElementById('f-count').textContent.startsWith('0 ')")
    check(f"{name}: an empty list says so", "No document" in browser.run("return document.getElementById('detail').textContent"))
    choose(browser, "f-text", "")
    choose(browser, "f-kind", "lost")


def keyboard(browser, name):
    from selenium.webdriver.common.keys import Keys
    element = browser.driver.find_element("id", "list")
    element.send_keys(Keys.ARROW_DOWN)
    element.send_keys(Keys.ARROW_DOWN)
    time.sleep(0.3)
    state = browser.run("const l = document.getElementById('list');"
                        "return [l.getAttribute('aria-activedescendant'), document.querySelectorAll('[aria-selected=true]').length]")
    check(f"{name}: arrow keys move through the list", state == ["row-2", 1], state)
    marks = browser.run("return document.querySelectorAll('#detail .cut').length")
    check(f"{name}: differences are marked", marks > 0, marks)


def hostile(browser):
    runs, right = make_imported("hostile", 60, HOSTILE)
    path = report(runs, "hostile")
    browser.size(1280, 800)
    browser.open(path)
    browser.ready()
    filters(browser, "hostile", right)
    keyboard(browser, "hostile")
    for place in range(len(HOSTILE)):
        browser.run("document.getElementById('row-' + arguments[0])?.click()", place)
        time.sleep(0.05)
    quiet(browser, "hostile", path)
    check("hostile: no script of a receipt ran", browser.run("return window.hacked ?? null") is None)
    foreign = browser.run(
        "return [...document.querySelectorAll('img,a,iframe,object,embed,link,form,svg')]"
        ".filter((e) => (e.tagName === 'A' && !e.getAttribute('href').startsWith('#')) || ['IFRAME','OBJECT','EMBED','LINK'].includes(e.tagName)"
        " || (e.tagName === 'IMG' && !e.src.startsWith('data:'))).length")
    check("hostile: no element of a receipt is there", foreign == 0, foreign)
    handlers = browser.run("return [...document.querySelectorAll('*')].flatMap((e) => [...e.attributes])"
                           ".filter((a) => a.name.startsWith('on') || a.name === 'style' && !a.ownerElement.closest('#list')).length")
    check("hostile: no handler or style attribute is there", handlers == 0, handlers)
    text = browser.run("return [document.title, document.body.innerText, ...[...document.querySelectorAll('*')]"
                       ".flatMap((e) => [...e.attributes]).map((a) => a.value)].join(' ')")
    check("hostile: nothing reorders or hides text", not re.search("[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\x1b]", text))
    # What got in all the same would be stopped by the policy.
    browser.run("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hacked=9\">');"
                "const s = document.createElement('script'); s.textContent = 'window.hacked=10'; document.body.append(s);"
                "fetch('https://example.com/').catch(() => { window.refused = true; });")
    browser.wait("return window.refused === true")
    check("hostile: the policy refuses scripts, handlers and requests",
          browser.run("return window.hacked ?? null") is None and len(browser.console()) >= 3)
    rows = list(csv.reader(io.StringIO(tally("report", *runs, "--store", STORE, "--format", "csv"))))
    check("hostile: CSV has a row a document and field", len(rows) == 1 + 60 * 3, len(rows))
    check("hostile: no cell of the CSV is a formula", not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@")])
    markdown = tally("report", *runs, "--store", STORE, "--format", "markdown")
    check("hostile: Markdown holds no markup", not re.search(r"<(script|img|svg|a )", markdown))
    document = json.loads(tally("report", *runs, "--store", STORE, "--format", "json"))
    check("hostile: JSON is tally.report/1", document["schema"] == "tally.report/1")
    withheld = report(runs, "withheld", "--no-values").read_text()
    check("hostile: --no-values leaves values out", "TOTAL 1" not in withheld and "goods" not in withheld)
    browser.open(FOLDER / "withheld.html")
    browser.ready()
    check("hostile: the page without values says so",
          "withheld" in browser.run("return document.getElementById('detail').textContent"))


BENCHMARK = """name: page
dataset: {dataset}
variants:
  - sim-gpt-4o
  - sim-phi-3-mini
economics: {{review_usd: 0.2, error_usd: 0.5, flag: reconciles, documents_per_month: 50000}}
"""


def usual(browser):
    """A run as people make it: simulated models, a response cache with hits, sliders and inputs."""
    dataset = FOLDER / "receipts"
    tally("dataset", "generate", dataset, "--count", 150)
    file = FOLDER / "page.yaml"
    file.write_text(BENCHMARK.format(dataset=dataset))
    store = FOLDER / "runs" / "store.sqlite"
    store.parent.mkdir()
    tally("run", file, "--store", store, "--cache", "write", "--limit", 80, "--no-report")
    result = subprocess.run([TALLY, "run", file, "--store", store, "--cache", "read"], capture_output=True, text=True)
    told = re.search(r"see it: (\S+)", result.stderr)
    check("usual: a run names its page", told is not None, result.stderr[-300:])
    path = pathlib.Path(told.group(1))
    browser.theme("light")
    browser.size(1280, 800)
    browser.open(path)
    browser.ready()
    quiet(browser, "usual", path)
    check("usual: it says simulated before anything else",
          "simulated" in browser.run("return document.querySelector('header').textContent").lower())
    bottom = browser.run("return document.querySelector('.answers').getBoundingClientRect().bottom")
    check("usual: the answers stand on the first screen", bottom <= 800, bottom)

    numbers = json.loads(browser.run("return document.getElementById('numbers').textContent"))
    check("usual: the month starts at the benchmark's volume",
          browser.run("return document.getElementById('volume-text').textContent") == "50,000")
    choose(browser, "volume", "6")
    choose(browser, "cache-rate", "100")
    month = browser.run("return document.querySelector('[data-month=rate][data-run=\"0\"]').textContent")
    expected = numbers["runs"][0]["cached"] * 1e6
    check("usual: the sliders compute a month", abs(float(month.strip("$").replace(",", "")) - expected) <= max(1, expected * 0.001), (month, expected))
    choose(browser, "error-cost", "2")
    choose(browser, "review-cost", "0.1")
    for flag in ("none", "schema_valid", "reconciles"):
        choose(browser, "review-flag", flag)
        sums = browser.run("return [...document.querySelectorAll('[data-aftermath=sum]')].map((e) => [e.dataset.run, e.textContent])")
        for run, text in sums:
            one = numbers["runs"][int(run)]
            expected = one["observed"] + 0.1 * one["reviews"][flag][0] + 2 * one["reviews"][flag][1]
            check(f"usual: reviews by {flag} for {one['name']}", abs(float(text.strip("$")) - expected) < 0.006, (text, expected))
    check("usual: the best run is marked", browser.run("return document.querySelectorAll('tr.best').length") == 1)

    def visible(selector):
        return browser.run("return document.querySelector(arguments[0]).getClientRects().length > 0", selector)
    check("usual: times are without cache hits at first", visible(".switch .off") and not visible(".switch .on"))
    browser.run("document.getElementById('hits').click()")
    check("usual: the switch counts cache hits", visible(".switch .on") and not visible(".switch .off"))
    browser.run("document.getElementById('hits').click()")
    keyboard(browser, "usual")
    quiet(browser, "usual, used", path)
    readable(browser, "usual", path)


def readable(browser, name, path):
    """At both widths and in both themes: nothing is cut off, all can be read, no rule of accessibility is broken."""
    for width, height in ((1280, 800), (390, 844)):
        for theme in ("light", "dark"):
            browser.size(width, height)
            browser.theme(theme)
            browser.open(path)
            browser.ready()
            browser.run("for (const one of document.querySelectorAll('details')) one.open = true;")
            label = f"{name}, {width} px, {theme}"
            # The page may not make the screen wider than it is; a phone's browser would then shrink everything.
            over = browser.run("return [...document.querySelectorAll('body *')].filter((e) => !e.closest('.wide > *, .skip, #list')"
                               " && e.getBoundingClientRect().right > arguments[0] + 1)"
                               ".map((e) => `${e.tagName} ${e.id || e.className}`).slice(0, 5)", width)
            check(f"{label}: nothing sticks out", not over, over)
            poor = browser.poor_contrast()
            check(f"{label}: every text has a contrast of 4.5", not poor, poor)
            violations = browser.accessibility()
            check(f"{label}: axe-core finds nothing", not violations, violations)
            keep(browser, f"{name}-{width}-{theme}")
            keep(browser, f"{name}-{width}-{theme}-whole", whole=True)
    browser.size(1280, 800)
    browser.theme("light")
    pdf = browser.printed()
    check(f"{name}: it prints", pdf.startswith(b"%PDF") and len(pdf) > 50_000, len(pdf))
    browser.scripts(False)
    browser.open(path)
    time.sleep(0.5)
    keep(browser, f"{name}-no-script", whole=True)
    browser.scripts(True)
    text = path.read_text()
    check(f"{name}: without a script the flips are a table", 'id="flips"' in text)


def large(browser):
    runs, right = make_imported("large", 10_000, None)
    path = report(runs, "large")
    check("large: under 15 MB", path.stat().st_size < 15e6, path.stat().st_size)
    browser.size(1280, 800)
    times = []
    for _ in range(3):
        browser.open(path)
        browser.ready()
        times.append(browser.run("return performance.getEntriesByName('tally-ready')[0].startTime"))
    print(f"     large: usable after {', '.join(f'{t:.0f}' for t in times)} ms")
    # Other work on the machine only ever makes it slower.
    check("large: usable within a second", min(times) < 1000, times)
    rows = browser.run("return document.querySelectorAll('.row').length")
    check("large: only rows in sight are there", 5 < rows < 60, rows)
    filters(browser, "large", right)
    choose(browser, "f-kind", "all")
    start = time.monotonic()
    browser.run("const l = document.getElementById('list'); l.scrollTop = l.scrollHeight;")
    browser.wait("return document.getElementById('row-9999') !== null")
    browser.run("document.getElementById('row-9999').click()")
    browser.wait("return document.querySelector('#detail h3').textContent.startsWith('09999')")
    print(f"     large: the last document is open after {(time.monotonic() - start) * 1000:.0f} ms")
    quiet(browser, "large", path)


browser = Browser()
try:
    hostile(browser)
    usual(browser)
    large(browser)
finally:
    browser.close()
if failures:
    sys.exit(f"{len(failures)} of the checks failed: " + "; ".join(failures))
print("the page holds in a browser")
