using System.Globalization;
using Fengqiao.Host.Texts;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Retention;

namespace Fengqiao.Host.Commands;

/// <summary>Says how long each kind of data is kept, and on what basis.</summary>
internal sealed class RetentionListCommand(RetentionRules rules) : ICommand
{
    public const string Name = "retention list";

    public async Task<int> RunAsync(CommandRequest request, ICommandSink sink, CancellationToken ct)
    {
        foreach (var rule in await rules.AllAsync(ct))
        {
            sink.Answer(HostText.Get("Retention.Line", rule.Code, rule.Days, rule.Basis));
        }

        return ExitCodes.Ok;
    }
}

/// <summary>Changes how long one kind of data is kept. The audit is never kept for less than 184 days.</summary>
internal sealed class RetentionSetCommand(RetentionRules rules, ErrorTexts texts) : ICommand
{
    public const string Name = "retention set";
    public const string Code = "code";
    public const string Days = "days";
    public const string Basis = "basis";

    public async Task<int> RunAsync(CommandRequest request, ICommandSink sink, CancellationToken ct)
    {
        var rule = (await rules.AllAsync(ct)).FirstOrDefault(r => r.Code == request[Code]);
        var changed = await rules.ChangeAsync(request[Code], int.Parse(request[Days], CultureInfo.InvariantCulture), request[Basis], rule?.Version ?? 0, ct);
        if (changed.Failed(out var error))
        {
            sink.Fail(texts.Of(error));
            return ExitCodes.Failed;
        }

        sink.Answer(HostText.Get("Retention.Line", request[Code], int.Parse(request[Days], CultureInfo.InvariantCulture), request[Basis]));
        return ExitCodes.Ok;
    }
}
