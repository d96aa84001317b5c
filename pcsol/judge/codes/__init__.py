"""Tower codes such as `VAL-0042-D`: a structure's letters, a number, and a letter that betrays a mistyped one."""

from pcsol.judge.codes.written import NUMBER_MAX, Code, compose, parts, read

__all__ = ["NUMBER_MAX", "Code", "compose", "parts", "read"]
