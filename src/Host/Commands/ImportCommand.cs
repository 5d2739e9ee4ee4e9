using Fengqiao.Host.Texts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Imports;

namespace Fengqiao.Host.Commands;

/// <summary>Loads a file with one of the modules' imports and says what became of its rows.</summary>
internal sealed class ImportCommand(IEnumerable<IImport> imports, ErrorTexts texts) : ICommand
{
    public const string Name = "import";
    public const string What = "what";
    public const string File = "file";
    public const string Map = "map";
    public const string SkipBad = "skip-bad";

    public async Task<int> RunAsync(CommandRequest request, ICommandSink sink, CancellationToken ct)
    {
        if (imports.FirstOrDefault(i => i.Name == request[What]) is not { } import)
        {
            sink.Fail(HostText.Of(new Error("host.unknown-import", ErrorKind.Invalid, null, request[What], string.Join(", ", imports.Select(i => i.Name)))));
            return ExitCodes.Usage;
        }

        var label = HostText.Get("Import.Label", request[What]);
        var progress = new Reporter(sink, label);
        var result = await import.RunAsync(new ImportRequest(request[File], request.Find(Map), request.Find(SkipBad) is not null), progress, ct);
        if (result.Failed(out var error))
        {
            foreach (var one in error.All)
            {
                sink.Fail(texts.Of(one));
            }

            return ExitCodes.Failed;
        }

        return Tell(result.Value, request.Find(SkipBad) is not null, sink);
    }

    /// <summary>Names the first bad rows and, where there are more, how many.</summary>
    public static void TellBadRows(ImportReport report, ErrorTexts texts, ICommandSink sink)
    {
        foreach (var bad in report.Errors)
        {
            sink.Fail(bad.Field is { } field
                ? HostText.Get("Import.BadCell", bad.Row, field, texts.Of(bad.Error))
                : HostText.Get("Import.BadRow", bad.Row, texts.Of(bad.Error)));
        }

        if (report.Errors.Count < report.Bad)
        {
            sink.Fail(HostText.Get("Import.MoreBad", report.Bad));
        }
    }

    private int Tell(ImportReport report, bool skipBad, ICommandSink sink)
    {
        TellBadRows(report, texts, sink);
        if (report.Bad > 0 && !skipBad)
        {
            sink.Fail(HostText.Get("Import.NothingLoaded", report.Bad, report.Read));
            return ExitCodes.Failed;
        }

        foreach (var notice in report.Notices)
        {
            sink.Say(texts.Of(notice));
        }

        sink.Answer(HostText.Get("Import.Done", report.Read, report.Added, report.Changed, report.Unchanged, report.Bad));
        foreach (var notice in report.Notices)
        {
            sink.Say(texts.Of(notice));
        }

        if (report.BadRowsFile is { } file)
        {
            sink.Say(HostText.Get("Import.BadRowsFile", file));
        }

        return ExitCodes.Ok;
    }

    /// <summary>Reports on the importing thread: <see cref="Progress{T}"/> would let reports overtake each other.</summary>
    internal sealed class Reporter(ICommandSink sink, string label) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => sink.Progress(label, value.Rows, value.Fraction);
    }
}
