package kv.house;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NamesTest {

    private static final List<String> ENDINGS =
            List.of("Impl", "Util", "Utils", "Helper", "Manager", "Info", "Data", "Base");

    private static final Pattern ABSTRACT = Pattern.compile("Abstract[A-Z].*");
    private static final Pattern TEST_PREFIX = Pattern.compile("(test|should)([A-Z_].*)?");

    @Test
    void typesAreNamedByWhatTheyAre() {
        Findings findings = new Findings("a type is a thing or a role, and an implementation is"
                + " named by what sets it apart (HeapStorage, ReplicatedKv); none ends in "
                + ENDINGS + " or begins with Abstract");
        for (Source source : Source.ALL) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitClass(ClassTree type, Void nothing) {
                    String name = type.getSimpleName().toString();
                    findings.addIf(ENDINGS.stream().anyMatch(name::endsWith)
                            || ABSTRACT.matcher(name).matches(), source.place(type) + " " + name);
                    return super.visitClass(type, nothing);
                }
            }.scan(source.unit(), null);
        }
        findings.assertNone();
    }

    @Test
    void testsClaimSomethingInThePresentTense() {
        Findings findings = new Findings("a test's name is a claim (rejectsAppendFromOlderTerm),"
                + " without test or should in front");
        for (Source source : Source.ALL) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitMethod(MethodTree method, Void nothing) {
                    findings.addIf(isTest(method)
                                    && TEST_PREFIX.matcher(method.getName()).matches(),
                            source.place(method) + " " + method.getName());
                    return super.visitMethod(method, nothing);
                }
            }.scan(source.unit(), null);
        }
        findings.assertNone();
    }

    @Test
    void noTestIsSwitchedOff() {
        Findings findings = new Findings("a test that does not hold is repaired or goes");
        for (Source source : Source.ALL) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitAnnotation(AnnotationTree annotation, Void nothing) {
                    findings.addIf(annotation.getAnnotationType().toString().equals("Disabled"),
                            source.place(annotation));
                    return super.visitAnnotation(annotation, nothing);
                }
            }.scan(source.unit(), null);
        }
        findings.assertNone();
    }

    private static boolean isTest(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .map(annotation -> annotation.getAnnotationType().toString())
                .anyMatch(name -> name.endsWith("Test") || name.equals("TestFactory"));
    }
}
