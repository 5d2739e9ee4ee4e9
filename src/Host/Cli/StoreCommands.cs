using System.CommandLine;
using System.Globalization;
using Fengqiao.Host.Commands;
using Fengqiao.Host.Texts;

namespace Fengqiao.Host.Cli;

/// <summary>The commands that act on the store, through the running server where there is one.</summary>
internal static class StoreCommands
{
    private const int LongestTokenDays = 366;
    private const int UsualTokenDays = 90;

    public static readonly IReadOnlyList<string> Imports = ["regions", "grids", "units", "staff", "categories", "rules", "calendar", "cases"];

    public static Command Migrate(PlaceOptions place)
    {
        var command = new Command("migrate", HostText.Get("Cli.Migrate"));
        command.SetAction((parsed, ct) => RunAsync(place, parsed, MigrateCommand.Name, [], ct));
        return command;
    }

    public static Command Import(PlaceOptions place)
    {
        var import = new Command("import", HostText.Get("Cli.Import"));
        foreach (var what in Imports)
        {
            import.Add(ImportOf(what, place));
        }

        return import;
    }

    public static Command Token(PlaceOptions place)
    {
        var account = AccountOption();
        var scope = new Option<string?>("--scope") { Description = HostText.Get("Cli.TokenScope"), HelpName = "A,B" };
        var days = new Option<int>("--days") { Description = HostText.Get("Cli.TokenDays"), HelpName = "N", DefaultValueFactory = _ => UsualTokenDays }
            .Between(1, LongestTokenDays, HostText.Get("Cli.TokenDaysRange", LongestTokenDays));
        var create = new Command("create", HostText.Get("Cli.TokenCreate")) { account, scope, days };
        create.SetAction((parsed, ct) => RunAsync(place, parsed, TokenCreateCommand.Name, new()
        {
            [TokenCreateCommand.Account] = parsed.GetValue(account),
            [TokenCreateCommand.Scope] = parsed.GetValue(scope),
            [TokenCreateCommand.Days] = parsed.GetValue(days).ToString(CultureInfo.InvariantCulture),
        }, ct));
        var list = new Command("list", HostText.Get("Cli.TokenList"));
        list.SetAction((parsed, ct) => RunAsync(place, parsed, TokenListCommand.Name, [], ct));
        var id = new Argument<string>("ID") { Description = HostText.Get("Cli.TokenId") };
        var revoke = new Command("revoke", HostText.Get("Cli.TokenRevoke")) { id };
        revoke.SetAction((parsed, ct) => RunAsync(place, parsed, TokenRevokeCommand.Name, new() { [TokenRevokeCommand.Id] = parsed.GetValue(id) }, ct));
        return new Command("token", HostText.Get("Cli.Token")) { create, list, revoke };
    }

    public static Command Account(PlaceOptions place)
    {
        var account = AccountOption();
        var password = new Command("password", HostText.Get("Cli.AccountPassword")) { account };
        password.SetAction(async (parsed, ct) =>
        {
            if (await PasswordPrompt.AskAsync(ct) is not { } typed)
            {
                return ExitCodes.Failed;
            }

            return await RunAsync(place, parsed, AccountPasswordCommand.Name, new()
            {
                [AccountPasswordCommand.Account] = parsed.GetValue(account),
                [AccountPasswordCommand.Password] = typed,
            }, ct);
        });
        var whose = new Option<string?>("--account") { Description = HostText.Get("Cli.AccountLinkName"), HelpName = "NAME" };
        var link = new Command("link", HostText.Get("Cli.AccountLink")) { whose };
        link.SetAction((parsed, ct) => RunAsync(place, parsed, AccountLinkCommand.Name, new() { [AccountLinkCommand.Account] = parsed.GetValue(whose) }, ct));
        var lost = AccountOption();
        var factor = new Command("remove-second-factor", HostText.Get("Cli.AccountFactor")) { lost };
        factor.SetAction((parsed, ct) => RunAsync(place, parsed, AccountFactorCommand.Name, new() { [AccountFactorCommand.Account] = parsed.GetValue(lost) }, ct));
        return new Command("account", HostText.Get("Cli.Account")) { password, link, factor };
    }

