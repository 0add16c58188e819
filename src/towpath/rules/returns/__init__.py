"""The monthly NCCIS return: reading one, checking one, writing one."""
