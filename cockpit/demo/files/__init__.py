"""Writers: one kind of report a file, in the header, encoding and number forms that its marketplace really uses."""
