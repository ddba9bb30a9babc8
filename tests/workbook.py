#!/usr/bin/env python3
"""workbook.py RINGFENCE - what `export` writes, read by programs that know nothing of ours.

Cases are solved and exported; the workbook is unzipped, held against the database cell by cell
and against the checklist of accessible spreadsheets, its formulas are worked out again here and
in LibreOffice, and the CSV files are held against datapackage.json.  The last line is
"N passed, N failed".
"""
import csv
import datetime
import io
import json
import os
import pathlib
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
RINGFENCE = str(pathlib.Path(sys.argv[1]).resolve())
CASES = ["carry-over-thrice", "childcare", "consortia", "discounts", "mentors-three-periods",
         "policies-shares", "rebate-pays-buyers", "virement"]
NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
passed = failed = 0


def holds(sentence, so, why=""):
    """One test.  Returns whether it holds, so that what follows from it can be left out."""
    global passed, failed
    if so:
        passed += 1
    else:
        failed += 1
        print(f"not so: {sentence}\n    {str(why)[:600]}")
    return bool(so)


def none(sentence, offenders):
    offenders = list(offenders)
    return holds(sentence, not offenders, offenders[:5])


def ringfence(*words, code=0, **settings):
    done = subprocess.run([RINGFENCE, *map(str, words)], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, **settings)
    if code is not None and done.returncode != code:
        holds(f"{' '.join(map(str, words))} ends with {code}", False,
              f"{done.returncode}: {done.stderr}")
    return done


# ---- a reader of workbooks ----

