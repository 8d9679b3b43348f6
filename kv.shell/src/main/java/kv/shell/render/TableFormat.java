package kv.shell.render;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.PrintStream;
import java.util.List;
import kv.api.pb.etcdserverpb.HashKVResponse;
import kv.api.pb.etcdserverpb.MemberListResponse;
import kv.api.pb.etcdserverpb.StatusResponse;

/// Tables, for the answers that have rows.
final class TableFormat implements Format {

    /// The lines of a box: above, header, below it, a row, nothing between rows, no footer, below.
    private static final Character[] BOX = {
        '┌', '─', '┬', '┐', '│', '│', '│', '├', '─', '┼', '┤', '│', '│', '│',
        null, null, null, null, null, null, null, null, null, null, null, '└', '─', '┴', '┘',
    };

    private static final int WIDEST = 1000;

    private final PrintStream out;

    TableFormat(PrintStream out) {
        this.out = out;
    }

    @Override
    public String name() {
        return "table";
    }

    @Override
    public void members(MemberListResponse answer) {
        table(Rows.MEMBER_COLUMNS, Rows.members(answer));
    }

    @Override
    public void statuses(List<Answer<StatusResponse>> answers) {
        table(Rows.STATUS_COLUMNS, answers.stream().map(Rows::status).toList());
    }

    @Override
    public void hashes(List<Answer<HashKVResponse>> answers) {
        table(Rows.HASH_COLUMNS, answers.stream().map(Rows::hash).toList());
    }

    @Override
    public void health(List<Health> endpoints) {
        table(Rows.HEALTH_COLUMNS, endpoints.stream().map(Rows::health).toList());
    }

    private void table(List<String> headers, List<List<String>> rows) {
        Column[] columns = headers.stream()
                .map(header -> new Column()
                        .header(header)
                        .headerAlign(HorizontalAlign.CENTER)
                        .dataAlign(HorizontalAlign.RIGHT)
                        .maxWidth(WIDEST))
                .toArray(Column[]::new);
        Object[][] cells = rows.stream().map(List::toArray).toArray(Object[][]::new);
        out.println(AsciiTable.getTable(BOX, columns, cells));
    }
}
