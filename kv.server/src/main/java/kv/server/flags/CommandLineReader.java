package kv.server.flags;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Stack;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Reads a command line as Go's flag package does: one dash or two, `--x=v` or `--x v`, booleans
/// alone or with `=`, the last of several wins, and the first word that is no flag ends the flags.
final class CommandLineReader {

    static final String HELP = "help";
    static final String VERSION = "version";

    private CommandLineReader() {
    }

    /// What was given.
    ///
    /// @param flags texts by flag name, each good for its type
    /// @param words what followed the flags
    /// @param help whether help was asked for
    /// @param version whether the version was asked for
    record Given(Map<String, String> flags, List<String> words, boolean help, boolean version) {
    }

    /// Reads the arguments.
    ///
    /// @throws BadCommandLine with Go's text, and the nearest name for an unknown flag
    static Given read(List<String> arguments) {
        CommandLine parser = parser(mentioned(arguments));
        try {
            ParseResult result = parser.parseArgs(arguments.toArray(String[]::new));
            return given(parser.getCommandSpec().options(), result);
        } catch (UnmatchedArgumentException e) {
            throw unknown(e);
        } catch (MissingParameterException e) {
            throw new BadCommandLine("flag needs an argument: -" + name(e.getMissing().getFirst()));
        }
    }

    /// Names that may be flags. Modelling every flag for each start would cost more than the rest
    /// of the parsing; a name that is no flag is found unknown all the same.
    private static Set<String> mentioned(List<String> arguments) {
        return arguments.stream().filter(argument -> argument.startsWith("-"))
                .map(CommandLineReader::bare).collect(Collectors.toSet());
    }

    private static String bare(String argument) {
        int dashes = argument.startsWith("--") ? 2 : 1;
        int equals = argument.indexOf('=');
        return argument.substring(dashes, equals < 0 ? argument.length() : equals);
    }

    private static CommandLine parser(Set<String> mentioned) {
        CommandSpec spec = CommandSpec.create().name("kvd");
        FlagTable.all().stream().filter(flag -> mentioned.contains(flag.name()))
                .forEach(flag -> spec.addOption(option(flag.name(), flag.type())));
        spec.addOption(option(HELP, FlagType.BOOL));
        spec.addOption(option("h", FlagType.BOOL));
        spec.addOption(option(VERSION, FlagType.BOOL));
        spec.addPositional(PositionalParamSpec.builder().arity("0..*").type(List.class)
                .auxiliaryTypes(String.class).build());
        return new CommandLine(spec)
                .setOverwrittenOptionsAllowed(true)
                .setPosixClusteredShortOptionsAllowed(false)
                .setStopAtPositional(true)
                .setExpandAtFiles(false)
                .setTrimQuotes(false)
                .setInterpolateVariables(false);
    }

    private static OptionSpec option(String name, FlagType type) {
        OptionSpec.Builder option = OptionSpec.builder("--" + name, "-" + name)
                .type(String.class).arity("1");
        return type.standsAlone()
                ? option.preprocessor(new AloneMeansTrue()).build() : option.build();
    }

    private static Given given(List<OptionSpec> options, ParseResult result) {
        Map<String, String> flags = new LinkedHashMap<>();
        boolean help = false;
        boolean version = false;
        for (OptionSpec option : options) {
            String name = name(option);
            String text = option.getValue();
            if (text == null) {
                continue;
            }
            if (name.equals(HELP) || name.equals("h")) {
                help = isTrue(name, text);
            } else if (name.equals(VERSION)) {
                version = isTrue(name, text);
            } else {
                check(name, text);
                flags.put(name, text);
            }
        }
        List<String> words = result.matchedPositionals().stream()
                .flatMap(positional -> positional.originalStringValues().stream()).toList();
        return new Given(flags, words, help, version);
    }

    private static boolean isTrue(String name, String text) {
        try {
            return (boolean) FlagType.BOOL.parse(text);
        } catch (BadValue e) {
            throw bad(name, true, text, e);
        }
    }

    private static void check(String name, String text) {
        Flag flag = FlagTable.find(name).orElseThrow();
        try {
            flag.parse(text);
        } catch (BadValue e) {
            throw bad(name, flag.type() == FlagType.BOOL, text, e);
        }
    }

    private static BadCommandLine bad(String name, boolean bool, String text, BadValue reason) {
        return new BadCommandLine(bool
                ? "invalid boolean value \"" + text + "\" for -" + name + ": " + reason.getMessage()
                : "invalid value \"" + text + "\" for flag -" + name + ": " + reason.getMessage());
    }

    private static BadCommandLine unknown(UnmatchedArgumentException e) {
        String given = bare(e.getUnmatched().getFirst());
        String nearest = Nearest.to(given, FlagTable.all().stream().map(Flag::name).toList())
                .map(name -> "\nDid you mean --" + name + "?").orElse("");
        return new BadCommandLine("flag provided but not defined: -" + given + nearest);
    }

    private static String name(ArgSpec spec) {
        return ((OptionSpec) spec).longestName().substring(2);
    }

    /// A boolean flag takes its value only when it is attached by `=`.
    private static final class AloneMeansTrue implements IParameterPreprocessor {

        @Override
        public boolean preprocess(
                Stack<String> arguments, CommandSpec command, ArgSpec flag,
                Map<String, Object> how) {
            if ("=".equals(how.get("separator"))) {
                return false;
            }
            flag.setValue("true");
            return true;
        }
    }
}