def spelt(text):
    """_x0041_ in a file stands for the letter A."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)


class Cell:
    def __init__(self, element, strings):
        kind, value = element.get("t", "n"), element.find("m:v", NS)
        formula = element.find("m:f", NS)
        self.formula = None if formula is None else formula.text
        self.style = int(element.get("s", 0))
        self.number = kind == "n"
        text = value.text if value is not None and value.text else ""
        self.value = (float(text) if self.number and text else strings[int(text)] if kind == "s"
                      else spelt(text) if kind == "str" else None)


class Sheet:
    def __init__(self, book, name, part):
        self.name, self.xml = name, ET.fromstring(book.zip.read(part))
        self.cells = {c.get("r"): Cell(c, book.strings) for c in self.xml.iter(f"{{{NS['m']}}}c")}
        self.table = None
        if self.xml.find("m:tableParts", NS) is not None:
            rels = ET.fromstring(book.zip.read(
                part.replace("worksheets/", "worksheets/_rels/") + ".rels"))
            self.table_parts = [r.get("Target").replace("..", "xl") for r in rels
                                if r.get("Type").endswith("/table")]
            self.table = ET.fromstring(book.zip.read(self.table_parts[0]))
            first, last = self.table.get("ref").split(":")
            self.first, self.last = place(first), place(last)

    def heading(self):
        return [self.at(self.first[0], c) for c in range(self.first[1], self.last[1] + 1)]

    def at(self, row, column):
        cell = self.cells.get(f"{letters(column)}{row}")
        return None if cell is None else cell.value

    def rows(self):
        if self.table is None:
            return []
        return [[self.at(r, c) for c in range(self.first[1], self.last[1] + 1)]
                for r in range(self.first[0] + 1, self.last[0] + 1)]


class Workbook:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        self.strings = [spelt("".join(t.text or "" for t in s.iter(f"{{{NS['m']}}}t"))) for s in
                        ET.fromstring(self.zip.read("xl/sharedStrings.xml"))]
        names = [s.get("name") for s in
                 ET.fromstring(self.zip.read("xl/workbook.xml")).find("m:sheets", NS)]
        self.sheets = [Sheet(self, name, f"xl/worksheets/sheet{i}.xml")
                       for i, name in enumerate(names, 1)]
        self.named = {s.name: s for s in self.sheets}


def place(name):  # D5 -> (5, 4)
    text, row = re.fullmatch(r"\$?([A-Z]+)\$?(\d+)", name).groups()
    column = 0
    for letter in text:
        column = column * 26 + ord(letter) - 64
    return int(row), column


def letters(column):
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


# ---- the workbook ----

def accessible(book, what):
    """The checklist of the Analysis Function for spreadsheets, as far as a machine can tell."""
    names = [s.name for s in book.sheets]
    holds(f"{what}: begins with cover, contents, notes, checks",
          names[:4] == ["cover", "contents", "notes", "checks"], names[:4])
    holds(f"{what}: names of sheets are unique, short and plain",
          len({n.lower() for n in names}) == len(names) and
          all(0 < len(n) <= 31 and not set(n) & set("[]:*?/\\'") for n in names), names)
    parts = book.zip.namelist()
    none(f"{what}: no pictures, charts, macros, comments",
         [p for p in parts if re.search(r"media|drawing|chart|vba|comment", p)])
    none(f"{what}: no merged cells, headers, filters, frozen panes or hidden rows",
         [s.name for s in book.sheets for tag in ("mergeCells", "headerFooter", "autoFilter",
                                                  "pane", "conditionalFormatting")
          if s.xml.find(f".//m:{tag}", NS) is not None] +
         [s.name for s in book.sheets if s.table is not None and
          s.table.find("m:autoFilter", NS) is not None] +
         [s.name for s in book.sheets for e in s.xml.iter() if e.get("hidden") == "1"])
    styles = ET.fromstring(book.zip.read("xl/styles.xml"))
    none(f"{what}: nothing is filled", [f.get("patternType") for f in
                                       styles.iter(f"{{{NS['m']}}}patternFill")
                                       if f.get("patternType") not in ("none", "gray125")])
    none(f"{what}: a title stands in A1 of every sheet",
         [s.name for s in book.sheets if not isinstance(s.at(1, 1), str) or not s.at(1, 1)])
    none(f"{what}: the cursor is in A1", [s.name for s in book.sheets
                                         if s.xml.find(".//m:selection", NS) is not None])
    core = ET.fromstring(book.zip.read("docProps/core.xml"))
    holds(f"{what}: the document has a title", any(e.tag.endswith("}title") and e.text
                                                   for e in core))
    tables_accessible(book, what, styles)
    shorthand(book, what)


def tables_accessible(book, what, styles):
    tables = [s for s in book.sheets if s.table is not None]
    none(f"{what}: at most one table on a sheet", [s.name for s in tables
                                                  if len(s.table_parts) != 1])
    none(f"{what}: tables begin in column A", [s.name for s in tables if s.first[1] != 1])
    names = [s.table.get("displayName") for s in tables]
    holds(f"{what}: tables have names of their own", len(set(names)) == len(names))
    none(f"{what}: nothing stands below or beside a table",
         [(s.name, r) for s in tables for r in s.cells
          if place(r)[0] > s.last[0] or (place(r)[0] >= s.first[0] and place(r)[1] > s.last[1])])
    none(f"{what}: no row and no cell of a table is empty",
         [s.name for s in tables if any(v is None or v == "" for row in s.rows() for v in row)])
    none(f"{what}: no row above a table is empty",
         [s.name for s in book.sheets
          for r in range(1, s.first[0] if s.table is not None else 2) if s.at(r, 1) in (None, "")])
    none(f"{what}: headings are unique and those of the table",
         [s.name for s in tables if len(set(s.heading())) != len(s.heading()) or s.heading() !=
          [c.get("name") for c in s.table.iter(f"{{{NS['m']}}}tableColumn")]])
    wraps = [x.find("m:alignment", NS) is not None and
             x.find("m:alignment", NS).get("wrapText") == "1"
             for x in styles.find("m:cellXfs", NS)]
    none(f"{what}: text in tables wraps",
         [(s.name, r) for s in tables if s.name != "contents" for r, c in s.cells.items()
          if place(r)[0] >= s.first[0] and not c.number and not wraps[c.style]])


def shorthand(book, what):
    notes = {row[0] for row in book.named["notes"].rows()}
    used = {m for s in book.sheets if s.table is not None and s.name != "notes"
            for h in s.heading() for m in re.findall(r"\[note \d+\]", h)}
    holds(f"{what}: every note that is referred to is there", used and used <= notes,
          (used, notes))
    cover = " ".join(c.value for c in book.named["cover"].cells.values())
    holds(f"{what}: shorthand is explained on the cover", "[z]" in cover and "[note 1]" in cover)
    linked = {row[0] for row in book.named["contents"].rows()}
    holds(f"{what}: contents lists every other sheet",
          linked == set(book.named) - {"contents"}, linked ^ set(book.named))
    none(f"{what}: formulas stand on checks and cover only",
         [(s.name, r) for s in book.sheets if s.name not in ("checks", "cover")
          for r, c in s.cells.items() if c.formula is not None])


def newest_runs(db, only=None):
    runs = {}
    for run, scenario in db.execute("SELECT run, scenario FROM run ORDER BY"
                                    " status NOT IN ('stopped', 'failed'), sequence"):
        if only is None or scenario in only:
            runs[scenario] = run
    return runs


def shown(column, value):
    """A value of the database as a sheet has it."""
    if value is None:
        return "[z]"
    if column in ("relax", "pool_funding", "share_mentors", "allowed", "later",
                  "reached"):
        return "yes" if value else "no"
    return float(value) if isinstance(value, (int, float)) else value


def same(x, y):
    if isinstance(x, float) and isinstance(y, float):
        return abs(x - y) <= 1e-15 * max(abs(x), abs(y))  # the file keeps 16 digits
    return x == y


def in_order(rows):
    return sorted(rows, key=lambda row: [(True, v or "") if v is None or isinstance(v, str)
                                         else (False, float(f"{v:.12g}")) for v in row])


def figures_are_those_of_the_database(book, db, what, only=None):
    runs, numbers = newest_runs(db, only), 0
    views = [v for v, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'"
                                    " AND name LIKE 'v\\_%' ESCAPE '\\'")]
    holds(f"{what}: every view has its sheet",
          {v[2:] for v in views} == set(book.named) - {"cover", "contents", "notes", "checks"})
    for view in views:
        rows = db.execute(f"SELECT * FROM {view} WHERE run IN ({','.join('?' * len(runs))})",
                          list(runs.values()))
        columns = [d[0] for d in rows.description]
        scenario = {run: name for name, run in runs.items()}
        want = [([] if view == "v_run" else [scenario[row[0]]]) +
                [shown(c, v) for c, v in zip(columns, row)] for row in rows]
        seen = book.named[view[2:]].rows()
        numbers += sum(isinstance(v, float) for row in seen for v in row)
        holds(f"{what}: sheet {view[2:]} is the view", len(want) == len(seen) and all(
            same(x, y) for a, b in zip(in_order(want), in_order(seen)) for x, y in zip(a, b)),
            [(a, b) for a, b in zip(in_order(want), in_order(seen)) if a != b][:2])
    return numbers


# ---- the checks of the workbook ----

def cells_of(book, reference):
    sheet, cells = reference.split("!")
    first, last = (place(c) for c in cells.split(":"))
    return [book.named[sheet].at(r, first[1]) for r in range(first[0], last[0] + 1)]


def worked_out(book, formula):
    """SUMIFS(values, criteria, cell or number, ...), as a spreadsheet works it out."""
    if formula == "0":
        return 0.0
    words = re.fullmatch(r"SUMIFS\((.*)\)", formula)[1].split(",")
    values = cells_of(book, words[0])
    keep = [True] * len(values)
    for where, what in zip(words[1::2], words[2::2]):
        what = float(what) if what.isdigit() else book.named["checks"].at(*place(what))
        keep = [k and v == what for k, v in zip(keep, cells_of(book, where))]
    return sum(v for k, v in zip(keep, values) if k and isinstance(v, float))


def checks_add_up(book, what, n_plans):
    checks = book.named["checks"]
    holds(f"{what}: all checks pass", checks.at(2, 1) == "All checks pass", checks.at(2, 1))
    holds(f"{what}: the cover says so", "All checks pass" in
          [c.value for c in book.named["cover"].cells.values() if c.formula == "checks!A2"])
    rows = list(range(checks.first[0] + 1, checks.last[0] + 1)) if checks.table is not None else []
    holds(f"{what}: every plan is checked in more than 50 ways", len(rows) > 50 * n_plans,
          len(rows))
    none(f"{what}: what is added up again is the result in the file",
         [(r, checks.cells[f"E{r}"].formula, checks.at(r, 5)) for r in rows
          if abs(worked_out(book, checks.cells[f"E{r}"].formula) - checks.at(r, 5)) >
          1e-9 * max(1, abs(checks.at(r, 5)))])
    none(f"{what}: and the engine's total",
         [(r, checks.at(r, 3), checks.at(r, 5), checks.at(r, 6)) for r in rows
          if abs(checks.at(r, 5) - checks.at(r, 6)) > checks.at(r, 7) or checks.at(r, 9) != "pass"
          or checks.at(r, 7) > 1 + 1e-6 * abs(checks.at(r, 6)) + 1e-9])
    return sum(abs(checks.at(r, 6)) for r in rows)


def rewritten(path, to, change):
    """A copy in which change(part, text) has been at every sheet."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part)
            if part.startswith("xl/worksheets/sheet"):
                text = change(part, text.decode()).encode()
            new.writestr(part, text)


