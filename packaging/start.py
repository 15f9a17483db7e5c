"""Set Assay up and run it, with nothing but Python: the one file to begin with.

An old Python has to be able to read this file, to say that it is too old; the work is in the files beside it.
"""

import sys

USAGE = """\
usage: python3 packaging/start.py [verb]

  (nothing)         open the program
  demo [FOLDER]     open the sample workspace; without a display do the same job into FOLDER (default: demo)
  test [ARGUMENTS]  run every check and test; arguments go to pytest
  words [LANGUAGE]  bring the translations up to date with the code and compile them
  lock [ARGUMENTS]  write packaging/requirements.lock anew; arguments go to uv, for example --upgrade
  shell             a shell in the project's environment

Each of them first sets up what is missing."""


def too_old(version: "tuple[int, ...]") -> str:
    """Return the sentence for a Python that cannot run Assay, or an empty one."""
    if version >= (3, 11):
        return ""
    return (
        "Assay needs Python 3.11 or newer, and this is Python %d.%d: "
        "install a newer one and start this file with it." % version
    )


def main(arguments: "list[str]") -> int:
    """Run one verb and return its exit code."""
    refusal = too_old(sys.version_info[:2])
    if refusal:
        sys.stderr.write(refusal + "\n")
        return 1
    if arguments[:1] in (["-h"], ["--help"], ["help"]):
        print(USAGE)
        return 0
    from verbs import VERBS  # written for the Python that Assay needs, so only read once it is there

    verb = arguments[0] if arguments else ""
    if verb not in VERBS:
        sys.stderr.write("There is no %r here.\n\n%s\n" % (verb, USAGE))
        return 2
    return VERBS[verb](arguments[1:])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Stopped. Start again to go on.")
