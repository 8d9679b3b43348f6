package kv.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import java.nio.file.Files;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

class DocumentationTest {

    private static final int ESSAY_CHARACTERS = 120;

    @Test
    void modulesAndPackagesSayWhatIsInThem() {
        Findings findings = new Findings("a module and a package open with a short essay: what is"
                + " here, in which order to read it, what is deliberately not here");
        for (Source source : Source.ALL) {
            String file = source.file().getFileName().toString();
            if (file.equals("module-info.java")) {
                requireEssay(source, source.unit().getModule(), findings);
            } else if (file.equals("package-info.java")) {
                requireEssay(source, source.unit().getPackage(), findings);
            }
        }
        findings.assertNone();
    }

    @Test
    void everyPackageOfAModuleHasAnEssay() {
        Findings findings = new Findings("a package opens with a package-info.java");
        for (Source source : Source.ALL) {
            boolean module = source.file().endsWith("module-info.java");
            if (!source.test() && !module) {
                findings.addIf(!Files.exists(source.file().resolveSibling("package-info.java")),
                        Repository.name(source.file().getParent()));
            }
        }
        findings.assertNone();
    }

    @Test
    void publicTypesAreDescribed() {
        Findings findings = new Findings("a public type says what it is, who owns it, what holds"
                + " of it, and where its rules come from");
        for (Source source : Source.ALL) {
            for (Tree tree : source.unit().getTypeDecls()) {
                if (!source.test() && tree instanceof ClassTree type && isPublic(type)) {
                    String doc = source.doc(type);
                    findings.addIf(doc == null || doc.isBlank(), source.place(type));
                }
            }
        }
        findings.assertNone();
    }

    private static void requireEssay(Source source, Tree tree, Findings findings) {
        String doc = source.doc(tree);
        findings.addIf(doc == null || doc.length() < ESSAY_CHARACTERS,
                Repository.name(source.file()));
    }

    private static boolean isPublic(ClassTree type) {
        return type.getModifiers().getFlags().contains(Modifier.PUBLIC);
    }
}