def without_results(part, text):
    return re.sub(r"(</f>)<v>[^<]*</v>", r"\1<v>0</v>", text)


RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""


def libreoffice_recalculates(path):
    """Every stored result is taken out first; in a second copy one figure is changed too."""
    costs = Workbook(path).named["costs_by_la"]
    cell = f"{letters(costs.heading().index('Spend (pounds) [note 1]') + 1)}{costs.first[0] + 1}"
    part = f"xl/worksheets/sheet{list(Workbook(path).named).index('costs_by_la') + 1}.xml"

    def one_pound_more(seen, text):
        text = without_results(seen, text)
        if seen == part:
            text = re.sub(rf'(<c r="{cell}"[^>]*><v>)([^<]*)',
                          lambda m: f"{m[1]}{float(m[2]) + 1}", text)
        return text

    rewritten(path, "bare.xlsx", without_results)
    rewritten(path, "wrong.xlsx", one_pound_more)
    home = pathlib.Path("libreoffice").resolve()
    (home / "user").mkdir(parents=True)
    (home / "user/registrymodifications.xcu").write_text(RECALCULATE)
    done = subprocess.run(["soffice", f"-env:UserInstallation=file://{home}", "--headless",
                           "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "again",
                           "bare.xlsx", "wrong.xlsx"], capture_output=True, text=True, timeout=240)
    if not holds("LibreOffice opens the workbook", os.path.exists("again/wrong.xlsx"),
                 done.stderr):
        return
    holds("without results the file says nothing of checks",
          Workbook("bare.xlsx").named["checks"].at(2, 1) != "All checks pass")
    for name, want in (("bare", "All checks pass"), ("wrong", "Checks that fail: ")):
        said = Workbook(f"again/{name}.xlsx").named["checks"].at(2, 1)
        holds(f"LibreOffice finds of {name}.xlsx: {want}", str(said).startswith(want), said)
    seen = Workbook("again/bare.xlsx").named["checks"].rows()
    holds("and every sum that it works out is the one in the file",
          seen and all(same(x, y) or (isinstance(x, float) and abs(x - y) < 1e-9 * max(1, abs(x)))
                       for a, b in zip(seen, Workbook(path).named["checks"].rows())
                       for x, y in zip(a, b)), seen[:1])


