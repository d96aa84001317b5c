"""The letter box's own files: what the hub has confirmed, what it would not take, and which hub it is.

    PCSOL_HOME/outbox/delivered       a line per confirmed record
    PCSOL_HOME/outbox/refused.json    what the hub would not take
    PCSOL_HOME/outbox/pause.json      how long to leave the hub alone
    PCSOL_HOME/keys/hub.json          which hub, and the token; secret

What waits is the store's records without those: there is no queue (docs/adr/0012-letters.md).
"""
