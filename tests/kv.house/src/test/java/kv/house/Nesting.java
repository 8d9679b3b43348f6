package kv.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreeScanner;

/// How deep loops, branches and tries stand inside each other in one method. An `else if` is no
/// deeper than its `if`; types inside the method are counted for themselves.
final class Nesting extends TreeScanner<Void, Void> {

    private int depth;
    private int deepest;

    int of(MethodTree method) {
        scan(method.getBody(), null);
        return deepest;
    }

    @Override
    public Void visitIf(IfTree branch, Void nothing) {
        deeper(() -> scan(branch.getThenStatement(), null));
        if (branch.getElseStatement() instanceof IfTree next) {
            scan(next, null);
        } else {
            deeper(() -> scan(branch.getElseStatement(), null));
        }
        return null;
    }

    @Override
    public Void visitForLoop(ForLoopTree loop, Void nothing) {
        return deeper(() -> super.visitForLoop(loop, null));
    }

    @Override
    public Void visitEnhancedForLoop(EnhancedForLoopTree loop, Void nothing) {
        return deeper(() -> super.visitEnhancedForLoop(loop, null));
    }

    @Override
    public Void visitWhileLoop(WhileLoopTree loop, Void nothing) {
        return deeper(() -> super.visitWhileLoop(loop, null));
    }

    @Override
    public Void visitDoWhileLoop(DoWhileLoopTree loop, Void nothing) {
        return deeper(() -> super.visitDoWhileLoop(loop, null));
    }

    @Override
    public Void visitTry(TryTree attempt, Void nothing) {
        return deeper(() -> super.visitTry(attempt, null));
    }

    @Override
    public Void visitSwitch(SwitchTree choice, Void nothing) {
        return deeper(() -> super.visitSwitch(choice, null));
    }

    @Override
    public Void visitSwitchExpression(SwitchExpressionTree choice, Void nothing) {
        return deeper(() -> super.visitSwitchExpression(choice, null));
    }

    @Override
    public Void visitSynchronized(SynchronizedTree section, Void nothing) {
        return deeper(() -> super.visitSynchronized(section, null));
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree lambda, Void nothing) {
        return lambda.getBody().getKind() == Tree.Kind.BLOCK
                ? deeper(() -> super.visitLambdaExpression(lambda, null))
                : super.visitLambdaExpression(lambda, null);
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
        return null;
    }

    private Void deeper(Runnable inside) {
        depth++;
        deepest = Math.max(deepest, depth);
        inside.run();
        depth--;
        return null;
    }
}