# ---- the Data Package ----

def value_of(field, text):
    if text == "":
        return None
    kind = field["type"]
    if kind == "integer":
        return int(text)
    if kind == "number":
        return float(text)
    if kind == "boolean":
        return {"1": True, "0": False}[text]
    if kind == "date":
        return datetime.date.fromisoformat(text) and text
    if kind == "datetime":
        return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")) and text
    assert kind == "string", kind
    return text


def read_resource(folder, resource_):
    raw = (folder / resource_["path"]).read_bytes()
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline=""), strict=True))
    fields = resource_["schema"]["fields"]
    faults = []
    if raw.startswith(b"\xef\xbb\xbf") or not raw.endswith(b"\r\n") or \
            re.search(rb'(?<!\r)\n', re.sub(rb'"[^"]*"', b"", raw)):
        faults.append("no CRLF, or a byte-order mark")
    if rows[0] != [f["name"] for f in fields] or len(rows) - 1 != resource_["rows"]:
        faults.append(f"headings or count: {rows[0]}, {len(rows) - 1}")
    values = []
    for row in rows[1:]:
        try:
            values.append([value_of(f, text) for f, text in zip(fields, row, strict=True)])
        except (ValueError, KeyError) as wrong:
            faults.append(f"{row}: {wrong}")
    return values, faults


