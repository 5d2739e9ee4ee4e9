using System.CommandLine;
using System.Net;
using Fengqiao.Host.Server;
using Fengqiao.Host.Texts;
using Fengqiao.Kernel;

namespace Fengqiao.Host.Cli;

/// <summary>Where the data lies: the two options every command takes, or the two variables that stand for them.</summary>
internal sealed class PlaceOptions
{
    public const string DataVariable = "FENGQIAO_DATA";
    public const string DatabaseVariable = "FENGQIAO_DATABASE";

    /// <summary>Set by the start script: the folder it lies in. Without it the current folder counts.</summary>
    private const string RootVariable = "FENGQIAO_ROOT";

    public Option<string?> Data { get; } = new("--data") { Description = HostText.Get("Cli.Data"), HelpName = "DIR", Recursive = true };

    public Option<string?> Database { get; } = new("--database") { Description = HostText.Get("Cli.Database"), HelpName = "CONNECTION", Recursive = true };

    /// <param name="folder">Where the data lies when nobody says, below <c>var</c>.</param>
    public Result<ServerOptions> Read(ParseResult parsed, string folder = "data", int? port = null, IReadOnlyList<IPAddress>? listen = null)
    {
        var root = Environment.GetEnvironmentVariable(RootVariable) is { Length: > 0 } set ? set : Environment.CurrentDirectory;
        var data = parsed.GetValue(Data) ?? Variable(DataVariable) ?? Path.Combine(root, "var", folder);
        return ServerOptions.From(data, parsed.GetValue(Database) ?? Variable(DatabaseVariable), port, listen);
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
