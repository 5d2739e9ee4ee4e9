using System.Globalization;
using Fengqiao.Host.Texts;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Host.Commands;

/// <summary>Says which schema the database has. Bringing it up to date is part of opening it, here and in the server alike.</summary>
internal sealed class MigrateCommand(DatabaseOptions database, SchemaScripts scripts) : ICommand
{
    public const string Name = "migrate";

    public Task<int> RunAsync(CommandRequest request, ICommandSink sink, CancellationToken ct)
    {
        var last = scripts.For(database.Kind).MaxBy(s => s.Number)!;
        sink.Answer(HostText.Get("Migrate.Current", last.Number.ToString("0000", CultureInfo.InvariantCulture), last.Name));
        return Task.FromResult(ExitCodes.Ok);
    }
}
