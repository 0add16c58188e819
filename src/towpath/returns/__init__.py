"""The monthly return: runs built and kept, what is wrong with them, who signed, and what DfE answered."""