def columns_of(resource_, names):
    at = [f["name"] for f in resource_["schema"]["fields"]]
    return [at.index(n) for n in names]


def picked(rows, at):
    return [tuple(row[i] for i in at) for row in rows]


def package_is_whole(folder, db, what, only=None):
    package = json.loads((folder / "datapackage.json").read_text())
    resources = {r["name"]: r for r in package["resources"]}
    holds(f"{what}: is a Data Package of version 2", package["$schema"] ==
          "https://datapackage.org/profiles/2.0/datapackage.json" and package["name"] and
          len(resources) == len(package["resources"]) > 70)
    tables = {name for (name,) in db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '% BLOB%' AND"
        " name NOT LIKE 'input!_%' ESCAPE '!' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'")}
    none(f"{what}: every table but those of bytes is there", tables - set(resources))
    paths = {r["path"] for r in package["resources"]}
    on_disk = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    holds(f"{what}: describes every file and no other", on_disk == paths | {"datapackage.json"},
          on_disk ^ paths)
    none(f"{what}: every file and field has a title, a description and a type",
         [r["name"] for r in package["resources"] if not all(
             x.get("title") and x.get("description") and x.get("type")
             for x in [r, *r["schema"]["fields"]])])
    read = {name: read_resource(folder, r) for name, r in resources.items()}
    none(f"{what}: every cell is of its type, every row is there, lines end in CRLF",
         [(name, faults[:2]) for name, (_, faults) in read.items() if faults])
    keys_hold(resources, {name: rows for name, (rows, _) in read.items()}, what)
    csv_is_the_database(resources, {name: rows for name, (rows, _) in read.items()}, db, what,
                        only)
    return package


def keys_hold(resources, rows, what):
    wrong_key, missing, dangling, n_references = [], [], [], 0
    for name, r in resources.items():
        schema = r["schema"]
        keys = picked(rows[name], columns_of(r, schema["primaryKey"]))
        if len(set(keys)) != len(keys) or not schema["primaryKey"]:
            wrong_key.append(name)
        required = [f["name"] for f in schema["fields"]
                    if f.get("constraints", {}).get("required")]
        if any(v is None for row in picked(rows[name], columns_of(r, required)) for v in row):
            missing.append(name)
        if not set(schema["primaryKey"]) <= set(required):
            missing.append((name, "a key that is not required"))
        for reference in schema["foreignKeys"]:
            to = reference["reference"]
            own = picked(rows[name], columns_of(r, reference["fields"]))
            there = set(picked(rows[to["resource"]],
                               columns_of(resources[to["resource"]], to["fields"])))
            n_references += len(own)
            dangling += [(name, reference, x) for x in own if None not in x and x not in there]
    none(f"{what}: primary keys are unique", wrong_key)
    none(f"{what}: what is required is there", missing)
    none(f"{what}: foreign keys lead to rows", dangling)
    holds(f"{what}: and there are some", n_references > 200, n_references)


def csv_is_the_database(resources, rows, db, what, only):
    runs = list(newest_runs(db, only).values())
    differing = []
    for name in resources:
        want = [list(r) for r in db.execute(
            f'SELECT * FROM "{name}" WHERE run IN ({",".join("?" * len(runs))})', runs)]
        if sorted(map(repr, plain(want))) != sorted(map(repr, plain(rows[name]))):
            differing.append(name)
    none(f"{what}: every cell is that of the database, to its last digit", differing)


