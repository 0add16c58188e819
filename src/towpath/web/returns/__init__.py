"""The monthly return: build it, see what is wrong, sign it off, take it out, and write down what DfE answered."""
