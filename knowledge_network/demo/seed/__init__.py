"""The demo network «Twente»: real organisations from the public register, everything else invented."""
