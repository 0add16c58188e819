"""`python -m towpath.cli`, for starting the command from itself."""

import sys

from towpath.cli import main

sys.exit(main())
