"""The command line: `./kehoach COMMAND`. The commands stand in `pipeline/commands`."""

from __future__ import annotations

import typer

from pipeline.commands.ask import query
from pipeline.commands.compare import diff
from pipeline.commands.evaluate import evaluate
from pipeline.commands.look import inspect
from pipeline.commands.publishing import dictionary, publish
from pipeline.commands.repair import repair
from pipeline.commands.report import report
from pipeline.commands.results import explain, tables
from pipeline.commands.review import apply, review
from pipeline.commands.run import run
from pipeline.commands.serve import serve
from pipeline.commands.status import retry, status
from pipeline.commands.suite import PASSED_ON, test

app = typer.Typer(
    name="kehoach",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Turn archives of scanned Vietnamese plans (kế hoạch) into tables that can be trusted.",
)

for command in (
    run,
    serve,
    status,
    retry,
    tables,
    query,
    publish,
    dictionary,
    diff,
    explain,
    inspect,
    repair,
    report,
    apply,
    review,
):
    app.command()(command)
app.add_typer(evaluate, name="evaluate")
app.command(context_settings=PASSED_ON)(test)

if __name__ == "__main__":
    app(prog_name="kehoach")
