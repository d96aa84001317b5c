"""Papers and what they are signed with: the station's key, the signers it believes, where papers lie."""
