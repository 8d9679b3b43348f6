package kv.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// A source file as javac's parser sees it; nothing in it is resolved.
///
/// @param module of the file
/// @param test whether the file is a test, which may be longer
record Source(
        ModuleFolder module, Path file, boolean test, CompilationUnitTree unit, DocTrees trees) {

    /// Every Java file of every module, parsed once.
    static final List<Source> ALL = parseAll();

    private static List<Source> parseAll() {
        List<Source> all = new ArrayList<>();
        for (ModuleFolder module : Repository.modules()) {
            boolean tests = module.name().startsWith("tests/");
            all.addAll(parse(module, module.sources("main"), tests));
            all.addAll(parse(module, module.sources("test"), true));
        }
        return List.copyOf(all);
    }

    private static List<Source> parse(ModuleFolder module, List<Path> files, boolean test) {
        if (files.isEmpty()) {
            return List.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Source> sources = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(null, manager, problem -> { },
                    List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                sources.add(new Source(
                        module, Path.of(unit.getSourceFile().toUri()), test, unit, trees));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    /// The file and the line of `tree`.
    String place(Tree tree) {
        return Repository.name(file) + ":" + startLine(tree);
    }

    long startLine(Tree tree) {
        return lines().getLineNumber(positions().getStartPosition(unit, tree));
    }

    long endLine(Tree tree) {
        return lines().getLineNumber(positions().getEndPosition(unit, tree));
    }

    /// The documentation comment of `tree`, or null.
    String doc(Tree tree) {
        return trees.getDocComment(TreePath.getPath(unit, tree));
    }

    String packageName() {
        return unit.getPackageName() == null ? "" : unit.getPackageName().toString();
    }

    private LineMap lines() {
        return unit.getLineMap();
    }

    private SourcePositions positions() {
        return trees.getSourcePositions();
    }
}