def plain(rows):
    """What a CSV file cannot tell apart: whole numbers from others, empty text from none."""
    return [[None if v == "" else float(v) if isinstance(v, (int, float)) else v for v in row]
            for row in rows]


# ---- cases ----

HOSTILE = {"Ashby": "_x0041_",
           "Beckton": "Llanfair Pwllgwyngyll Ŵŷ Môn-on-Trent & the (far) Marches, north",
           "College": "-cmd()", "Each authority buys alone": '"=cmd()|\'calc\'!A0"',
           "One purchase for both": '"<script>alert(""1"")</script> Ŵŷ _x0041_"'}


def make_hostile(folder):
    ringfence("init", folder, "--example", "first-steps", "-q")
    for table in pathlib.Path(folder).glob("*.csv"):
        text = table.read_text()
        for plain, name in HOSTILE.items():
            quote = "," in name and not name.startswith('"')
            text = text.replace(plain, f'"{name}"' if quote else name)
        table.write_text(text)


def hostile_names_are_text():
    make_hostile("hostile")
    ringfence("run", "hostile", "--gap", "0", "-q")
    ringfence("export", "hostile", "--xlsx", "hostile.xlsx", "--csv", "hostile.out", "-q")
    db, book = database("hostile"), Workbook("hostile.xlsx")
    holds("the longest name has 64 characters", len(HOSTILE["Beckton"]) == 64,
          len(HOSTILE["Beckton"]))
    values = {c.value for s in book.sheets for c in s.cells.values()}
    for name in ("_x0041_", HOSTILE["Beckton"], "-cmd()", "=cmd()|'calc'!A0",
                 '<script>alert("1")</script> Ŵŷ _x0041_'):
        holds(f"{name} is text in the workbook", name in values)
    raw = b"".join(book.zip.read(p) for p in book.zip.namelist())
    holds("no formula and no tag is made of a name", b"<f>cmd" not in raw and
          b"<f>=cmd" not in raw and b"<script" not in raw)
    accessible(book, "hostile names")
    figures_are_those_of_the_database(book, db, "hostile names")
    checks_add_up(book, "hostile names", 2)
    package_is_whole(pathlib.Path("hostile.out"), db, "hostile names")
    excel_safe()


def cells_of_csv(folder):
    return [(p.name, i, c, text) for p in sorted(pathlib.Path(folder).rglob("*.csv"))
            for i, row in enumerate(csv.reader(p.open(newline="", encoding="utf-8")))
            for c, text in enumerate(row)]


def excel_safe():
    ringfence("export", "hostile", "--csv", "safe.out", "--excel-safe", "-q")
    plain, safe = cells_of_csv("hostile.out"), cells_of_csv("safe.out")
    changed = [(a[3], b[3]) for a, b in zip(plain, safe, strict=True) if a != b]
    holds("--excel-safe puts an apostrophe before text that Excel takes for a formula",
          {a for a, _ in changed} >= {"-cmd()", "=cmd()|'calc'!A0"}, changed[:3])
    none("and changes nothing else", [x for x in changed if x[1] != "'" + x[0] or
                                      not x[0].lstrip(" ").startswith(FORMULA_STARTS)])
    number = re.compile(r"-?\d+(\.\d+)?(e[-+]\d+)?")
    none("numbers stay numbers", [a for a, _ in changed if number.fullmatch(a)])
    none("no text is left that Excel takes for a formula",
         [s for s in safe if s[3].startswith(FORMULA_STARTS) and not number.fullmatch(s[3])])


def database(case):
    return sqlite3.connect(f"file:{case}/ringfence.db?mode=ro", uri=True)


def cases_are_exported():
    numbers = total = 0
    for case in CASES:
        shutil.copytree(ROOT / "tests/conformance/named" / case, case)
        ringfence("run", case, "-q")
        ringfence("export", case, "--xlsx", f"{case}.xlsx", "--csv", f"{case}.out", "-q")
        db, book = database(case), Workbook(f"{case}.xlsx")
        plans = db.execute("SELECT count(*) FROM run WHERE objective IS NOT NULL").fetchone()[0]
        accessible(book, case)
        numbers += figures_are_those_of_the_database(book, db, case)
        total += checks_add_up(book, case, plans)
        package_is_whole(pathlib.Path(f"{case}.out"), db, case)
    holds("thousands of numbers were compared, and not of zeros", numbers > 3000 and total > 1e5,
          (numbers, total))


