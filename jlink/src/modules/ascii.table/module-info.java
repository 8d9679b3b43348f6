/// Tables of text, for the shell.
module ascii.table {
    exports com.github.freva.asciitable;
}
