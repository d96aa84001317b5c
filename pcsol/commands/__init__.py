"""The hall: one file per command: parse, call one room, hand the result to render.

To add a command, two things:

1. one line in the table of contents, `pcsol/commands/contents.py`: its name and one short sentence, marked `N_`; for a
   command of a family, such as `wipe list`, a line in FAMILIES, the file `wipe/list.py`, the function `wipe_list`
   (a family that does something by itself as well, such as `outbox`, is in ALONE too);
2. one file, `pcsol/commands/<name>.py` (a hyphen in the name is an underscore in the file), with

       HELP = N_("What it does, in a few plain sentences.")

       def <name>(ctx: typer.Context, folder: Annotated[Path, typer.Argument(metavar=N_("FOLDER"), help=N_("…"))],
                  as_json: AsJson = False) -> None:
           '''…'''
           from pcsol.store import room           # rooms are imported here, so that --help stays quick
           world = context.of(ctx).world()        # this machine, or the album of --machine
           ...
           if as_json:
               answer.as_json(noun.to_json())     # the one object on stdout
           else:
               console.out().say(_("…"))          # plain sentences; long screens go through pcsol.render.pager.show
           raise typer.Exit(ExitCode.FINDINGS)    # only when there is something to look at

Every `help`, `metavar` and HELP is an `N_` text: the parser translates it when it is shown. Every option with a value
needs a `metavar`. Foreseeable faults are raised as PCSolError and caught in `pcsol.cli.run`, nowhere else; wrong usage
is `typer.BadParameter(_("…"), param_hint="NAME")`.
"""