def repeats():
    for name, settings in (("once", {}), ("twice", {"TZ": "Asia/Tokyo", "LC_ALL": "de_DE.UTF-8"})):
        ringfence("export", "hostile", "--xlsx", f"{name}.xlsx", "--csv", f"{name}.out", "-q",
                  env={**os.environ, **settings})
    holds("the same workbook comes out twice, whatever the clock, the zone and the language",
          pathlib.Path("once.xlsx").read_bytes() == pathlib.Path("twice.xlsx").read_bytes())
    holds("and the same CSV files", all(
        (pathlib.Path("twice.out") / p.relative_to("once.out")).read_bytes() == p.read_bytes()
        for p in pathlib.Path("once.out").rglob("*") if p.is_file()))


def scenarios_are_chosen():
    said = ringfence("export", "hostile", "Region", "--xlsx", "one.xlsx", "--csv", "one.out")
    db = database("hostile")
    count = dict(db.execute("SELECT type, count(*) FROM sqlite_schema WHERE type = 'table' AND"
                            " sql NOT LIKE '% BLOB%' AND substr(name, 1, 6) <> 'input_' OR type = 'view' AND"
                            " substr(name, 1, 2) = 'v_' GROUP BY type"))
    holds("what was written is said", f"{count['view'] + 4} sheets of r-" in said.stderr and
          f"{count['table'] + count['view']} tables of r-" in said.stderr, (count, said.stderr))
    figures_are_those_of_the_database(Workbook("one.xlsx"), db, "one scenario", ["Region"])
    package_is_whole(pathlib.Path("one.out"), db, "one scenario", ["Region"])
    ringfence("run", "hostile", "Region", "--gap", "0", "-q")
    ringfence("export", "hostile", "--xlsx", "newest.xlsx", "-q")
    holds("the newest run of a scenario is the one", len(newest_runs(db)) == 2 and {
        row[0] for row in Workbook("newest.xlsx").named["run"].rows()} ==
        set(newest_runs(db).values()))


# ---- trouble ----

def leftovers(folder="."):
    return [p.name for p in pathlib.Path(folder).iterdir() if p.name.startswith(".")]


def refuses(sentence, code, pattern, *words, **settings):
    done = ringfence(*words, code=None, **settings)
    holds(sentence, done.returncode == code and re.search(pattern, done.stderr),
          f"{done.returncode}: {done.stderr}")
    none(f"{sentence}, and nothing is left behind", leftovers())


def a_fault_is_told(sentence, code, pattern, sql, option):
    shutil.copytree("hostile", "faulty")
    db = sqlite3.connect("faulty/ringfence.db")
    db.execute("PRAGMA ignore_check_constraints = ON")
    db.executescript(sql + "; DELETE FROM run_digest")  # or the altered run is refused
    db.close()
    refuses(sentence, code, pattern, "export", "faulty", option, "faulty.file")
    holds(f"{sentence}, and nothing is written", not os.path.isfile("faulty.file"))
    shutil.rmtree("faulty")


def a_wrong_total_is_seen():
    shutil.copytree("hostile", "wrong")
    db = sqlite3.connect("wrong/ringfence.db")
    db.executescript("UPDATE cost SET pounds = pounds + 5 WHERE n = 1;"
                     "DELETE FROM run_digest")
    db.close()
    ringfence("export", "wrong", "--xlsx", "wrong-total.xlsx", "-q")
    said = Workbook("wrong-total.xlsx").named["checks"].at(2, 1)
    holds("a figure that is not the engine's fails checks as written", re.fullmatch(
        r"Checks that fail: \d+", said) and not said.endswith(": 0"), said)


