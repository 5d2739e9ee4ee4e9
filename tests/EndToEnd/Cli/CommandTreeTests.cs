using System.CommandLine;
using System.Globalization;
using Fengqiao.Host.Cli;
using Fengqiao.Host.Texts;
using Fengqiao.TestKit;

namespace Fengqiao.EndToEnd.Tests.Cli;

public sealed class CommandTreeTests
{
    public static TheoryData<string> Commands()
    {
        var paths = new TheoryData<string>();
        foreach (string path in Paths(CommandLine.Tree(), ""))
        {
            paths.Add(path);
        }

        return paths;
    }

    [Fact]
    public async Task NoArguments_ExplainsItself()
    {
        CommandResult result = await Shell.RunAsync();

        result.ExitCode.ShouldBe(0);
        foreach (string command in (string[])["demo", "serve", "migrate", "import", "token", "account", "audit", "key", "backup", "restore", "retention", "insight", "version"])
        {
            result.StandardOutput.ShouldContain(command);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_OfEveryCommand_NamesItAndTheDataFolder(string path)
    {
        CommandResult result = await Shell.RunAsync([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        result.ExitCode.ShouldBe(0);
        result.StandardOutput.ShouldContain(path);
        result.StandardOutput.ShouldContain("--data");
        result.StandardOutput.ShouldContain("--database");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("import")]
    [InlineData("import", "people", "file.csv")]
    [InlineData("import", "regions")]
    [InlineData("token", "create")]
    [InlineData("insight")]
    [InlineData("insight", "evaluate")]
    [InlineData("insight", "evaluate", "--train", "a.csv", "--folds", "1")]
    [InlineData("insight", "train", "--model", "a.fqm")]
    [InlineData("token", "create", "--account", "someone", "--days", "0")]
    [InlineData("token", "create", "--account", "someone", "--days", "many")]
    [InlineData("serve", "--port", "70000")]
    [InlineData("serve", "--port", "http")]
    [InlineData("serve", "--listen", "everywhere")]
    [InlineData("serve", "--colour")]
    [InlineData("demo", "--cases", "-1")]
    [InlineData("demo", "--live", "--speed", "0")]
    [InlineData("demo", "--live", "--for", "soon")]
    [InlineData("demo", "--for", "5m")]
    public async Task WrongUsage_EndsWith2AndPointsToHelp(params string[] arguments)
    {
        CommandResult result = await Shell.RunAsync(arguments);

        result.ExitCode.ShouldBe(2);
        result.StandardOutput.ShouldBeEmpty();
        result.Output.ShouldContain("--help");
    }

    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("en")]
    public void EveryDescription_ExistsInBothLanguages(string language)
    {
        CultureInfo before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = Languages.Of(language);
            List<string?> descriptions = [.. Descriptions(CommandLine.Tree())];
            descriptions.Count.ShouldBeGreaterThan(20);
            descriptions.ShouldAllBe(text => !string.IsNullOrEmpty(text) && !text.StartsWith("Cli.", StringComparison.Ordinal));
            descriptions.ShouldAllBe(text => text!.Any(c => c > '\u3000') == (language != "en"));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public async Task Version_NamesProductRuntimeAndSqlite()
    {
        CommandResult result = await Shell.RunAsync("version");

        result.ExitCode.ShouldBe(0);
        result.StandardOutput.ShouldContain("fengqiao ");
        result.StandardOutput.ShouldContain(".NET " + Environment.Version);
        result.StandardOutput.ShouldMatch(@"SQLite 3\.\d+\.\d+");
    }

    [Theory]
    [InlineData(null, "zh-Hans")]
    [InlineData("C.UTF-8", "zh-Hans")]
    [InlineData("zh_CN.UTF-8", "zh-Hans")]
    [InlineData("en_GB.UTF-8", "en")]
    public void Language_FollowsTheEnvironment(string? lang, string expected) =>
        Languages.FromEnvironment(name => name == "LANG" ? lang : null).Name.ShouldBe(expected);

    private static IEnumerable<string> Paths(Command command, string before)
    {
        foreach (Command sub in command.Subcommands)
        {
            string path = $"{before} {sub.Name}".Trim();
            yield return path;
            foreach (string deeper in Paths(sub, path))
            {
                yield return deeper;
            }
        }
    }

    private static IEnumerable<string?> Descriptions(Command command) =>
        command.Options.Select(o => o.Description)
            .Concat(command.Arguments.Select(a => a.Description))
            .Append(command.Description)
            .Concat(command.Subcommands.SelectMany(Descriptions));
}