    public static Command Audit(PlaceOptions place)
    {
        var anchors = new Option<string?>("--anchors") { Description = HostText.Get("Cli.AuditAnchors"), HelpName = "FILE" };
        var verify = new Command("verify", HostText.Get("Cli.AuditVerify")) { anchors };
        verify.SetAction((parsed, ct) => RunAsync(place, parsed, AuditVerifyCommand.Name, new()
        {
            [AuditVerifyCommand.Anchors] = parsed.GetValue(anchors) is { } file ? Path.GetFullPath(file) : null,
        }, ct));
        return new Command("audit", HostText.Get("Cli.Audit")) { verify };
    }

    public static Command Retention(PlaceOptions place)
    {
        var list = new Command("list", HostText.Get("Cli.RetentionList"));
        list.SetAction((parsed, ct) => RunAsync(place, parsed, RetentionListCommand.Name, [], ct));
        var code = new Argument<string>("CODE") { Description = HostText.Get("Cli.RetentionCode") };
        var days = new Argument<int>("DAYS") { Description = HostText.Get("Cli.RetentionDays") };
        var basis = new Option<string>("--basis") { Description = HostText.Get("Cli.RetentionBasis"), HelpName = "TEXT", Required = true };
        var set = new Command("set", HostText.Get("Cli.RetentionSet")) { code, days, basis };
        set.SetAction((parsed, ct) => RunAsync(place, parsed, RetentionSetCommand.Name, new()
        {
            [RetentionSetCommand.Code] = parsed.GetValue(code),
            [RetentionSetCommand.Days] = parsed.GetValue(days).ToString(CultureInfo.InvariantCulture),
            [RetentionSetCommand.Basis] = parsed.GetValue(basis),
        }, ct));
        return new Command("retention", HostText.Get("Cli.Retention")) { list, set };
    }

    public static Command Key(PlaceOptions place)
    {
        var rotate = new Command("rotate", HostText.Get("Cli.KeyRotate"));
        rotate.SetAction((parsed, ct) => RunAsync(place, parsed, KeyRotateCommand.Name, [], ct));
        var status = new Command("status", HostText.Get("Cli.KeyStatus"));
        status.SetAction((parsed, ct) => RunAsync(place, parsed, KeyStatusCommand.Name, [], ct));
        return new Command("key", HostText.Get("Cli.Key")) { rotate, status };
    }

    private static Command ImportOf(string what, PlaceOptions place)
    {
        var file = new Argument<string>("FILE") { Description = HostText.Get("Cli.ImportFile") };
        var map = new Option<string?>("--map") { Description = HostText.Get("Cli.ImportMap"), HelpName = "MAP.json" };
        var skip = new Option<bool>("--skip-bad") { Description = HostText.Get("Cli.ImportSkipBad") };
        var command = new Command(what, HostText.Get("Cli.Import." + what)) { file, map, skip };
        command.SetAction((parsed, ct) => RunAsync(place, parsed, ImportCommand.Name, new()
        {
            [ImportCommand.What] = what,
            [ImportCommand.File] = Path.GetFullPath(parsed.GetValue(file)!),
            [ImportCommand.Map] = parsed.GetValue(map) is { } path ? Path.GetFullPath(path) : null,
            [ImportCommand.SkipBad] = parsed.GetValue(skip) ? "" : null,
        }, ct));
        return command;
    }

    private static Option<string> AccountOption() => new("--account") { Description = HostText.Get("Cli.AccountName"), HelpName = "NAME", Required = true };

    /// <summary>Has the running server do it, or this process where there is none.</summary>
    internal static async Task<int> RunAsync(PlaceOptions place, ParseResult parsed, string name, Dictionary<string, string?> arguments, CancellationToken ct)
    {
        if (place.Read(parsed) is var options && options.Failed(out var error))
        {
            await Console.Error.WriteLineAsync(HostText.Of(error));
            return ExitCodes.Failed;
        }

        var given = arguments.Where(a => a.Value is not null).ToDictionary(a => a.Key, a => a.Value!, StringComparer.Ordinal);
        var request = new CommandRequest(name, options.Value.Database.ConnectionString, CultureInfo.CurrentUICulture.Name, given);
        return await ConsoleSink.RunAsync(sink => CommandRunner.RunAsync(options.Value, request, sink, ct));
    }
}
