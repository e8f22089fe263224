"""township sample: the sample county's files."""


def test_the_files_are_copied_and_the_report_on_them_runs(township, tmp_path):
    assert township("sample", tmp_path / "try").status == 0
    workbook, pack = (
        tmp_path / "try" / "qiyuan_county.xlsx",
        tmp_path / "try" / "qiyuan_county.yaml",
    )
    assert township("report", workbook, "--rules", pack).status == 0


def test_files_that_are_there_are_not_replaced(township, tmp_path):
    (tmp_path / "planted.toml").write_text("mine")
    outcome = township("sample", tmp_path)
    assert outcome.status == 1
    assert "--force" in outcome.err
    assert "--output" not in outcome.err
    assert (tmp_path / "planted.toml").read_text() == "mine"
    assert not (tmp_path / "qiyuan_county.xlsx").exists()
