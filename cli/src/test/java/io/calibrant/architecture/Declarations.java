package io.calibrant.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// The types and methods that the sources declare, as the compiler's parser sees them.
final class Declarations extends TreeScanner<@Nullable Void, CompilationUnitTree> {
  /// A type.
  record Type(String file, String name) {}

  /// A method or constructor.
  ///
  /// @param id file, type and name with the number of parameters: `a/b/C.java C.solve/3`
  /// @param lineCount from its first modifier to its closing brace
  record Method(String id, int lineCount) {}

  static final Declarations ALL = parse();

  final List<Type> types = new ArrayList<>();
  final List<Method> methods = new ArrayList<>();
  private final SourcePositions positions;
  private final Deque<String> enclosing = new ArrayDeque<>();

  private Declarations(SourcePositions positions) {
    this.positions = positions;
  }

  @Override
  public @Nullable Void visitClass(ClassTree tree, CompilationUnitTree unit) {
    String name = tree.getSimpleName().toString();
    if (!name.isEmpty()) {
      types.add(new Type(file(unit), name));
    }
    enclosing.push(name.isEmpty() ? "(anonymous)" : name);
    super.visitClass(tree, unit);
    enclosing.pop();
    return null;
  }

  @Override
  public @Nullable Void visitMethod(MethodTree tree, CompilationUnitTree unit) {
    long first = line(unit, positions.getStartPosition(unit, tree));
    long last = line(unit, positions.getEndPosition(unit, tree));
    String id =
        "%s %s.%s/%d"
            .formatted(file(unit), enclosing.peek(), tree.getName(), tree.getParameters().size());
    methods.add(new Method(id, (int) (last - first + 1)));
    return super.visitMethod(tree, unit);
  }

  private static long line(CompilationUnitTree unit, long position) {
    return position < 0 ? 0 : unit.getLineMap().getLineNumber(position);
  }

  private static String file(CompilationUnitTree unit) {
    return unit.getSourceFile().getName().substring(1);
  }

  private static Declarations parse() {
    List<JavaFileObject> files = new ArrayList<>();
    for (Sources.Source source : Sources.ALL) {
      files.add(new Text(source));
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    var task = (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, files);
    var declarations = new Declarations(Trees.instance(task).getSourcePositions());
    try {
      for (Tree unit : task.parse()) {
        declarations.scan(unit, (CompilationUnitTree) unit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return declarations;
  }

  private static final class Text extends SimpleJavaFileObject {
    private final Sources.Source source;

    Text(Sources.Source source) {
      super(URI.create("source:///" + source.path()), Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source.text();
    }
  }
}
