#!/bin/sh
# Print the path of a Python of at least 3.12. A pyenv shim without a version behind it fails and is skipped.
for candidate in python3.14 python3.13 python3.12 python3 python; do
    if found=$("$candidate" -c 'import sys
if sys.version_info < (3, 12): sys.exit(1)
print(sys.executable)' 2>/dev/null) && [ -n "$found" ]; then
        echo "$found"
        exit 0
    fi
done
echo "No Python of at least 3.12 was found (tried python3.14, python3.13, python3.12, python3)." >&2
exit 1
