package kv.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

class SizesTest {

    private static final int FILE_LINES = 600;
    private static final int TEST_FILE_LINES = 800;
    private static final int METHOD_LINES = 60;
    private static final int TEST_METHOD_LINES = 80;
    private static final int PARAMETERS = 6;
    private static final int FIELDS = 12;
    private static final int TYPES = 20;
    private static final int NESTING = 3;
    private static final int COLUMNS = 100;

    private static final Ratchet RATCHET = new Ratchet();

    @Test
    void filesFitTwoOrThreeScreens() {
        Findings findings = new Findings("a file has at most " + FILE_LINES + " lines (a test "
                + TEST_FILE_LINES + "): two jobs are two types");
        for (Source source : Source.ALL) {
            int lines = Repository.lines(source.file()).size();
            check(findings, "file", Repository.name(source.file()), lines,
                    source.test() ? TEST_FILE_LINES : FILE_LINES);
        }
        findings.assertNone();
    }

    @Test
    void methodsFitOneScreen() {
        Findings findings = new Findings("a method has at most " + METHOD_LINES + " lines (in a"
                + " test " + TEST_METHOD_LINES + "): let a switch only route, a method for a case");
        each((source, type, method) -> check(findings, "method", name(source, type, method),
                (int) (source.endLine(method) - source.startLine(method) + 1),
                source.test() ? TEST_METHOD_LINES : METHOD_LINES));
        findings.assertNone();
    }

    @Test
    void parametersAreFew() {
        Findings findings = new Findings("at most " + PARAMETERS + " parameters: more are a record,"
                + " or the type has two jobs");
        each((source, type, method) -> {
            if (type.getKind() != Tree.Kind.RECORD || !isConstructor(method)) {
                check(findings, "parameters", name(source, type, method),
                        method.getParameters().size(), PARAMETERS);
            }
        });
        findings.assertNone();
    }

    @Test
    void fieldsAreFew() {
        Findings findings = new Findings("at most " + FIELDS + " fields, constants not counted: an"
                + " owner per state, configuration as records of records");
        for (Source source : Source.ALL) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitClass(ClassTree type, Void nothing) {
                    check(findings, "fields", name(source, type), fields(type), FIELDS);
                    return super.visitClass(type, nothing);
                }
            }.scan(source.unit(), null);
        }
        findings.assertNone();
    }

    @Test
    void packagesHoldFewTypes() {
        Map<String, Integer> counts = new TreeMap<>();
        for (Source source : Source.ALL) {
            Path folder = source.file().getParent();
            int types = source.unit().getTypeDecls().size();
            counts.merge(Repository.name(folder), types, Integer::sum);
        }
        Findings findings = new Findings("at most " + TYPES + " top-level types in a package: find"
                + " the few that carry it and give the others a package below");
        counts.forEach((folder, count) -> check(findings, "types", folder, count, TYPES));
        findings.assertNone();
    }

    @Test
    void blocksNestLittle() {
        Findings findings = new Findings("at most " + NESTING + " levels of loops, branches and"
                + " tries: return early, or give the inner block a name");
        each((source, type, method) -> check(findings, "nesting", name(source, type, method),
                new Nesting().of(method), NESTING));
        findings.assertNone();
    }

    @Test
    void linesFitBesideAnotherFile() {
        Findings findings = new Findings("a line has at most " + COLUMNS + " columns");
        for (Source source : Source.ALL) {
            List<String> lines = Repository.lines(source.file());
            List<Integer> tooLong = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > COLUMNS) {
                    tooLong.add(i + 1);
                }
            }
            String name = Repository.name(source.file());
            findings.addIf(tooLong.size() > RATCHET.limit("columns", name, 0),
                    name + ": lines " + tooLong);
        }
        findings.assertNone();
    }

    @Test
    void theRatchetNamesOnlyPlacesThatExist() {
        Findings findings = new Findings("a line of the ratchet whose file is gone goes too");
        for (String entry : RATCHET.entries().keySet()) {
            String place = entry.split(" ")[1].replaceFirst("#.*", "");
            findings.addIf(!Repository.root().resolve(place).toFile().exists(), entry);
        }
        findings.assertNone();
    }

    /// A rule that is asked for each method of each type.
    private interface MethodRule {
        void look(Source source, ClassTree type, MethodTree method);
    }

    private static void each(MethodRule rule) {
        for (Source source : Source.ALL) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitClass(ClassTree type, Void nothing) {
                    for (Tree member : type.getMembers()) {
                        if (member instanceof MethodTree method) {
                            rule.look(source, type, method);
                        }
                    }
                    return super.visitClass(type, nothing);
                }
            }.scan(source.unit(), null);
        }
    }

    private static void check(
            Findings findings, String rule, String place, int size, int ordinary) {
        int limit = RATCHET.limit(rule, place, ordinary);
        findings.addIf(size > limit, place + ": " + size + " > " + limit);
    }

    private static int fields(ClassTree type) {
        int count = 0;
        for (Tree member : type.getMembers()) {
            if (member instanceof VariableTree field) {
                Set<Modifier> flags = field.getModifiers().getFlags();
                count += flags.contains(Modifier.STATIC) ? 0 : 1;
            }
        }
        return type.getKind() == Tree.Kind.INTERFACE ? 0 : count;
    }

    private static boolean isConstructor(MethodTree method) {
        return method.getReturnType() == null;
    }

    private static String name(Source source, ClassTree type) {
        return Repository.name(source.file()) + "#" + type.getSimpleName();
    }

    private static String name(Source source, ClassTree type, MethodTree method) {
        return name(source, type) + "." + method.getName();
    }
}