def no_plan_is_told():
    shutil.copytree(ROOT / "tests/conformance/named/floor-impossible", "asks")
    ringfence("run", "asks", "-q", code=4)
    ringfence("export", "asks", "--xlsx", "asks.xlsx", "--csv", "asks.out", "-q")
    book = Workbook("asks.xlsx")
    accessible(book, "no plan")
    holds("a scenario without a plan is said to have none, and no check passes",
          book.named["checks"].at(2, 1) == "There is no plan to check" and
          any("no plan keeps every rule" in c.value for c in book.named["cover"].cells.values()))


def little_memory_leaves_whole_files():
    ringfence("export", "hostile", "--xlsx", "much.xlsx", "-q")
    want, seen = pathlib.Path("much.xlsx").read_bytes(), []
    for quarters in range(13 * 4, 18 * 4, 2):
        limit = (quarters << 18, quarters << 18)
        done = ringfence("export", "hostile", "--xlsx", "little.xlsx", "-q", code=None,
                         preexec_fn=lambda limit=limit: resource.setrlimit(resource.RLIMIT_AS,
                                                                           limit))
        there = pathlib.Path("little.xlsx").is_file()
        whole = there and pathlib.Path("little.xlsx").read_bytes() == want
        seen.append((quarters / 4, done.returncode, there, whole))
        pathlib.Path("little.xlsx").unlink(missing_ok=True)
    none("with too little memory there is no workbook, else a whole one",
         [s for s in seen if s[2] != (s[1] == 0) or s[3] != s[2]])
    holds("and some limits were too little", any(s[1] != 0 for s in seen), seen)
    none("and nothing is left behind", leftovers())


def trouble_is_told():
    refuses("a case without results says how to get them", 7, "ringfence run", "export",
            "nowhere", "--xlsx", "no.xlsx")
    refuses("a scenario without a result is named", 2, "no stored result of scenario", "export",
            "hostile", "Regon", "--xlsx", "no.xlsx")
    refuses("a program is of one scenario", 2, "one scenario", "export", "hostile", "--mps", "no")
    refuses("a folder is no workbook", 7, "not a file", "export", "hostile", "--xlsx", "hostile")
    refuses("nor is a device", 7, "not a file", "export", "hostile", "--xlsx", "/dev/null")
    refuses("a folder that is not there", 7, "cannot write", "export", "hostile", "--xlsx",
            "no/such.xlsx")
    a_fault_is_told("text that is not UTF-8 is refused", 7, "not UTF-8",
                    "UPDATE run SET name = CAST(x'4dff' AS TEXT)", "--xlsx")
    a_fault_is_told("an infinite figure is refused", 7, "damaged",
                    "UPDATE shortfall SET want = 9e999", "--xlsx")
    a_fault_is_told("text longer than a cell is refused", 7, "longer than a cell",
                    "UPDATE run SET name = replace(hex(zeroblob(20000)), '0', 'a')", "--xlsx")
    a_fault_is_told("a date that is none is refused", 7, "damaged",
                    "UPDATE run SET finished_at = 'yesterday'", "--xlsx")
    old = pathlib.Path("old.xlsx")
    old.write_text("old")
    refuses("a writer that dies is told", 1, "died", "export", "hostile", "--xlsx", "old.xlsx",
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000)))
    holds("and the old file is as it was", old.read_text() == "old")
    old.unlink()
    old.symlink_to("hostile/areas.csv")
    before = pathlib.Path("hostile/areas.csv").read_bytes()
    ringfence("export", "hostile", "--xlsx", "old.xlsx", "-q")
    holds("a link is replaced, what it led to stays", not old.is_symlink() and
          pathlib.Path("hostile/areas.csv").read_bytes() == before)
    a_wrong_total_is_seen()
    no_plan_is_told()


def main():
    memory = "/dev/shm"  # where there is one, hundreds of files need not wait for a disk
    with tempfile.TemporaryDirectory(
            dir=memory if os.access(memory, os.W_OK) else None) as folder:
        os.chdir(folder)
        hostile_names_are_text()
        cases_are_exported()
        scenarios_are_chosen()
        repeats()
        trouble_is_told()
        little_memory_leaves_whole_files()
        libreoffice_recalculates("rebate-pays-buyers.xlsx")
        os.chdir("/")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
